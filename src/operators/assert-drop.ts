import { dropStatement } from "./handler-nodes.js";
import type { Operator } from "./operator.js";

export const assertDrop: Operator = {
  id: "assert-drop",
  title: "the assertion is deleted",
  models: "missing check",
  why: "The assertion is there to stop bad input or a bad state, and no test would notice if it did not.",
  hint: "call it with what the assertion is there to stop, and assert that it throws, and with which message",
  on: ["assertion"],
  example: {
    before: "const assert = require('node:assert');\nfunction f(a) { assert(a > 0, 'a'); return 1 / a; }",
    after: ["const assert = require('node:assert');\nfunction f(a) {  return 1 / a; }"],
  },
  *mutate({ node }) {
    yield dropStatement(node);
  },
};
