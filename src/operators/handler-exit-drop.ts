import {
  type BreakStatement,
  type ContinueStatement,
  Node,
  type ReturnStatement,
  type Statement,
  SyntaxKind,
} from "ts-morph";
import { isErrorCallback, isPlainExit, isReject } from "../paths/exits.js";
import type { Located } from "../paths/kind.js";
import { calleeName, callOf, isTail, receiverOf, siblingsOf, statementsOf } from "../source/syntax.js";
import { dropStatement, handlerNodes } from "./handler-nodes.js";
import { type Edit, type LeftOut, leaveOut, type Operator, replace } from "./operator.js";

export const handlerExitDrop: Operator = {
  id: "handler-exit-drop",
  title: "the early exit of the handler is deleted",
  models: "double response",
  why: "After the failure the code would run on as if nothing had happened: a second response, a second callback.",
  hint: "make it fail, and assert that the callback or response happens exactly once, and nothing after it",
  on: [
    "catch-clause",
    "promise-handler",
    "error-first-callback",
    "guard-clause",
    "settled-result",
    "error-listener",
    "result-type",
    "error-boundary",
  ],
  example: {
    before:
      "read((err, data) => { if (err) { report(err); return; } use(data); });\nread((err, data) => { if (err) return next(err); use(data); });",
    after: [
      "read((err, data) => { if (err) { report(err);  } use(data); });\nread((err, data) => { if (err) return next(err); use(data); });",
      "read((err, data) => { if (err) { report(err); return; } use(data); });\nread((err, data) => { if (err) next(err); use(data); });",
    ],
  },
  *mutate(path) {
    const { kind, node: guard, handler } = path;
    // A guard that is nothing but its exit: guard-drop says the same.
    if (kind === "guard-clause" && handler !== undefined && statementsOf(handler).every(isPlainExit)) {
      yield leaveOut(guard, "same-effect");
      return;
    }
    for (const node of handlerNodes(path)) {
      if (Node.isReturnStatement(node)) yield* withoutReturn(node, path);
      else if (Node.isBreakStatement(node) || Node.isContinueStatement(node)) yield* withoutJump(node, path);
    }
  },
};

function* withoutReturn(node: ReturnStatement, path: Located): Generator<Edit | LeftOut> {
  const value = node.getExpression();
  if (value !== undefined && !hasForwardingCall(value)) return;
  if (isTail(node)) yield leaveOut(node, "nothing-follows");
  else if (settlesOnlyTwice(node, path)) yield leaveOut(node, "settles-twice");
  else yield value === undefined ? dropStatement(node) : replace(node, "statement", `${value.getText()};`);
}

/** Only where the loop lies around the handler. */
function* withoutJump(node: BreakStatement | ContinueStatement, { handler }: Located): Generator<Edit | LeftOut> {
  if (node.getLabel() !== undefined) return yield dropStatement(node);
  const target = node.getFirstAncestor(
    (each) => Node.isIterationStatement(each) || (Node.isBreakStatement(node) && Node.isSwitchStatement(each)),
  );
  if (target === undefined || handler === undefined || target.getStart() >= handler.getStart()) return;
  const isLast = Node.isSwitchStatement(target)
    ? target.getClauses().at(-1)?.containsRange(node.getPos(), node.getEnd()) === true
    : Node.isContinueStatement(node) && isLoopTail(node, target);
  yield isLast ? leaveOut(node, "nothing-follows") : dropStatement(node);
}

/** Nothing of the loop's body comes after this statement anyway. */
function isLoopTail(statement: Node, loop: Node): boolean {
  let current = statement;
  for (let parent = current.getParent(); parent !== undefined && parent !== loop; parent = current.getParent()) {
    if (Node.isBlock(parent) && parent.getStatements().at(-1) !== current) return false;
    current = parent;
  }
  return true;
}

/** After `reject(e)` a second settling has no effect: `if (err) { reject(err); return; } resolve(data);`. */
function settlesOnlyTwice(exit: Node, path: Located): boolean {
  const value = Node.isReturnStatement(exit) ? exit.getExpression() : undefined;
  const before = value ?? siblingsOf(exit)[siblingsOf(exit).indexOf(exit as Statement) - 1];
  if (before === undefined || !isSettling(before)) return false;
  const branch = path.handler?.getFirstAncestorByKind(SyntaxKind.IfStatement) ?? path.node;
  const siblings = siblingsOf(branch);
  const after = siblings.slice(siblings.indexOf(branch as Statement) + 1);
  return after.length > 0 && after.every(isSettling) && isTail(siblings.at(-1) ?? branch);
}

/** `resolve(x)` or `reject(x)` of an executor, with nothing called on the way. */
function isSettling(node: Node): boolean {
  const call = Node.isExpressionStatement(node) ? callOf(node.getExpression()) : callOf(node);
  if (call === undefined || receiverOf(call) !== undefined || !/^(resolve|reject|res|rej)$/.test(calleeName(call)))
    return false;
  return (
    isReject(call) ||
    !call
      .getArguments()
      .some((each) => each.getDescendantsOfKind(SyntaxKind.CallExpression).length > 0 || Node.isCallExpression(each))
  );
}

function hasForwardingCall(value: Node): boolean {
  const call = callOf(value);
  return call !== undefined && (isReject(call) || isErrorCallback(call));
}
