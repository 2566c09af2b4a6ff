import { Node } from "ts-morph";
import type { Located } from "../paths/kind.js";
import type { Recovery, ResultForm } from "../paths/result-forms.js";
import { resultFormOf, resultQuestion } from "../paths/result-type.js";
import { isAridExpression, isAridStatement } from "../source/arid.js";
import { calleeName, callOf, isInlineFunction, unwrap } from "../source/syntax.js";
import { emptied, isConstant, onlyRethrows } from "./handler-nodes.js";
import { type Edit, type LeftOut, leaveOut, type Operator, replace } from "./operator.js";

export const resultSwallow: Operator = {
  id: "result-swallow",
  title: "the failure in the result is not dealt with",
  models: "error ignored",
  why: "A failure that is a value goes on without a sound if nobody looks at it, and no test would notice.",
  hint: "make it give a failure, and assert what the caller gets in its place",
  on: ["result-type"],
  example: {
    before:
      "const { ok } = require('neverthrow');\nconst a = find(id).mapErr((e) => new NotFound(e));\nif (a.isErr()) { report(a.error); } else { show(a.value); }\na.match(show, (e) => { report(e); });",
    after: [
      "const { ok } = require('neverthrow');\nconst a = find(id);\nif (a.isErr()) { report(a.error); } else { show(a.value); }\na.match(show, (e) => { report(e); });",
      "const { ok } = require('neverthrow');\nconst a = find(id).mapErr((e) => new NotFound(e));\nif (false) { report(a.error); } else { show(a.value); }\na.match(show, (e) => { report(e); });",
      "const { ok } = require('neverthrow');\nconst a = find(id).mapErr((e) => new NotFound(e));\nif (a.isErr()) { report(a.error); } else { show(a.value); }\na.match(show, (e) => {});",
    ],
  },
  *mutate(path) {
    const question = resultQuestion(path);
    if (question !== undefined) yield replace(question.test, "expression", question.failsWhen ? "false" : "true");
    const form = resultFormOf(path);
    if (form?.sort === "recovery") yield withoutRecovery(path, form);
    else if (form?.sort === "arm") yield* emptyArm(path, form);
  },
};

function withoutRecovery(path: Located, { call, without }: Recovery): Edit | LeftOut {
  return handsOnUnchanged(path) ? leaveOut(call, "already-there") : replace(call, "expression", without);
}

/** `(e) => e`, `(e) => throwError(() => e)`, `(e) => { log(e); return Effect.fail(e); }` */
function handsOnUnchanged(path: Located): boolean {
  const { handler, bindings } = path;
  if (handler === undefined) return false;
  if (onlyRethrows(path)) return true;
  const statements = Node.isBlock(handler) ? handler.getStatements().filter((each) => !isAridStatement(each)) : [];
  const [only, ...more] = statements;
  const given = Node.isReturnStatement(only) && more.length === 0 ? only.getExpression() : handler;
  const value = given === undefined ? undefined : unwrap(given);
  if (Node.isIdentifier(value)) return bindings.has(value.getText());
  const call = value === undefined ? undefined : callOf(value);
  if (call === undefined || !/^(throwError|fail|err|errAsync|Err|left|failCause)$/.test(calleeName(call))) return false;
  const [argument, ...others] = call.getArguments();
  const error = argument === undefined ? undefined : unwrap(argument);
  const inner = error !== undefined && isInlineFunction(error) ? error.getBody() : error;
  return others.length === 0 && inner !== undefined && Node.isIdentifier(inner) && bindings.has(inner.getText());
}

function* emptyArm({ handler, node }: Located, { given }: ResultForm): Generator<Edit | LeftOut> {
  if (handler === undefined) {
    const arm = unwrap(given);
    const isNamed = Node.isIdentifier(arm) || Node.isPropertyAccessExpression(arm);
    if (isNamed) yield replace(arm, "function", "() => undefined");
  } else if (isAridExpression(handler)) yield leaveOut(node, "arid-code");
  // `() => false`: handler-value turns it into `true`, which says more than `undefined` would.
  else if (!isConstant(handler)) yield emptied(handler);
}
