/** What stands in a handler, and how statements are taken out of it. */
import { Node } from "ts-morph";
import { assertion } from "../paths/assertion.js";
import { catchClause } from "../paths/catch-clause.js";
import { exhaustive } from "../paths/exhaustive.js";
import { finallyBlock } from "../paths/finally-block.js";
import { guardClause } from "../paths/guard-clause.js";
import type { Located } from "../paths/kind.js";
import { settledResult } from "../paths/settled-result.js";
import { isAridStatement } from "../source/arid.js";
import { isFunction, isNullish, unwrap } from "../source/syntax.js";
import { type Edit, replace } from "./operator.js";

/**
 * All nodes of a handler in source order, without nested functions and without error paths inside it:
 * those have their own mutants.
 */
export function* handlerNodes(path: Located): Generator<Node> {
  if (path.handler === undefined) return;
  yield path.handler;
  yield* below(path.handler);
}

function* below(root: Node): Generator<Node> {
  for (const child of root.forEachChildAsArray()) {
    if (isFunction(child) || isOwnPath(child)) continue;
    yield child;
    yield* below(child);
  }
}

function isOwnPath(node: Node): boolean {
  return [catchClause, finallyBlock, guardClause, assertion, exhaustive, settledResult].some(
    (kind) => kind.match(node) !== undefined,
  );
}

/** Takes a statement out: nothing is left in a list of statements, `;` where one must stand. */
export function dropStatement(statement: Node): Edit {
  const parent = statement.getParent();
  const inList =
    Node.isBlock(parent) || Node.isSourceFile(parent) || Node.isCaseClause(parent) || Node.isDefaultClause(parent);
  return replace(statement, "statement", inList ? "" : ";");
}

/** A handler that logs and throws what it was given: for everyone else as if it were not there. */
export function onlyRethrows({ handler, bindings }: Located): boolean {
  if (handler === undefined || !Node.isBlock(handler)) return false;
  const [statement, ...more] = handler.getStatements().filter((each) => !isAridStatement(each));
  if (more.length > 0 || !Node.isThrowStatement(statement)) return false;
  const thrown = unwrap(statement.getExpression());
  return Node.isIdentifier(thrown) && bindings.has(thrown.getText());
}

/** The handler's body made empty: `{}` for a block, `undefined` for what an arrow returns. */
export function emptied(handler: Node): Edit {
  return Node.isBlock(handler) ? replace(handler, "statement", "{}") : replace(handler, "expression", "undefined");
}

/** An arrow's body that is written down as a value: `false`, `"x"`, `null`. */
export function isConstant(handler: Node): boolean {
  const value = unwrap(handler);
  return Node.isLiteralLike(value) || Node.isTrueLiteral(value) || Node.isFalseLiteral(value) || isNullish(value);
}
