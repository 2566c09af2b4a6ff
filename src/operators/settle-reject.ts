import { settledCallFirstReadBy } from "../paths/settled-result.js";
import { type Operator, replace } from "./operator.js";

export const settleReject: Operator = {
  id: "settle-reject",
  title: "one failure makes all of them fail",
  models: "partial failure fatal",
  why: "The code waits for all and looks at each, so that one failure does not cost the rest; no test would notice if it did.",
  hint: "let one of them reject and the others resolve, and assert what is made of the others",
  on: ["settled-result"],
  example: {
    before:
      "async function f(xs) { const rs = await Promise.allSettled(xs); return rs.filter((r) => r.status === 'fulfilled'); }",
    after: [
      "async function f(xs) { const rs = await Promise.all(xs).then((values) => values.map((value) => ({ status: \"fulfilled\", value }))); return rs.filter((r) => r.status === 'fulfilled'); }",
    ],
  },
  *mutate(path) {
    const call = settledCallFirstReadBy(path);
    if (call === undefined) return;
    const given = call
      .getArguments()
      .map((each) => each.getText())
      .join(", ");
    const shaped = '(values) => values.map((value) => ({ status: "fulfilled", value }))';
    yield replace(call, "expression", `Promise.all(${given}).then(${shaped})`);
  },
};
