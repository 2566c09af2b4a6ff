import { type CallExpression, Node, SyntaxKind } from "ts-morph";
import { isAridExpression, isAridStatement } from "../source/arid.js";
import { dependenciesOf, valuesBehind } from "../source/dependencies.js";
import { calleeName, callOf, isInlineFunction, isNullish, receiverOf, unwrap } from "../source/syntax.js";
import { bestEffortNote, CLEANUP } from "./catch-clause.js";
import { parameterNames } from "./error-first-callback.js";
import type { Kind, Located } from "./kind.js";

/** Libraries whose values have a `.catch` that is no promise's. */
const NOT_THENABLE = /^(z|zod|v|valibot|yup|schema)$/i;

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
    if (handler === undefined || !couldBeThenable(node)) return undefined;
    return locate(node, handler);
  },
};

function locate(call: CallExpression, handler: Node): Located {
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
    (Node.isCallExpression(value) && (name !== "catch" || calleeName(value) === "bind"));
  return couldBeFunction ? argument : undefined;
}

/** Without types: everything is, but for what is known not to be. */
function couldBeThenable(call: CallExpression): boolean {
  let root: Node | undefined = receiverOf(call);
  while (root !== undefined) {
    const value = unwrap(root);
    if (Node.isCallExpression(value)) root = receiverOf(value) ?? unwrap(value.getExpression());
    else if (Node.isPropertyAccessExpression(value)) root = value.getExpression();
    else return !(Node.isIdentifier(value) && NOT_THENABLE.test(value.getText()));
  }
  return true;
}
