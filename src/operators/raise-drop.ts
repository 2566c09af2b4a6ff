import { Node } from "ts-morph";
import { dropStatement } from "./handler-nodes.js";
import type { Operator } from "./operator.js";

export const raiseDrop: Operator = {
  id: "raise-drop",
  title: "the throw is deleted",
  models: "failure not raised",
  why: "A test runs into this failure, and would not notice if the code went on as if nothing had happened.",
  hint: "bring about this failure, and assert that the call throws or rejects, with which error",
  on: ["raise-site"],
  example: {
    before: "function find(list) { for (const each of list) { if (each.ok) return each; } throw new NotFound(); }",
    after: ["function find(list) { for (const each of list) { if (each.ok) return each; }  }"],
  },
  *mutate({ node }) {
    if (Node.isThrowStatement(node)) yield dropStatement(node);
  },
};
