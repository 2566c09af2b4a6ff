import { type CallExpression, Node } from "ts-morph";
import { calleeName, receiverOf, unwrap } from "../source/syntax.js";
import { type Edit, type Operator, replace } from "./operator.js";

export const allSwallow: Operator = {
  id: "all-swallow",
  title: "failures among many are taken for nothing",
  models: "partial failure hidden",
  why: "If one of many fails, all must count as failed; no test would notice if its result were merely missing.",
  hint: "let one of them reject and the others resolve, and assert that the whole fails, and how",
  on: ["handled-await", "promise-handler"],
  example: {
    before:
      "async function f(xs) { try { return await Promise.all(xs); } catch { return []; } }\nPromise.all(xs).then(show).catch(() => report());",
    after: [
      "async function f(xs) { try { return await Promise.allSettled(xs).then((results) => results.map((result) => result.value)); } catch { return []; } }\nPromise.all(xs).then(show).catch(() => report());",
      "async function f(xs) { try { return await Promise.all(xs); } catch { return []; } }\nPromise.allSettled(xs).then((results) => results.map((result) => result.value)).then(show).catch(() => report());",
    ],
  },
  *mutate({ kind, head, awaits }) {
    for (const node of awaits) {
      if (Node.isAwaitExpression(node)) yield* swallowedIn(node.getExpression());
    }
    if (kind !== "promise-handler" || !Node.isCallExpression(head) || calleeName(head) === "finally") return;
    const receiver = receiverOf(head);
    if (receiver !== undefined) yield* swallowedIn(receiver);
  },
};

function* swallowedIn(promise: Node): Generator<Edit> {
  const call = startOf(promise);
  if (call === undefined) return;
  const given = call
    .getArguments()
    .map((each) => each.getText())
    .join(", ");
  const values = "(results) => results.map((result) => result.value)";
  yield replace(call, "expression", `Promise.allSettled(${given}).then(${values})`);
}

/** The `Promise.all(…)` that a chain starts with, if its rejection gets through to the chain's end. */
function startOf(promise: Node): CallExpression | undefined {
  const value = unwrap(promise);
  if (!Node.isCallExpression(value)) return undefined;
  if (value.getExpression().getText() === "Promise.all") return value;
  const name = calleeName(value);
  const receiver = receiverOf(value);
  const passesOn = name === "finally" || (name === "then" && value.getArguments().length === 1);
  return passesOn && receiver !== undefined ? startOf(receiver) : undefined;
}
