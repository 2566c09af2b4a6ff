import { Node } from "ts-morph";
import { calleeName, receiverOf } from "../source/syntax.js";
import { onlyRethrows } from "./handler-nodes.js";
import { leaveOut, type Operator, replace } from "./operator.js";

export const promiseCatchDrop: Operator = {
  id: "promise-catch-drop",
  title: "the rejection handler is taken away",
  models: "unhandled rejection",
  why: "Without its handler the rejection goes on to the caller, or ends the process; no test would notice.",
  hint: "make the promise reject, and assert that the chain still resolves, and to what",
  on: ["promise-handler"],
  example: {
    before: "load().catch(() => null);\nload().then(show, () => null);",
    after: ["load();\nload().then(show, () => null);", "load().catch(() => null);\nload().then(show);"],
  },
  *mutate(path) {
    const { head } = path;
    if (!Node.isCallExpression(head)) return;
    const receiver = receiverOf(head);
    const name = calleeName(head);
    if (receiver === undefined || name === "finally") return;
    if (onlyRethrows(path)) {
      yield leaveOut(path.node, "only-rethrows");
      return;
    }
    const [first] = head.getArguments();
    const text = name === "catch" ? receiver.getText() : `${head.getExpression().getText()}(${first?.getText() ?? ""})`;
    yield replace(head, "expression", text);
  },
};
