import { Node, SyntaxKind } from "ts-morph";
import { forwardsError } from "../paths/exits.js";
import { isAridStatement } from "../source/arid.js";
import { calleeName, callOfStatement, receiverOf, unwrap } from "../source/syntax.js";
import { dropStatement, handlerNodes } from "./handler-nodes.js";
import { leaveOut, type Operator } from "./operator.js";

export const handlerEffectDrop: Operator = {
  id: "handler-effect-drop",
  title: "one effect of the handler is deleted",
  models: "missing compensation",
  why: "A rollback, a close or a counter in a handler is there for the failure, and no test would notice it missing.",
  hint: "make it fail, and assert that this effect happened: the resource closed, the state undone",
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
      "async function f(tx) { try { await tx.run(); } catch (e) { await tx.rollback(); console.log(e); throw new Failed(e); } }",
    after: ["async function f(tx) { try { await tx.run(); } catch (e) {  console.log(e); throw new Failed(e); } }"],
  },
  *mutate(path) {
    for (const node of handlerNodes(path)) {
      if (isAridStatement(node)) yield leaveOut(node, "arid-code");
      else if (isEffect(node)) yield dropStatement(node);
    }
  },
};

function isEffect(statement: Node): boolean {
  if (!Node.isExpressionStatement(statement) || forwardsError(statement)) return false;
  const call = callOfStatement(statement);
  if (call !== undefined) {
    const endsProcess = calleeName(call) === "exit" && receiverOf(call)?.getText() === "process";
    return !endsProcess && call.getExpression().getKind() !== SyntaxKind.SuperKeyword;
  }
  const expression = unwrap(statement.getExpression());
  return isAssignment(expression) || Node.isDeleteExpression(expression) || isUpdate(expression);
}

function isAssignment(node: Node): boolean {
  return Node.isBinaryExpression(node) && /^(?:[^=!<>]*|>>>?|<<)=$/.test(node.getOperatorToken().getText());
}

function isUpdate(node: Node): boolean {
  return (
    (Node.isPrefixUnaryExpression(node) || Node.isPostfixUnaryExpression(node)) &&
    /^(\+\+|--)|(\+\+|--)$/.test(node.getText())
  );
}
