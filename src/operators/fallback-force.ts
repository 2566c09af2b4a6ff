import { Node } from "ts-morph";
import { alwaysFails } from "../paths/fallback-noise.js";
import { type Operator, replace } from "./operator.js";

export const fallbackForce: Operator = {
  id: "fallback-force",
  title: "the fallback is always taken",
  models: "always default",
  why: "The value that is there could be thrown away for the fallback, and no test would notice.",
  hint: "call it with a value that differs from the fallback, and assert that this value comes out",
  on: ["fallback"],
  changesSuccess: true,
  example: {
    before:
      "const user = users.get(id) ?? guest;\nlet name = find(id);\nname ??= 'nobody';\nconst key = keys.get(id) ?? fail('no key');",
    after: [
      "const user = guest;\nlet name = find(id);\nname ??= 'nobody';\nconst key = keys.get(id) ?? fail('no key');",
      "const user = users.get(id) ?? guest;\nlet name = find(id);\nname = 'nobody';\nconst key = keys.get(id) ?? fail('no key');",
    ],
  },
  *mutate({ node }) {
    // A fallback that throws is a guard: always to throw would fail any test.
    if (!Node.isBinaryExpression(node) || alwaysFails(node.getRight())) return;
    const right = node.getRight().getText();
    const stores = node.getOperatorToken().getText().endsWith("=");
    yield replace(node, "expression", stores ? `${node.getLeft().getText()} = ${right}` : right);
  },
};
