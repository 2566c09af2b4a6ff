import { type CallExpression, Node } from "ts-morph";
import { operationsIn, racedTimers } from "../paths/timeout.js";
import { calleeName, unwrap } from "../source/syntax.js";
import { dropStatement, emptied } from "./handler-nodes.js";
import { type Operator, replace } from "./operator.js";

export const timeoutOff: Operator = {
  id: "timeout-off",
  title: "the operation is never given up",
  models: "caller hangs",
  why: "If the other side never answers, the caller waits forever, and no test would notice.",
  hint: "let the operation take longer than it may, with fake timers, and assert how it is given up",
  on: ["timeout"],
  optIn: "strict",
  example: {
    before:
      "function f(signal) { signal.throwIfAborted(); return fetch(url, { signal: AbortSignal.timeout(500) }); }\nPromise.race([load(), sleep(500)]);",
    after: [
      "function f(signal) {  return fetch(url, { signal: AbortSignal.timeout(500) }); }\nPromise.race([load(), sleep(500)]);",
      "function f(signal) { signal.throwIfAborted(); return fetch(url, { signal: new AbortController().signal }); }\nPromise.race([load(), sleep(500)]);",
      "function f(signal) { signal.throwIfAborted(); return fetch(url, { signal: AbortSignal.timeout(500) }); }\nPromise.race([load()]);",
    ],
  },
  *mutate({ node, handler }) {
    if (handler !== undefined) yield emptied(handler);
    else if (Node.isStatement(node)) yield dropStatement(node);
    else if (!Node.isCallExpression(node)) return;
    else if (calleeName(node) === "race") yield replace(node, "expression", withoutTimers(node));
    else yield replace(node, "expression", "new AbortController().signal");
  },
};

/**
 * A timer that is a promise already stays handled: it would be an unhandled rejection otherwise, and that
 * is another fault. The race itself stays too, for what it makes of a value that is no promise.
 */
function withoutTimers(race: CallExpression): string {
  const operations = operationsIn(race).map((each) => each.getText());
  const kept = racedTimers(race).filter((each) => {
    const timer = unwrap(each);
    return Node.isIdentifier(timer) || Node.isPropertyAccessExpression(timer);
  });
  const alone = `Promise.race([${operations.join(", ")}])`;
  if (kept.length === 0) return alone;
  return `(Promise.allSettled([${kept.map((each) => each.getText()).join(", ")}]), ${alone})`;
}
