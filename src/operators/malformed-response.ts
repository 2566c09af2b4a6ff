import { Node } from "ts-morph";
import { contextOf } from "../source/context.js";
import { boundaryOf } from "../source/dependencies.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { type AwaitedCall, awaitedCalls, noFailureOf } from "./faults.js";
import { leaveOut, type Operator, replace } from "./operator.js";

export const malformedResponse: Operator = {
  id: "malformed-response",
  title: "the awaited call gives nothing back",
  models: "malformed response",
  why: "Tests pass although this call answers with nothing: what comes from outside is taken as it comes.",
  hint: "let the call resolve to nothing, or to something half empty, and assert how that is refused or made up for",
  on: ["handled-await"],
  probe: true,
  example: {
    before: "async function f(id) { try { const user = await fetch(id); return show(user); } catch { return null; } }",
    after: [
      "async function f(id) { try { const user = (await fetch(id), undefined); return show(user); } catch { return null; } }",
    ],
  },
  *mutate(path) {
    for (const awaited of awaitedCalls(path)) {
      const { site, call } = awaited;
      if (boundaryOf(call) === undefined || noFailureOf(call) !== undefined) continue;
      const rule = noDifference(awaited);
      if (rule === undefined) yield replace(site, "expression", `(${site.getText()}, undefined)`);
      else yield leaveOut(site, rule);
    }
  },
};

function noDifference({ site }: AwaitedCall): NoiseRule | undefined {
  const [user, value] = userOf(site);
  if (Node.isExpressionStatement(user) || Node.isVoidExpression(user)) return "unread-value";
  // To take nothing apart throws at once: as if the call had failed.
  if (takesApart(user, value)) return "same-effect";
  return contextOf(site).types.isUndefined(site) === true ? "already-there" : undefined;
}

/** What makes use of a value, behind parentheses and casts; and what it sees of it. */
function userOf(value: Node): readonly [user: Node | undefined, value: Node] {
  let current = value;
  for (let parent = current.getParent(); parent !== undefined; parent = current.getParent()) {
    const isWrapper =
      Node.isParenthesizedExpression(parent) ||
      Node.isAsExpression(parent) ||
      Node.isNonNullExpression(parent) ||
      Node.isSatisfiesExpression(parent);
    if (!isWrapper) return [parent, current];
    current = parent;
  }
  return [undefined, current];
}

function takesApart(user: Node | undefined, value: Node): boolean {
  if (Node.isVariableDeclaration(user)) return !Node.isIdentifier(user.getNameNode());
  if (Node.isPropertyAccessExpression(user) || Node.isElementAccessExpression(user) || Node.isCallExpression(user)) {
    return user.getExpression() === value && !user.hasQuestionDotToken();
  }
  return Node.isForOfStatement(user) || Node.isSpreadElement(user);
}
