import { type CallExpression, Node, SyntaxKind } from "ts-morph";
import { isAridExpression, isAridStatement } from "../source/arid.js";
import { contextOf } from "../source/context.js";
import { initializerOf } from "../source/declarations.js";
import { dependenciesOf, valuesBehind } from "../source/dependencies.js";
import { calleeName, callOf, isInlineFunction, isNullish, receiverOf, unwrap } from "../source/syntax.js";
import { bestEffortNote, CLEANUP } from "./catch-clause.js";
import { parameterNames } from "./error-first-callback.js";
import { isPlainlyPromise } from "./handled-await.js";
import type { Kind, Located } from "./kind.js";

/** Libraries whose values have a `.catch` that is no promise's. */
const VALIDATORS = /^(z|zod|v|valibot|yup|schema)$/i;

export const promiseHandler: Kind = {
  id: "promise-handler",
  startsAt: [SyntaxKind.CallExpression],
  title: "promise handler",
  description: "A function given to `.catch(…)`, as second argument to `.then(…)`, or to `.finally(…)`.",
  example: {
    code: "load().catch(() => null);\nload().then(show, report);\nload().finally(stop);\nz.string().catch('x');\nload().then(show, undefined);",
    finds: [".catch(() => null)", ".then(show, report)", ".finally(stop)"],
  },
  match(node) {
    if (!Node.isCallExpression(node)) return undefined;
    const handler = handlerArgument(node);
    const found = handler === undefined ? "none" : thenability(node, handler);
    return handler === undefined || found === "none" ? undefined : locate(node, handler, found === "unsure");
  },
};

function locate(call: CallExpression, handler: Node, isUnsure: boolean): Located {
  const inline = isInlineFunction(handler) ? handler : undefined;
  const body = inline?.getBody();
  const bestEffort = isBestEffort(call, body);
  const receiver = receiverOf(call);
  return {
    kind: "promise-handler",
    node: handler,
    handler: body,
    bindings: inline === undefined ? new Set() : parameterNames(inline, 0),
    reach:
      body === undefined
        ? { node: handler, syntax: "function" }
        : { node: body, syntax: Node.isBlock(body) ? "statement" : "expression" },
    head: call,
    awaits: [],
    ...(receiver === undefined ? {} : { protects: receiver }),
    notes: bestEffort ? [bestEffortNote] : [],
    dependencies: receiver === undefined ? [] : dependenciesOf([receiver, ...valuesBehind(receiver)]),
    runsOnSuccess: calleeName(call) === "finally",
    bestEffort,
    isUnsure,
  };
}

/** `conn.close().catch(() => {})`: nothing to assert. */
function isBestEffort(call: CallExpression, body: Node | undefined): boolean {
  const receiver = receiverOf(call);
  const attempted = receiver === undefined ? undefined : callOf(receiver);
  if (attempted === undefined || body === undefined || !CLEANUP.test(calleeName(attempted))) return false;
  return Node.isBlock(body) ? body.getStatements().every(isAridStatement) : isNullish(body) || isAridExpression(body);
}

/** The argument that handles the rejection (or, for `.finally`, both), if it can be a function. */
function handlerArgument(call: CallExpression): Node | undefined {
  const name = receiverOf(call) === undefined ? "" : calleeName(call);
  const given = call.getArguments();
  if (given.some(Node.isSpreadElement)) return undefined;
  const expected = name === "then" ? 2 : 1;
  if (!["catch", "then", "finally"].includes(name) || given.length !== expected) return undefined;
  const argument = given[expected - 1];
  if (argument === undefined || isNullish(argument)) return undefined;
  const value = unwrap(argument);
  const couldBeFunction =
    isInlineFunction(value) ||
    Node.isIdentifier(value) ||
    Node.isPropertyAccessExpression(value) ||
    Node.isCallExpression(value);
  return couldBeFunction ? argument : undefined;
}

/**
 * How sure it is that the receiver is a promise: by its syntax, else by its type, else by what the
 * handler looks like. Types are asked last, for they have to be loaded.
 */
function thenability(call: CallExpression, handler: Node): "sure" | "unsure" | "none" {
  const receiver = receiverOf(call);
  if (receiver === undefined || isCypress(receiver)) return "none";
  if (isPromiseBySyntax(receiver)) return "sure";
  const answer = contextOf(call).types.isThenable(receiver);
  if (answer !== undefined) return answer ? "sure" : "none";
  return isValidator(receiver) || !namesFunction(unwrap(handler), calleeName(call)) ? "none" : "unsure";
}

/** `fetch(…)`, `Promise.all(…)`, a call of an async function of this file, and chains that begin so. */
function isPromiseBySyntax(receiver: Node): boolean {
  const value = unwrap(receiver);
  if (isPlainlyPromise(value)) return true;
  if (!Node.isCallExpression(value) || !/^(then|catch|finally)$/.test(calleeName(value))) return false;
  const before = receiverOf(value);
  return before !== undefined && isPromiseBySyntax(before);
}

function isValidator(receiver: Node): boolean {
  const root = rootOf(receiver);
  return Node.isIdentifier(root) && VALIDATORS.test(root.getText());
}

/** A chain of commands has a `then`, but its second argument handles no rejection. */
function isCypress(receiver: Node): boolean {
  const root = rootOf(receiver);
  return Node.isIdentifier(root) && /^(cy|Cypress)$/.test(root.getText());
}

/** What a chain of calls and properties begins with. */
function rootOf(receiver: Node): Node {
  let root = unwrap(receiver);
  for (;;) {
    const next: Node | undefined = Node.isCallExpression(root)
      ? (receiverOf(root) ?? root.getExpression())
      : Node.isPropertyAccessExpression(root)
        ? root.getExpression()
        : undefined;
    if (next === undefined) return root;
    root = unwrap(next);
  }
}

/** A function, a name that no other value of this file has, a member of this object, or `f.bind(x)`. */
function namesFunction(value: Node, method: string): boolean {
  if (isInlineFunction(value)) return true;
  if (Node.isIdentifier(value)) {
    const content = initializerOf(value);
    return content === undefined || !isPlainValue(unwrap(content));
  }
  if (Node.isPropertyAccessExpression(value)) {
    const holder = value.getExpression();
    return method !== "catch" || Node.isThisExpression(holder) || /^(console|log|logger)$/.test(holder.getText());
  }
  return Node.isCallExpression(value) && (method !== "catch" || calleeName(value) === "bind");
}

function isPlainValue(value: Node): boolean {
  return (
    Node.isLiteralLike(value) ||
    Node.isTrueLiteral(value) ||
    Node.isFalseLiteral(value) ||
    Node.isObjectLiteralExpression(value) ||
    Node.isArrayLiteralExpression(value) ||
    isNullish(value)
  );
}
