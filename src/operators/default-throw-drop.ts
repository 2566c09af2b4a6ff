import { Node } from "ts-morph";
import { dropStatement } from "./handler-nodes.js";
import { type Operator, replace } from "./operator.js";

export const defaultThrowDrop: Operator = {
  id: "default-throw-drop",
  title: "the throw for an unknown case is deleted",
  models: "unknown case accepted",
  why: "A case that the code does not know would pass in silence, and no test would notice.",
  hint: "call it with a case that there is not, and assert that it throws, and with which message",
  on: ["exhaustive"],
  example: {
    before: "switch (a) { case 1: go(); break; default: throw new Error('unknown'); }",
    after: ["switch (a) { case 1: go(); break; default:  }"],
  },
  *mutate({ node, handler }) {
    if (handler === undefined) return;
    // In front of other clauses the code would fall through into the next one.
    yield Node.isDefaultClause(node) && node.getNextSibling() !== undefined
      ? replace(handler, "statement", "break;")
      : dropStatement(handler);
  },
};
