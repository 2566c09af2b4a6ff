import { Node } from "ts-morph";
import { isErrorCallback, isReject } from "../paths/exits.js";
import { isAridExpression, isAridStatement } from "../source/arid.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { calleeName, callOf } from "../source/syntax.js";
import { resolverFor } from "./executor.js";
import { emptied, isConstant } from "./handler-nodes.js";
import { leaveOut, type Operator } from "./operator.js";

export const catchSwallow: Operator = {
  id: "catch-swallow",
  title: "the handler is emptied",
  models: "error ignored",
  why: "If the whole handler can go unnoticed, nothing checks that the failure is handled at all.",
  hint: "make it fail, and assert what the caller gets or what the handler must have done",
  on: ["catch-clause", "error-listener", "error-boundary"],
  example: {
    before: "function f() { try { load(); } catch (e) { return recover(e); } }",
    after: ["function f() { try { load(); } catch (e) {} }"],
  },
  *mutate({ kind, handler, runsOnSuccess }) {
    // What runs without a failure too is no handler to be emptied: any test would notice.
    if (handler === undefined || runsOnSuccess === true) return;
    const rule = kind === "error-listener" ? ruleAgainst(handler) : undefined;
    yield rule === undefined ? emptied(handler) : leaveOut(handler, rule);
  },
};

function ruleAgainst(handler: Node): NoiseRule | undefined {
  if (isAridExpression(handler)) return "arid-code";
  // Nobody reads what a listener gives.
  if (isConstant(handler)) return "unread-value";
  return onlyHandsOn(handler) ? "only-hangs" : undefined;
}

/** `(e) => reject(e)`, `(e) => { cb(e); }`: whoever waits for it would wait for ever. */
function onlyHandsOn(handler: Node): boolean {
  const statements = Node.isBlock(handler)
    ? handler.getStatements().filter((each) => !isAridStatement(each))
    : [handler];
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0) return false;
  const value = Node.isReturnStatement(only) || Node.isExpressionStatement(only) ? only.getExpression() : only;
  const call = value === undefined ? undefined : callOf(value);
  if (call === undefined) return false;
  return isErrorCallback(call) || (isReject(call) && resolverFor(call, calleeName(call)) !== undefined);
}
