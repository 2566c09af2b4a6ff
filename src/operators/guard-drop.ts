import { Node } from "ts-morph";
import { errorExitLength, isPlainExit } from "../paths/exits.js";
import { siblingsOf, statementsOf } from "../source/syntax.js";
import { leaveOut, type Operator, replace } from "./operator.js";

export const guardDrop: Operator = {
  id: "guard-drop",
  title: "the guard never fires",
  models: "missing validation",
  why: "A test runs into this guard, and would not notice if the bad input were let through.",
  hint: "call it with what the guard is there to stop, and assert how it is refused",
  on: ["guard-clause", "error-first-callback"],
  example: {
    before: "function f(a) { if (!a) { throw new Error('no a'); } return a.b; }",
    after: ["function f(a) { if (!a) {} return a.b; }"],
  },
  *mutate({ kind, node, handler }) {
    if (handler === undefined) return;
    if (isLookup(node)) {
      yield leaveOut(node, "lookup");
      return;
    }
    if (kind === "error-first-callback" && !isLeavingBranch(handler)) return;
    yield replace(handler, "statement", Node.isBlock(handler) ? "{}" : ";");
  },
};

/** `if (!m.has(k)) return undefined; return m.get(k);`: without the guard the same comes back. */
function isLookup(node: Node): boolean {
  if (!Node.isIfStatement(node)) return false;
  const [missing] = /^!(.+)$/.exec(node.getExpression().getText())?.slice(1) ?? [];
  const siblings = siblingsOf(node);
  const next = siblings[siblings.indexOf(node) + 1];
  const value = Node.isReturnStatement(next) ? next.getExpression()?.getText() : undefined;
  const exit = node
    .getThenStatement()
    .getText()
    .replace(/[{}\s;]/g, "");
  return value !== undefined && missing?.replace(".has(", ".get(") === value && /^return(undefined)?$/.test(exit);
}

/** `if (err) { …; return; }` of a callback is its guard. */
function isLeavingBranch(handler: Node): boolean {
  const statements = statementsOf(handler);
  const last = statements.at(-1);
  return (
    Node.isIfStatement(handler.getParent()) &&
    last !== undefined &&
    (errorExitLength(statements) > 0 || isPlainExit(last))
  );
}
