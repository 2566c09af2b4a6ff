/**
 * Calls that never come back: `fail("…")`, `process.exit(1)`. A function of the same file shows it by its body or
 * its return type; of others the types are asked, and only where the name says something of the sort.
 */
import { type CallExpression, Node } from "ts-morph";
import { contextOf } from "./context.js";
import { functionCalled } from "./declarations.js";
import { calleeName, isInlineFunction, ownDescendants, receiverOf, unwrap } from "./syntax.js";
import type { Answer } from "./types.js";

/** Whoever writes a function that never comes back says so in its name. Types are asked about no others. */
const SAYS_SO =
  /^_?(fail|panic|raise|throw(?!If)|bail|abort|die|crash|fatal|exit|quit|error|usage|reject|redirect|permanentRedirect|notFound|forbidden|unauthorized|invalid|unreachable|impossible|never|assert(Never|Unreachable))/i;

/** Whether a call never comes back; `undefined` where only its name tells. */
export function neverReturns(call: CallExpression): Answer {
  if (isProcessExit(call)) return true;
  const own = functionCalled(call);
  if (own !== undefined && Node.isBlock(bodyOf(own))) return alwaysThrows(own);
  return SAYS_SO.test(calleeName(call)) ? contextOf(call).types.returnsNever(call) : false;
}

/** Whether a function throws, on some condition or on none. */
export function canThrow(fn: Node): boolean {
  return [...ownDescendants(fn)].some(
    (each) => Node.isThrowStatement(each) || (Node.isCallExpression(each) && isProcessExit(each)),
  );
}

function bodyOf(fn: Node): Node | undefined {
  return Node.isBodyable(fn) || isInlineFunction(fn) ? fn.getBody() : undefined;
}

function isProcessExit(call: CallExpression): boolean {
  return calleeName(call) === "exit" && receiverOf(call)?.getText() === "process";
}

function alwaysThrows(fn: Node): boolean {
  if (Node.isReturnTyped(fn) && fn.getReturnTypeNode()?.getText() === "never") return true;
  if (Node.isAsyncable(fn) && fn.isAsync()) return false;
  const body = bodyOf(fn);
  if (!Node.isBlock(body) || [...ownDescendants(body)].some(Node.isReturnStatement)) return false;
  const last = body.getStatements().at(-1);
  if (Node.isThrowStatement(last)) return true;
  const call = Node.isExpressionStatement(last) ? unwrap(last.getExpression()) : undefined;
  return Node.isCallExpression(call) && isProcessExit(call);
}
