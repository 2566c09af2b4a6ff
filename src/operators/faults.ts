/** What the probes put in: a failure that says whose it is, and the places where one can be put. */
import { type AwaitExpression, type CallExpression, Node } from "ts-morph";
import type { Located } from "../paths/kind.js";
import { isAridCall } from "../source/arid.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { contains, spanOf } from "../source/spans.js";
import { calleeName, ownDescendants, receiverOf, unwrap } from "../source/syntax.js";

/** An error that a person who reads a test's output can find the source of. */
export const FAULT = 'new Error("faultline: made to fail")';
export const REJECTION = `Promise.reject(${FAULT})`;

export interface AwaitedCall {
  readonly site: AwaitExpression;
  readonly call: CallExpression;
}

/** The calls that the code protected by a path awaits. Of a catch body, whose failure is a second one, there are none. */
export function awaitedCalls({ awaits, protects }: Located): readonly AwaitedCall[] {
  if (protects === undefined) return [];
  return awaits.flatMap((site) => {
    if (!Node.isAwaitExpression(site) || !contains(spanOf(protects), spanOf(site))) return [];
    const call = unwrap(site.getExpression());
    return Node.isCallExpression(call) ? [{ site, call }] : [];
  });
}

const WAITING = /^(sleep|delay|wait|pause|setTimeout|setImmediate|nextTick|tick)$/;

/** Why nobody would learn anything from the failure of a call, if it is so. */
export function noFailureOf(call: CallExpression): NoiseRule | undefined {
  if (isAridCall(call)) return "arid-code";
  const name = calleeName(call);
  const ofPromise = receiverOf(call)?.getText() === "Promise" ? name : "";
  if (ofPromise === "reject") return "already-there";
  const isSettled = ofPromise === "allSettled" || (ofPromise === "resolve" && !call.getArguments().some(doesSomething));
  return WAITING.test(name) || isSettled ? "cannot-fail" : undefined;
}

function doesSomething(argument: Node): boolean {
  return [argument, ...ownDescendants(argument)].some((each) => Node.isCallExpression(each));
}

/** `.catch(…)`, `.then(_, …)`: behind it a chain goes on as a success. */
export function handlesRejection(call: Node | undefined): boolean {
  if (!Node.isCallExpression(call)) return false;
  return calleeName(call) === "catch" || (calleeName(call) === "then" && call.getArguments().length > 1);
}
