import { Node } from "ts-morph";
import { type Operator, replace } from "./operator.js";

export const fallbackDrop: Operator = {
  id: "fallback-drop",
  title: "the fallback is left out",
  models: "missing default",
  why: "A test runs into this fallback, and would not notice if the missing value simply went on.",
  hint: "call it without the value, and assert what comes out in its place",
  on: ["fallback"],
  example: {
    before: "const user = users.get(id) ?? guest;\nlet name = find(id);\nname ??= 'nobody';",
    after: [
      "const user = users.get(id);\nlet name = find(id);\nname ??= 'nobody';",
      "const user = users.get(id) ?? guest;\nlet name = find(id);\nname;",
    ],
  },
  *mutate({ node }) {
    if (Node.isBinaryExpression(node)) yield replace(node, "expression", node.getLeft().getText());
  },
};
