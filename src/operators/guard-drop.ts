import { Node } from "ts-morph";
import { errorExitLength, isPlainExit } from "../paths/exits.js";
import { statementsOf } from "../source/syntax.js";
import { type Operator, replace } from "./operator.js";

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
  *mutate({ kind, handler }) {
    if (handler === undefined) return;
    if (kind === "error-first-callback" && !isLeavingBranch(handler)) return;
    yield replace(handler, "statement", Node.isBlock(handler) ? "{}" : ";");
  },
};

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
