/**
 * Code that never runs: behind a constant condition, or after a statement that always leaves. Decided from
 * syntax; types are asked only of a call whose name says that it may never come back.
 */
import { type CallExpression, Node, type Statement } from "ts-morph";
import { contextOf } from "./context.js";
import { functionNamed } from "./declarations.js";
import { calleeName, callOfStatement, ownDescendants, receiverOf, statementsOf, unwrap } from "./syntax.js";

/** Names of functions that may never come back. Others are not asked for: each question may load the program. */
const MAY_NEVER_RETURN =
  /^(fail|die|panic|exit|quit|abort|bail|bailOut|crash|unreachable|never|notFound|redirect|permanentRedirect|forbidden|unauthorized|error)$|^(throw|raise|fatal|assertNever|assertUnreachable|exitWith)/i;

/** Whether a node can never run. */
export function isDead(node: Node): boolean {
  for (let child = node, parent = child.getParent(); parent !== undefined; child = parent, parent = child.getParent()) {
    if (isExcluded(child, parent) || followsLeaving(child, parent)) return true;
  }
  return false;
}

/** `if (false) { child }`, `while (false) child`, `false && child`. */
function isExcluded(child: Node, parent: Node): boolean {
  if (Node.isIfStatement(parent)) {
    if (child === parent.getThenStatement()) return constant(parent.getExpression()) === false;
    return child === parent.getElseStatement() && constant(parent.getExpression()) === true;
  }
  if (Node.isConditionalExpression(parent)) {
    if (child === parent.getWhenTrue()) return constant(parent.getCondition()) === false;
    return child === parent.getWhenFalse() && constant(parent.getCondition()) === true;
  }
  if (Node.isWhileStatement(parent)) {
    return child === parent.getStatement() && constant(parent.getExpression()) === false;
  }
  if (Node.isForStatement(parent)) {
    const test = parent.getCondition();
    return child !== parent.getInitializer() && test !== undefined && constant(test) === false;
  }
  if (!Node.isBinaryExpression(parent) || child !== parent.getRight()) return false;
  const operator = parent.getOperatorToken().getText();
  return operator === "&&"
    ? constant(parent.getLeft()) === false
    : operator === "||" && constant(parent.getLeft()) === true;
}

function constant(test: Node): boolean | undefined {
  const value = unwrap(test);
  if (Node.isTrueLiteral(value)) return true;
  if (Node.isFalseLiteral(value)) return false;
  if (!Node.isPrefixUnaryExpression(value) || !value.getText().startsWith("!")) return undefined;
  const operand = constant(value.getOperand());
  return operand === undefined ? undefined : !operand;
}

/** The offset of the first statement of a list that always leaves: a list is asked for each path in it. */
const firstLeaving = new WeakMap<Node, number>();

/** Functions are hoisted: `return next(); function next() { … }`. */
function followsLeaving(child: Node, list: Node): boolean {
  if (!Node.isBlock(list) && !Node.isSourceFile(list) && !Node.isCaseClause(list) && !Node.isDefaultClause(list))
    return false;
  if (!Node.isStatement(child) || Node.isFunctionDeclaration(child)) return false;
  const known = firstLeaving.get(list) ?? statementsOf(list).find(leaves)?.getStart() ?? Number.POSITIVE_INFINITY;
  firstLeaving.set(list, known);
  return child.getStart() > known;
}

/** Whether control never gets from this statement to the next one. */
export function leaves(statement: Statement): boolean {
  if (
    Node.isReturnStatement(statement) ||
    Node.isThrowStatement(statement) ||
    Node.isBreakStatement(statement) ||
    Node.isContinueStatement(statement)
  )
    return true;
  if (Node.isBlock(statement)) return statement.getStatements().some(leaves);
  if (Node.isIfStatement(statement)) {
    const otherwise = statement.getElseStatement();
    return otherwise !== undefined && leaves(otherwise) && leaves(statement.getThenStatement());
  }
  if (Node.isTryStatement(statement)) {
    const [clause, cleanup] = [statement.getCatchClause(), statement.getFinallyBlock()];
    if (cleanup !== undefined && leaves(cleanup)) return true;
    return leaves(statement.getTryBlock()) && (clause === undefined || leaves(clause.getBlock()));
  }
  if (Node.isIterationStatement(statement)) return isEndless(statement);
  const call = callOfStatement(statement);
  return call !== undefined && neverReturns(call);
}

/** `while (true)`, `for (;;)` with no `break` out of it. */
function isEndless(loop: Statement): boolean {
  const isUnbounded = Node.isForStatement(loop)
    ? loop.getCondition() === undefined || constant(loop.getConditionOrThrow()) === true
    : (Node.isWhileStatement(loop) || Node.isDoStatement(loop)) && constant(loop.getExpression()) === true;
  if (!isUnbounded) return false;
  return ![...ownDescendants(loop)].some((each) => {
    if (!Node.isBreakStatement(each)) return false;
    const target = each.getFirstAncestor((one) => Node.isIterationStatement(one) || Node.isSwitchStatement(one));
    return each.getLabel() !== undefined || target === loop;
  });
}

function neverReturns(call: CallExpression): boolean {
  const name = calleeName(call);
  const receiver = receiverOf(call);
  if (name === "exit" && /^(process|Deno)$/.test(receiver?.getText() ?? "")) return true;
  const own = receiver === undefined ? functionNamed(unwrap(call.getExpression())) : undefined;
  if (own !== undefined) return Node.isReturnTyped(own) && own.getReturnTypeNode()?.getText() === "never";
  return MAY_NEVER_RETURN.test(name) && contextOf(call).types.returnsNever(call) === true;
}
