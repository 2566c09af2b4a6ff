import { type CallExpression, type ForStatement, type IfStatement, Node } from "ts-morph";
import type { Located } from "../paths/kind.js";
import { ATTEMPT_NAME, type Once, onceOf } from "../paths/retry-loop.js";
import { leaves } from "../source/dead-code.js";
import { freeName } from "../source/names.js";
import { unwrap } from "../source/syntax.js";
import { type Edit, type Operator, replace } from "./operator.js";

export const retryOff: Operator = {
  id: "retry-off",
  title: "there is only one attempt",
  models: "no retry",
  why: "The code promises to try again, and no test would notice if the first failure were the last word.",
  hint: "make it fail once and then succeed, and assert the success, and how often it was tried",
  on: ["retry-loop"],
  optIn: "strict",
  example: {
    before:
      "for (let attempt = 0; attempt < 3; attempt++) { try { return await load(); } catch (e) { last = e; } }\nthrow last;",
    after: [
      "for (let attempt = 0; attempt < 1; attempt++) { try { return await load(); } catch (e) { last = e; } }\nthrow last;",
    ],
  },
  *mutate(path) {
    const { node, handler } = path;
    if (Node.isCallExpression(node)) {
      const once = onceOf(node);
      if (once !== undefined) yield* callingOnce(node, once);
    } else if (handler !== undefined) {
      const edit = lastAttempt(path, true) ?? bounded(node) ?? lastAttempt(path, false) ?? rethrown(handler);
      if (edit !== undefined) yield edit;
    }
  },
};

/** `if (attempt === max) throw e` comes true at once, `if (attempt < max) { …; continue; }` never does. */
function lastAttempt({ handler }: Located, asksForAttempts: boolean): Edit | undefined {
  if (!Node.isBlock(handler)) return undefined;
  const statements = handler.getStatements();
  for (const statement of statements) {
    if (!Node.isIfStatement(statement) || ATTEMPT_NAME.test(statement.getExpression().getText()) !== asksForAttempts)
      continue;
    if (givesUp(statement)) return replace(statement.getExpression(), "expression", "true");
    const otherwise = statement.getElseStatement();
    const endsInFailure =
      otherwise === undefined ? statements.at(-1) !== statement && leaves(handler) : leaves(otherwise);
    if (endsInFailure) return replace(statement.getExpression(), "expression", "false");
  }
  return undefined;
}

/** Its branch leaves the loop: not by a `continue`. */
function givesUp(statement: IfStatement): boolean {
  const branch = statement.getThenStatement();
  const last = Node.isBlock(branch) ? branch.getStatements().at(-1) : branch;
  return Node.isThrowStatement(last) || Node.isReturnStatement(last) || Node.isBreakStatement(last);
}

/** The bound of a loop that counts: `attempt < 1` from 0, `attempt <= 1` from 1; of `do … while (…)`: once. */
function bounded(loop: Node): Edit | undefined {
  if (Node.isDoStatement(loop)) return replace(loop.getExpression(), "expression", "false");
  if (!Node.isForStatement(loop)) return undefined;
  const test = loop.getCondition();
  const comparison = test === undefined ? undefined : unwrap(test);
  if (!Node.isBinaryExpression(comparison)) return undefined;
  const operator = comparison.getOperatorToken().getText();
  const start = startOf(loop, comparison.getLeft().getText());
  if (start === undefined || !/^<=?$/.test(operator)) return undefined;
  const bound = String(operator === "<" ? start + 1 : start);
  const right = comparison.getRight();
  return right.getText() === bound ? undefined : replace(right, "expression", bound);
}

/** The number that a loop's variable starts with, if it is counted up by one. */
function startOf(loop: ForStatement, name: string): number | undefined {
  const list = loop.getInitializer();
  const step = loop.getIncrementor()?.getText().replace(/\s+/g, "") ?? "";
  if (!Node.isVariableDeclarationList(list) || ![`${name}++`, `++${name}`, `${name}+=1`].includes(step))
    return undefined;
  const start = list
    .getDeclarations()
    .find((each) => each.getName() === name)
    ?.getInitializer();
  return Node.isNumericLiteral(start) ? start.getLiteralValue() : undefined;
}

/** Where nothing says when it is enough: the first failure goes out. */
function rethrown(handler: Node): Edit | undefined {
  const clause = handler.getParent();
  if (!Node.isCatchClause(clause)) return undefined;
  const binding = clause.getVariableDeclaration()?.getNameNode();
  if (Node.isIdentifier(binding)) return replace(handler, "statement", `{ throw ${binding.getText()}; }`);
  const error = freeName("error", clause.getText());
  return replace(clause, "catch-clause", `catch (${error}) { throw ${error}; }`);
}

/** The library itself is told so: what it does around a single attempt stays. */
function* callingOnce(call: CallExpression, { index, property, value }: Once): Generator<Edit> {
  const given = call.getArguments();
  if (given.length < index || given.some(Node.isSpreadElement)) return;
  const options = given[index] === undefined ? undefined : unwrap(given[index]);
  const once = `${property}: ${value}`;
  if (options === undefined) {
    const text = [...given.map((each) => each.getText()), `{ ${once} }`].join(", ");
    yield replace(call, "expression", `${call.getExpression().getText()}(${text})`);
  } else if (!Node.isObjectLiteralExpression(options)) {
    yield replace(options, "expression", `{ ...(${options.getText()}), ${once} }`);
  } else {
    const rest = options.getProperties().map((each) => each.getText());
    const kept = rest.filter((each) => !new RegExp(`^(${property}|forever)\\b`).test(each));
    if (!rest.some((each) => each.replace(/\s+/g, "") === `${property}:${value}`))
      yield replace(options, "expression", `{ ${[...kept, once].join(", ")} }`);
  }
}
