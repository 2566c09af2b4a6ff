import { Node } from "ts-morph";
import { isReject } from "../paths/exits.js";
import { calleeName, receiverOf } from "../source/syntax.js";
import { resolverFor } from "./executor.js";
import { handlerNodes } from "./handler-nodes.js";
import { type Operator, replace } from "./operator.js";

export const rejectToResolve: Operator = {
  id: "reject-to-resolve",
  title: "the promise resolves instead of rejecting",
  models: "false success",
  why: "The caller would take the failure for a success, and no test would notice.",
  hint: "make it fail, and assert that the promise rejects, with which error",
  on: [
    "promise-handler",
    "error-first-callback",
    "catch-clause",
    "guard-clause",
    "settled-result",
    "error-listener",
    "result-type",
    "raise-site",
  ],
  example: {
    before:
      "new Promise((resolve, reject) => { read((err, data) => { if (err) { reject(err); return; } resolve(data); }); });\nload().catch((e) => Promise.reject(wrap(e)));",
    after: [
      "new Promise((resolve, reject) => { read((err, data) => { if (err) { resolve(undefined); return; } resolve(data); }); });\nload().catch((e) => Promise.reject(wrap(e)));",
      "new Promise((resolve, reject) => { read((err, data) => { if (err) { reject(err); return; } resolve(data); }); });\nload().catch((e) => Promise.resolve());",
    ],
  },
  *mutate(path) {
    for (const node of handlerNodes(path)) {
      if (!Node.isCallExpression(node) || !isReject(node)) continue;
      const success = receiverOf(node) === undefined ? resolverFor(node, calleeName(node)) : "Promise";
      if (success === "Promise") yield replace(node, "expression", "Promise.resolve()");
      else if (success !== undefined) yield replace(node, "expression", `${success}(undefined)`);
    }
    if (path.kind === "promise-handler" && path.handler === undefined) {
      const resolve = resolverFor(path.node, path.node.getText());
      if (resolve !== undefined) yield replace(path.node, "function", `() => ${resolve}(undefined)`);
    }
  },
};
