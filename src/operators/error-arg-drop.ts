import { type CallExpression, Node } from "ts-morph";
import { isErrorCallback } from "../paths/exits.js";
import { calleeName } from "../source/syntax.js";
import { handlerNodes } from "./handler-nodes.js";
import { type Edit, type Operator, replace } from "./operator.js";

export const errorArgDrop: Operator = {
  id: "error-arg-drop",
  title: "the error is not handed to the callback",
  models: "error not forwarded",
  why: "The caller would be told that all went well, and no test would notice.",
  hint: "make it fail, and assert that the callback gets the error",
  on: [
    "error-first-callback",
    "catch-clause",
    "promise-handler",
    "guard-clause",
    "settled-result",
    "error-listener",
    "result-type",
  ],
  example: {
    before: "read((err, data) => { if (err) { cb(err, null); return; } next(); });\nload().catch(next);",
    after: [
      "read((err, data) => { if (err) { cb(null, null); return; } next(); });\nload().catch(next);",
      "read((err, data) => { if (err) { cb(err, null); return; } next(); });\nload().catch(() => next());",
    ],
  },
  *mutate(path) {
    for (const node of handlerNodes(path)) {
      if (Node.isCallExpression(node) && isErrorCallback(node)) yield* withoutError(node);
    }
    if (path.kind === "promise-handler" && path.handler === undefined) {
      const name = path.node.getText();
      if (name === "next") yield replace(path.node, "function", "() => next()");
      else if (/^(cb|callback|done)$/.test(name)) yield replace(path.node, "function", `() => ${name}(null)`);
    }
  },
};

function* withoutError(call: CallExpression): Generator<Edit> {
  const [first, second] = call.getArguments();
  if (first === undefined) return;
  if (calleeName(call) === "next" && second === undefined) yield replace(call, "expression", "next()");
  else yield replace(first, "expression", "null");
}
