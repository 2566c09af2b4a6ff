import { Node } from "ts-morph";
import { onlyRethrows } from "./handler-nodes.js";
import { leaveOut, type Operator, replace } from "./operator.js";

export const awaitDropHandled: Operator = {
  id: "await-drop-handled",
  title: "the awaited result is returned without await",
  models: "handler skipped",
  why: "Without the await a rejection passes this handler by, and no test would notice.",
  hint: "make the awaited call reject, or settle late, and assert what the handler or the cleanup makes of it",
  on: ["handled-await"],
  example: {
    before: "async function f() { try { return await load(); } catch { return null; } }",
    after: ["async function f() { try { return load(); } catch { return null; } }"],
  },
  *mutate(path) {
    for (const node of path.awaits) {
      if (!Node.isAwaitExpression(node) || !isReturned(node)) continue;
      if (onlyRethrows(path)) yield leaveOut(node, "only-rethrows");
      else yield replace(node, "expression", node.getExpression().getText());
    }
  },
};

function isReturned(node: Node): boolean {
  let current: Node | undefined = node.getParent();
  while (Node.isParenthesizedExpression(current) || Node.isAsExpression(current) || Node.isNonNullExpression(current)) {
    current = current.getParent();
  }
  return Node.isReturnStatement(current);
}
