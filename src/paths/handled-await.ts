/**
 * An `await` inside a `try` is where a rejection enters the handler. It is a site of that handler's
 * path, never a path of its own, so that one `try` is one verdict.
 */
import { Node } from "ts-morph";
import { functionNamed } from "../source/declarations.js";
import { ownDescendants, unwrap } from "../source/syntax.js";
import type { Kind } from "./kind.js";

export const handledAwait: Kind = {
  id: "handled-await",
  startsAt: [],
  title: "awaited call in a try",
  description:
    "An `await` whose rejection a `catch` or `finally` around it handles. Its mutants count to that handler's error path.",
  example: {
    code: "async function load() { try { return await read(); } catch { return null; } }",
    finds: [],
  },
  match: () => undefined,
};

/** The `await`s that the handler of this `try` (or, for a catch clause, its `finally`) sees. */
export function handledAwaits(region: Node | undefined): readonly Node[] {
  const body = protectedBlock(region);
  return body === undefined ? [] : [...underNoOtherTry(body)].filter(isAwaiting);
}

/** `for await` waits for each item without saying so. */
function isAwaiting(node: Node): boolean {
  return Node.isAwaitExpression(node) || (Node.isForOfStatement(node) && node.isAwaited());
}

/**
 * A plain `return p` in a `try` of an async function: the handler never sees its rejection. Said as a
 * note, and only where it is plain from the syntax that `p` is a promise.
 */
export function unhandledReturns(tryStatement: Node): readonly string[] {
  const body = protectedBlock(tryStatement);
  if (body === undefined) return [];
  return [...underNoOtherTry(body)].flatMap((node) => {
    if (!Node.isReturnStatement(node)) return [];
    const value = node.getExpression();
    if (value === undefined || !isPlainlyPromise(unwrap(value))) return [];
    return [`line ${node.getStartLineNumber()} returns a promise without await: this handler cannot see its rejection`];
  });
}

function protectedBlock(region: Node | undefined) {
  if (Node.isTryStatement(region)) return region.getTryBlock();
  if (Node.isCatchClause(region)) return region.getBlock();
  return undefined;
}

/** Own descendants, without those that a nested `try` takes care of first. */
function* underNoOtherTry(root: Node): Generator<Node> {
  for (const node of ownDescendants(root)) {
    const between = node.getAncestors().slice(0, node.getAncestors().indexOf(root));
    if (!between.some((each) => isProtectedBy(each, node))) yield node;
  }
}

function isProtectedBy(tryStatement: Node | undefined, node: Node): boolean {
  if (!Node.isTryStatement(tryStatement)) return false;
  const block = tryStatement.getTryBlock();
  return node.getPos() >= block.getPos() && node.getEnd() <= block.getEnd();
}

/** Whether the syntax alone tells that a value is a promise. */
export function isPlainlyPromise(value: Node): boolean {
  if (Node.isNewExpression(value)) return value.getExpression().getText() === "Promise";
  if (!Node.isCallExpression(value)) return false;
  const callee = unwrap(value.getExpression());
  if (/^(fetch|import|Promise\.(all|allSettled|any|race|resolve|reject))$/.test(callee.getText())) return true;
  const called = functionNamed(callee);
  if (Node.isArrowFunction(called)) return called.isAsync();
  const isPlain = Node.isFunctionDeclaration(called) || Node.isFunctionExpression(called);
  return isPlain && called.isAsync() && !called.isGenerator();
}
