import { Node } from "ts-morph";
import { settledQuestion } from "../paths/settled-result.js";
import { discriminations } from "./discriminations.js";
import { type Operator, replace } from "./operator.js";

export const discriminateNarrow: Operator = {
  id: "discriminate-narrow",
  title: "the handler never recognises this error",
  models: "under-catch",
  why: "The handler has a way out for one sort of error, and no test would notice if it were never taken.",
  hint: "make it fail with exactly the error asked for, and assert how it is handled",
  on: ["catch-clause", "promise-handler", "settled-result", "error-listener", "result-type", "error-boundary"],
  example: {
    before: "try { load(); } catch (e) { if (e.code === 'ENOENT') { create(); } else { throw e; } }",
    after: ["try { load(); } catch (e) { if (false) { create(); } else { throw e; } }"],
  },
  *mutate(path) {
    const settled = settledQuestion(path);
    if (settled !== undefined) yield replace(settled.test, "expression", settled.failsWhen ? "false" : "true");
    if (Node.isCaseClause(path.node)) yield replace(path.node.getExpression(), "expression", "undefined");
    for (const each of discriminations(path)) {
      yield "rule" in each ? each : replace(each.test, "expression", each.otherwise);
    }
  },
};
