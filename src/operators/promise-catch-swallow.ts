import { Node } from "ts-morph";
import { isAridExpression } from "../source/arid.js";
import { calleeName } from "../source/syntax.js";
import { resolverFor } from "./executor.js";
import { emptied, isConstant } from "./handler-nodes.js";
import { type Operator, replace } from "./operator.js";

export const promiseCatchSwallow: Operator = {
  id: "promise-catch-swallow",
  title: "the rejection is swallowed",
  models: "error ignored",
  why: "If the handler can do nothing and no test notices, nothing checks that the rejection is handled at all.",
  hint: "make the promise reject, and assert what comes out of the chain or what the handler must have done",
  on: ["promise-handler"],
  example: {
    before: "load().catch((e) => { report(e); });\nload().then(show, report);",
    after: [
      "load().catch((e) => {});\nload().then(show, report);",
      "load().catch((e) => { report(e); });\nload().then(show, () => undefined);",
    ],
  },
  *mutate({ node, handler, head }) {
    if (!Node.isCallExpression(head) || calleeName(head) === "finally") return;
    if (handler !== undefined) {
      // `() => false`: handler-value turns it into `true`, which says more than `undefined` would.
      if (!isConstant(handler) && !isAridExpression(handler)) yield emptied(handler);
    }
    // A promise that is never settled only hangs: reject-to-resolve says it better.
    else if (resolverFor(node, node.getText()) === undefined) yield replace(node, "function", "() => undefined");
  },
};
