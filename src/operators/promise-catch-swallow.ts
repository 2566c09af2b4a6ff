import { Node } from "ts-morph";
import { isAridExpression } from "../source/arid.js";
import { calleeName, isUndefined } from "../source/syntax.js";
import { resolverFor } from "./executor.js";
import { emptied, isConstant } from "./handler-nodes.js";
import { leaveOut, type Operator, replace } from "./operator.js";

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
    if (handler === undefined) {
      // A promise that is never settled only hangs: reject-to-resolve says it better.
      const isSettled = resolverFor(node, node.getText()) !== undefined;
      yield isSettled ? leaveOut(node, "only-hangs") : replace(node, "function", "() => undefined");
    } else if (isUndefined(handler)) yield leaveOut(node, "already-there");
    // `() => false`: handler-value turns it into `true`, which says more than `undefined` would.
    else if (isConstant(handler)) yield leaveOut(node, "only-a-value");
    else if (isAridExpression(handler)) yield leaveOut(node, "arid-code");
    else yield emptied(handler);
  },
};
