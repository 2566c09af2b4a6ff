/** Where a handler asks what sort of error it has. */
import { Node } from "ts-morph";
import type { Located } from "../paths/kind.js";
import { boundNames } from "../source/names.js";
import { mentions, unwrap } from "../source/syntax.js";
import { handlerNodes } from "./handler-nodes.js";
import { type LeftOut, leaveOut } from "./operator.js";

interface Discrimination {
  readonly test: Node;
  /** What the test must be for the error to be the one asked for: `false` in `if (!isGone(e)) throw e`. */
  readonly recognised: "true" | "false";
  readonly otherwise: "true" | "false";
}

/** The tests of `if` statements and conditional expressions in a handler that read the error. */
export function* discriminations(path: Located): Generator<Discrimination | LeftOut> {
  const names = new Set([...path.bindings, ...aliases(path)]);
  for (const node of handlerNodes(path)) {
    if (Node.isIfStatement(node)) {
      const test = unwrap(node.getExpression());
      if (!isQuestion(test, names)) continue;
      yield question(test);
    } else if (Node.isConditionalExpression(node)) {
      const test = unwrap(node.getCondition());
      if (!isQuestion(test, names)) continue;
      yield isErrorText(node) ? leaveOut(node, "error-text") : question(test);
    }
  }
}

function question(test: Node): Discrimination {
  const isNegated = Node.isBinaryExpression(test)
    ? /^!==?$/.test(test.getOperatorToken().getText())
    : Node.isPrefixUnaryExpression(test) && test.getText().startsWith("!");
  return isNegated
    ? { test, recognised: "false", otherwise: "true" }
    : { test, recognised: "true", otherwise: "false" };
}

/** `const failure = e as AppError;` */
function aliases(path: Located): readonly string[] {
  return [...handlerNodes(path)].flatMap((node) => {
    if (!Node.isVariableDeclaration(node)) return [];
    const value = node.getInitializer();
    return value !== undefined && path.bindings.has(unwrap(value).getText()) ? [...boundNames(node.getNameNode())] : [];
  });
}

function isQuestion(test: Node, names: ReadonlySet<string>): boolean {
  return mentions(test, names) && test.getText() !== "true" && test.getText() !== "false";
}

/** `e instanceof Error ? e.message : String(e)`: only words for a log, never a decision. */
function isErrorText(conditional: Node): boolean {
  return (
    /instanceof Error\b/.test(conditional.getText()) &&
    /\bString\(|`|\.message|\.stack|new Error\(/.test(conditional.getText())
  );
}
