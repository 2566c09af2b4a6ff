import { type Operator, replace } from "./operator.js";
import { raisedErrors, writtenMessage } from "./raised-errors.js";

export const messageBlank: Operator = {
  id: "message-blank",
  title: "the error has no message",
  models: "lost context",
  why: "The message is what a person gets to see of this failure, and no test would notice if it were empty.",
  hint: "bring about this failure, and assert the part of the message that a person needs",
  on: ["catch-clause", "promise-handler", "error-first-callback", "guard-clause", "exhaustive", "raise-site"],
  optIn: "strict",
  example: {
    before: "function f(a) { if (!a.ok) throw new Error(`no ${a.name}`); return a; }",
    after: ['function f(a) { if (!a.ok) throw new Error(""); return a; }'],
  },
  *mutate(path) {
    for (const error of raisedErrors(path)) {
      const message = writtenMessage(error);
      if (message !== undefined && message.getText().length > 2) yield replace(message, "expression", '""');
    }
  },
};
