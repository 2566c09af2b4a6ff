import { emptied } from "./handler-nodes.js";
import type { Operator } from "./operator.js";

export const catchSwallow: Operator = {
  id: "catch-swallow",
  title: "the catch block is emptied",
  models: "error ignored",
  why: "If the whole handler can go unnoticed, nothing checks that the failure is handled at all.",
  hint: "make the try body fail, and assert what the caller gets or what the handler must have done",
  on: ["catch-clause"],
  example: {
    before: "function f() { try { load(); } catch (e) { return recover(e); } }",
    after: ["function f() { try { load(); } catch (e) {} }"],
  },
  *mutate({ handler }) {
    if (handler !== undefined) yield emptied(handler);
  },
};
