import { Node } from "ts-morph";
import { type Operator, replace } from "./operator.js";
import { causeOf, optionsWithCause, raisedErrors } from "./raised-errors.js";

export const causeDrop: Operator = {
  id: "cause-drop",
  title: "the error is raised without its cause",
  models: "lost context",
  why: "Whoever looks into the failure needs the error behind it, and no test would notice if it were gone.",
  hint: "make it fail with an error of your own, and assert that it is the `cause` of what comes out",
  on: ["catch-clause", "promise-handler", "error-first-callback", "guard-clause", "raise-site"],
  optIn: "strict",
  example: {
    before: "try { load(); } catch (e) { throw new LoadError('no data', { cause: e, retry: true }); }",
    after: ["try { load(); } catch (e) { throw new LoadError('no data', { retry: true }); }"],
  },
  *mutate(path) {
    for (const error of raisedErrors(path)) {
      const options = optionsWithCause(error);
      if (options === undefined || !Node.isObjectLiteralExpression(options)) continue;
      const rest = options.getProperties().filter((each) => each !== causeOf(options));
      const text = rest.map((each) => each.getText()).join(", ");
      yield replace(options, "expression", text === "" ? "{}" : `{ ${text} }`);
    }
  },
};
