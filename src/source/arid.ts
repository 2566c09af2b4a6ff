/**
 * Arid code: logging, metrics and tracing. Nobody asserts it, so a mutant of it says nothing
 * (Petrović and Ivanković, "State of Mutation Testing at Google", ICSE-SEIP 2018).
 */
import { type CallExpression, Node } from "ts-morph";
import { contextOf, isNamed } from "./context.js";
import { callOf, callOfStatement, unwrap } from "./syntax.js";

const ARID_ROOTS =
  /^(console|log|logger|_?logger|logging|winston|pino|debug|tracer|span|metrics?|statsd|telemetry|sentry)$/i;
const LOG_METHODS = /^(trace|debug|info|warn|warning|error|fatal|verbose|silly|log)$/;
const ARID_RECEIVERS = /(^|[._])(log|logger|logging|metrics|span|tracer)$/i;

/** Whether a call only logs, counts or traces. */
export function isAridCall(call: CallExpression): boolean {
  const callee = unwrap(call.getExpression());
  if (isNamed(contextOf(call).vocabulary.aridCallees, callee.getText())) return true;
  if (Node.isIdentifier(callee)) return /^(log|debug|warn)$/i.test(callee.getText());
  if (!Node.isPropertyAccessExpression(callee)) return false;
  const receiver = callee
    .getExpression()
    .getText()
    .replace(/\?\.|!/g, ".");
  const root = receiver.split(/[.([]/, 1)[0] ?? "";
  // `log.push(…)` writes to a list of that name.
  if (/^(push|unshift|splice|set|add|delete|clear)$/.test(callee.getName())) return false;
  if (ARID_ROOTS.test(root)) return true;
  return ARID_RECEIVERS.test(receiver) || (LOG_METHODS.test(callee.getName()) && /(Log|Logger)$/.test(receiver));
}

/** Whether an expression is such a call, awaited or not. */
export function isAridExpression(expression: Node): boolean {
  const call = callOf(expression);
  return call !== undefined && isAridCall(call);
}

/** Whether a statement does nothing but log, count or trace. */
export function isAridStatement(statement: Node): boolean {
  const call = callOfStatement(statement);
  return call !== undefined && isAridCall(call);
}
