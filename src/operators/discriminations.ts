/** Where a handler asks what sort of error it has. */
import { Node } from "ts-morph";
import type { Located } from "../paths/kind.js";
import { isAridStatement } from "../source/arid.js";
import { mentions, statementsOf, unwrap } from "../source/syntax.js";
import { handlerNodes } from "./handler-nodes.js";

interface Discrimination {
  readonly test: Node;
  /** The branches, where the question is an `if`. */
  readonly whenTrue?: Node;
  readonly whenFalse?: Node | undefined;
}

/** The tests of `if` statements and conditional expressions in a handler that read the error. */
export function* discriminations(path: Located): Generator<Discrimination> {
  for (const node of handlerNodes(path)) {
    if (Node.isIfStatement(node)) {
      const test = unwrap(node.getExpression());
      if (!isQuestion(test, path)) continue;
      yield { test, whenTrue: node.getThenStatement(), whenFalse: node.getElseStatement() };
    } else if (Node.isConditionalExpression(node)) {
      const test = unwrap(node.getCondition());
      if (isQuestion(test, path) && !isErrorText(node)) yield { test };
    }
  }
}

function isQuestion(test: Node, path: Located): boolean {
  return mentions(test, path.bindings) && test.getText() !== "true" && test.getText() !== "false";
}

/** `e instanceof Error ? e.message : String(e)`: only words for a log, never a decision. */
function isErrorText(conditional: Node): boolean {
  return (
    /instanceof Error\b/.test(conditional.getText()) &&
    /\bString\(|`|\.message|\.stack|new Error\(/.test(conditional.getText())
  );
}

/** Whether a branch does nothing but throw (and log). */
export function onlyThrows(branch: Node): boolean {
  const statements = statementsOf(branch).filter((statement) => !isAridStatement(statement));
  return statements.length === 1 && Node.isThrowStatement(statements[0]);
}
