import { type CallExpression, Node } from "ts-morph";
import type { Located } from "../paths/kind.js";
import { calleeName, receiverOf, unwrap } from "../source/syntax.js";
import { awaitedCalls, handlesRejection, noFailureOf, REJECTION } from "./faults.js";
import { type Edit, type LeftOut, leaveOut, type Operator, replace } from "./operator.js";

export const faultCall: Operator = {
  id: "fault-call",
  title: "the awaited call fails",
  models: "masked failure",
  why: "Tests pass although this call fails: the failure is masked, or the code truly gets over it.",
  hint: "assert, where the call works, what only it can bring about; and where it rejects, what the caller gets instead",
  on: ["handled-await", "promise-handler"],
  probe: true,
  example: {
    before:
      "async function f() { try { await open(); return await read(); } catch { return null; } }\nload(x).then(show).catch(report);",
    after: [
      'async function f() { try { await Promise.reject(new Error("faultline: made to fail")); return await read(); } catch { return null; } }\nload(x).then(show).catch(report);',
      'async function f() { try { await open(); return await Promise.reject(new Error("faultline: made to fail")); } catch { return null; } }\nload(x).then(show).catch(report);',
      'async function f() { try { await open(); return await read(); } catch { return null; } }\nPromise.reject(new Error("faultline: made to fail")).then(show).catch(report);',
    ],
  },
  *mutate(path) {
    if (path.kind === "promise-handler") return yield* failingChain(path);
    for (const { site, call } of awaitedCalls(path)) yield failing(call, site, `await ${REJECTION}`);
  },
};

function failing(call: CallExpression, site: Node, failure: string): Edit | LeftOut {
  const rule = noFailureOf(call);
  return rule === undefined ? replace(site, "expression", failure) : leaveOut(site, rule);
}

/** The call at the head of the chain: what hangs between it and the handler is to see the failure too. */
function* failingChain({ protects, head }: Located): Generator<Edit | LeftOut> {
  if (protects === undefined || (isFinally(head) && isHandledLater(head))) return;
  let start = unwrap(protects);
  while (Node.isCallExpression(start) && /^(then|finally)$/.test(calleeName(start)) && !handlesRejection(start)) {
    const receiver = receiverOf(start);
    if (receiver === undefined) break;
    start = unwrap(receiver);
  }
  if (!Node.isCallExpression(start)) return;
  if (handlesRejection(start)) yield leaveOut(start, "cannot-fail");
  // `Promise.resolve().then(work)`: what fails is the work.
  else if (start !== unwrap(protects) && noFailureOf(start) === "cannot-fail")
    yield replace(start, "expression", REJECTION);
  else yield failing(start, start, REJECTION);
}

function isFinally(call: Node): boolean {
  return Node.isCallExpression(call) && calleeName(call) === "finally";
}

/** `load().finally(stop).catch(report)`: the failure is that of the later handler. */
function isHandledLater(call: Node): boolean {
  for (let current: Node | undefined = call.getParent(); current !== undefined; current = current.getParent()) {
    if (Node.isCallExpression(current)) {
      if (handlesRejection(current)) return true;
      if (!/^(then|finally)$/.test(calleeName(current))) return false;
    } else if (!Node.isPropertyAccessExpression(current)) {
      return false;
    }
  }
  return false;
}
