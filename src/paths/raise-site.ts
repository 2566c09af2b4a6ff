import { type CallExpression, Node, SyntaxKind, type ThrowStatement } from "ts-morph";
import { isAridStatement } from "../source/arid.js";
import { contextOf } from "../source/context.js";
import type { NoiseRule } from "../source/noise-rules.js";
import {
  calleeName,
  enclosingFunction,
  isFunction,
  isInlineFunction,
  mentions,
  receiverOf,
  siblingsOf,
  unwrap,
} from "../source/syntax.js";
import { errorBoundary } from "./error-boundary.js";
import { errorFirstCallback, parameterNames } from "./error-first-callback.js";
import { errorListener } from "./error-listener.js";
import { exhaustive } from "./exhaustive.js";
import { fallback } from "./fallback.js";
import { guardClause } from "./guard-clause.js";
import type { Kind } from "./kind.js";
import { promiseHandler } from "./promise-handler.js";
import { resultType } from "./result-type.js";
import { settledResult } from "./settled-result.js";

/** What code says of a case that its author holds to be impossible. */
const IMPOSSIBLE =
  /["'`]unreachable\b(?! ?host)|unreachable (code|case|branch|state)|unreachable(Error|Case)|(should|must)(n't| not| never) (ever )?(happen|occur|be reached|get here|reach (here|this))|(can't|cannot|can not|can never|will never) (happen|occur)|impossible (state|case|branch)|["'`]impossible["'`.:!]|exhaustive(ness)? check/i;
const UNIMPLEMENTED =
  /not ?(yet )?(been )?implemented|unimplemented|(must|should) be (implemented|overridden)|must (implement|override)|\babstract (class|method)/i;
const UNSUPPORTED = /not (supported|available)|unsupported/i;

export const raiseSite: Kind = {
  id: "raise-site",
  startsAt: [SyntaxKind.ThrowStatement, SyntaxKind.CallExpression],
  title: "throw",
  description: "A `throw` or a `Promise.reject(…)` that is part of no guard, no handler and no exhaustive arm.",
  example: {
    code: "function f(a) {\n  for (const x of a) { if (x.ok) return x; }\n  throw new NotFound();\n}\nfunction g(a) { return a ? load(a) : Promise.reject(new Error('no a')); }\nfunction h(a) { if (!a) throw new Error('a guard'); }\ntry { f(); } catch (e) { throw new Wrapped(e); }",
    finds: ["throw new NotFound();", "Promise.reject(new Error('no a'))"],
  },
  match(node) {
    if (!isRaise(node) || belongsElsewhere(node) || ruleFor(node) !== undefined) return undefined;
    return {
      kind: "raise-site",
      node,
      handler: node,
      bindings: new Set(),
      reach: { node, syntax: Node.isThrowStatement(node) ? "statement" : "expression" },
      head: node,
      awaits: [],
      notes: [],
      dependencies: [],
    };
  },
  passesOver: (node) => (isRaise(node) && !belongsElsewhere(node) ? ruleFor(node) : undefined),
};

type Raise = ThrowStatement | CallExpression;

function isRaise(node: Node): node is Raise {
  if (Node.isThrowStatement(node)) return true;
  return Node.isCallExpression(node) && calleeName(node) === "reject" && receiverOf(node)?.getText() === "Promise";
}

/** Whether a guard, a handler or an exhaustive arm around it has it already; a function is the end of that region. */
function belongsElsewhere(node: Raise): boolean {
  if (isExhaustiveArm(node)) return true;
  for (
    let child: Node = node, parent = child.getParent();
    parent !== undefined;
    child = parent, parent = child.getParent()
  ) {
    if (Node.isCatchClause(parent) || isExhaustiveArm(parent)) return true;
    if (Node.isIfStatement(parent) && child === parent.getThenStatement() && guardClause.match(parent) !== undefined)
      return true;
    if ([settledResult, fallback].some((kind) => isPartOf(kind.match(parent)?.handler, node))) return true;
    if (isFunction(parent)) return isHandlerOf(parent, node);
  }
  return false;
}

/** Whether this part of a function handles a failure. */
function isHandlerOf(owner: Node, node: Node): boolean {
  const handlers = [errorFirstCallback, errorListener, errorBoundary].map((kind) => kind.match(owner)?.handler);
  if (handlers.some((handler) => isPartOf(handler, node))) return true;
  const place = owner.getParent();
  if (!isInlineFunction(owner) || !Node.isCallExpression(place)) return false;
  return promiseHandler.match(place)?.node === owner || isPartOf(resultType.match(place)?.handler, node);
}

function isPartOf(handler: Node | undefined, node: Node): boolean {
  return handler !== undefined && handler.getPos() <= node.getPos() && node.getEnd() <= handler.getEnd();
}

/** Found by kind exhaustive, or passed over there. */
function isExhaustiveArm(node: Node): boolean {
  return exhaustive.match(node) !== undefined || exhaustive.passesOver?.(node) !== undefined;
}

/** The noise rule that passes over a `throw`. */
function ruleFor(node: Raise): NoiseRule | undefined {
  if (IMPOSSIBLE.test(node.getText())) return "arid-code";
  if (isSuspension(node)) return "renders-nothing";
  const owner = enclosingFunction(node);
  if (owner !== undefined && isOnlyStatement(node, owner)) {
    if (takesNever(owner)) return "exhausted-by-type";
    if (isStub(node, owner)) return "not-implemented";
  }
  return isExhausted(node) ? "exhausted-by-type" : undefined;
}

/** React's Suspense: a component throws a promise to wait for it. */
function isSuspension(node: Raise): boolean {
  if (!Node.isThrowStatement(node)) return false;
  const thrown = unwrap(node.getExpression());
  const name = Node.isPropertyAccessExpression(thrown) ? thrown.getName() : thrown.getText();
  return /^\w*(promise|thenable|wakeable|suspender)$/i.test(name);
}

/** Whether a function does nothing else, but for logging. */
function isOnlyStatement(node: Raise, owner: Node): boolean {
  const body = Node.isBodied(owner) || Node.isBodyable(owner) ? owner.getBody() : undefined;
  if (body === undefined) return false;
  if (!Node.isBlock(body)) return unwrap(body) === node;
  const [statement, ...more] = body.getStatements().filter((each) => !isAridStatement(each));
  if (statement === undefined || more.length > 0) return false;
  const value = Node.isReturnStatement(statement) ? statement.getExpression() : undefined;
  return statement === node || (value !== undefined && unwrap(value) === node);
}

/** `function assertNever(value: never)`: no typed caller gets there. */
function takesNever(owner: Node): boolean {
  return Node.isParametered(owner) && owner.getParameters().some((each) => each.getTypeNode()?.getText() === "never");
}

/**
 * A method that only says that there is none. A function that is no method, throws what it is given or returns
 * `never` is there to throw, unless its words say otherwise; so is one that is handed over to be called.
 */
function isStub(node: Raise, owner: Node): boolean {
  const place = owner.getParent();
  const isValue = Node.isPropertyAssignment(place) || Node.isPropertyDeclaration(place);
  if (isInlineFunction(owner) && !isValue && !Node.isVariableDeclaration(place)) return false;
  if (UNIMPLEMENTED.test(node.getText())) return true;
  if (Node.isReturnTyped(owner) && owner.getReturnTypeNode()?.getText() === "never") return false;
  const count = Node.isParametered(owner) ? owner.getParameters().length : 0;
  const names = Array.from({ length: count }, (_, index) => [...parameterNames(owner, index)]).flat();
  if (mentions(node, new Set(names))) return false;
  const isMethod = isValue || !(isInlineFunction(owner) || Node.isFunctionDeclaration(owner));
  return isMethod || UNSUPPORTED.test(node.getText());
}

/**
 * Behind a `switch` or an `if` that has dealt with every case: what it asked about has no value left there.
 * `switch (kind) { case "a": return 1; case "b": return 2; } throw new Error(kind);`
 */
function isExhausted(node: Raise): boolean {
  if (!Node.isThrowStatement(node)) return false;
  const siblings = siblingsOf(node);
  const before = siblings[siblings.indexOf(node) - 1] ?? node.getFirstAncestorByKind(SyntaxKind.IfStatement);
  const asked =
    Node.isSwitchStatement(before) || Node.isIfStatement(before)
      ? [before.getExpression(), ...before.getExpression().getDescendants()].filter(Node.isIdentifier)
      : [];
  const names = new Set(asked.map((each) => each.getText()));
  const subject = node.getDescendants().find((each) => Node.isIdentifier(each) && mentions(each, names));
  return subject !== undefined && contextOf(node).types.isNever(subject) === true;
}
