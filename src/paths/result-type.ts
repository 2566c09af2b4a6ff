import { type CallExpression, Node, SyntaxKind } from "ts-morph";
import { dependenciesOf, valuesBehind } from "../source/dependencies.js";
import { contains, spanOf } from "../source/spans.js";
import { enclosingFunction, isInlineFunction, receiverOf, unwrap } from "../source/syntax.js";
import { errorFirstCallback, parameterNames } from "./error-first-callback.js";
import { errorListener } from "./error-listener.js";
import { decisionAt, type FailureTest, questionOf } from "./failure-test.js";
import { guardClause } from "./guard-clause.js";
import type { Kind, Located } from "./kind.js";
import { promiseHandler } from "./promise-handler.js";
import { asksForError, type ResultForm, resultForm } from "./result-forms.js";

export const resultType: Kind = {
  id: "result-type",
  startsAt: [
    SyntaxKind.IfStatement,
    SyntaxKind.ConditionalExpression,
    SyntaxKind.PropertyAccessExpression,
    SyntaxKind.CallExpression,
  ],
  title: "result that may be a failure",
  description: "What is done about a failure that is a value: `isErr()`, `mapErr(fn)`, `catchError(fn)` and their kin.",
  example: {
    code: "import { ok } from 'neverthrow';\nconst name = find(id).mapErr((e) => new NotFound(e));\nif (name.isErr()) { report(name.error); } else { show(name.value); }\nconst shown = name.unwrapOr('guest');\nreg.match(/a/);",
    finds: [
      "find(id).mapErr((e) => new NotFound(e))",
      "if (name.isErr()) { report(name.error); } else { show(name.value); }",
      "name.unwrapOr('guest')",
    ],
  },
  match(node) {
    const form = Node.isCallExpression(node) ? resultForm(node) : undefined;
    return form === undefined ? locateTest(node) : locateForm(form);
  },
};

function locateTest(node: Node): Located | undefined {
  const decision = decisionAt(node, asksForError);
  if (decision === undefined || belongsToOther(decision.question.test)) return undefined;
  const { question, ...place } = decision;
  const asked = subjectOf(question.test);
  return {
    ...place,
    kind: "result-type",
    bindings: new Set(Node.isIdentifier(asked) ? [asked.getText()] : []),
    awaits: [],
    notes: [],
    dependencies: asked === undefined ? [] : dependenciesOf([asked, ...valuesBehind(asked)]),
  };
}

/** `r` of `r.isErr()` and `isErr(r)`. */
function subjectOf(test: Node): Node | undefined {
  if (Node.isPropertyAccessExpression(test)) return test.getExpression();
  return Node.isCallExpression(test) ? (test.getArguments()[0] ?? receiverOf(test)) : undefined;
}

/** The condition of a guard, or a question in a handler: that path's own. */
function belongsToOther(test: Node): boolean {
  const condition = test.getFirstAncestorByKind(SyntaxKind.IfStatement);
  const isAsked = condition !== undefined && test.getEnd() <= condition.getExpression().getEnd();
  if (isAsked && guardClause.match(condition) !== undefined) return true;
  const owner = enclosingFunction(test);
  const clause = test.getFirstAncestorByKind(SyntaxKind.CatchClause);
  if (clause !== undefined && (owner === undefined || clause.getStart() > owner.getStart())) return true;
  return owner !== undefined && isInHandler(test, owner);
}

function isInHandler(test: Node, owner: Node): boolean {
  const call = owner.getParent();
  if (Node.isCallExpression(call) && promiseHandler.match(call)?.node === owner) return true;
  const { handler } = errorListener.match(owner) ?? errorFirstCallback.match(owner) ?? {};
  return handler !== undefined && contains(spanOf(handler), spanOf(test));
}

function locateForm(form: ResultForm): Located {
  const { call } = form;
  const given = unwrap(form.given);
  const inline = isInlineFunction(given) ? given : undefined;
  const body = inline?.getBody();
  const handler = form.sort === "default" ? given : body;
  const isNamed = Node.isIdentifier(given) || Node.isPropertyAccessExpression(given);
  const reach: Located["reach"] =
    body !== undefined
      ? { node: body, syntax: Node.isBlock(body) ? "statement" : "expression" }
      : isNamed && form.sort !== "default"
        ? { node: given, syntax: "function" }
        : { node: form.sort === "default" ? given : call, syntax: "expression" };
  return {
    kind: "result-type",
    node: call,
    handler,
    bindings: inline === undefined ? new Set() : parameterNames(inline, 0),
    reach,
    head: call,
    awaits: [],
    notes: [],
    dependencies: dependenciesOfForm(call),
    // What stands there itself is evaluated in any case.
    runsOnSuccess: body === undefined && reach.syntax === "expression",
  };
}

function dependenciesOfForm(call: CallExpression) {
  const receiver = receiverOf(call);
  return receiver === undefined ? [] : dependenciesOf([receiver, ...valuesBehind(receiver)]);
}

/** The question that makes a path a result type; nothing where it is a call that deals with the failure. */
export function resultQuestion(path: Located): FailureTest | undefined {
  return path.kind === "result-type" ? questionOf(path, asksForError) : undefined;
}

/** The call that makes a path a result type; nothing where it is a question. */
export function resultFormOf(path: Located): ResultForm | undefined {
  return path.kind === "result-type" && Node.isCallExpression(path.node) ? resultForm(path.node) : undefined;
}
