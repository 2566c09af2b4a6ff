import { discriminations } from "./discriminations.js";
import { type Operator, replace } from "./operator.js";

export const discriminateWiden: Operator = {
  id: "discriminate-widen",
  title: "the handler treats every error as this one",
  models: "over-catch",
  why: "The handler is meant for one sort of error, and no test would notice if it swallowed all the others too.",
  hint: "make it fail with another error than the one asked for, and assert that it is not handled like this",
  on: ["catch-clause", "promise-handler", "settled-result", "error-listener", "result-type", "error-boundary"],
  example: {
    before: "try { load(); } catch (e) { if (e instanceof NotFound) { create(); } else { throw e; } }",
    after: ["try { load(); } catch (e) { if (true) { create(); } else { throw e; } }"],
  },
  *mutate(path) {
    for (const each of discriminations(path)) {
      yield "rule" in each ? each : replace(each.test, "expression", each.recognised);
    }
  },
};
