/** How control leaves an error path: which statements are exits, and of what sort. */
import { type CallExpression, Node } from "ts-morph";
import { isAridCall } from "../source/arid.js";
import { neverReturns } from "../source/never-returns.js";
import {
  calleeName,
  callOf,
  callOfStatement,
  isNull,
  isNullish,
  isUndefined,
  receiverOf,
  unwrap,
} from "../source/syntax.js";

/** Properties whose value says whether an operation succeeded. */
export const SUCCESS_FLAG = /^(ok|success|succeeded|valid|isValid|isOk)$/;
const REJECT = /^(reject|rej)$/;
const CALLBACK = /^(cb|callback|next|done|errback)$/;
const ERROR_RESULT = /^(err|errAsync|Err|Left|left|failure|Failure)$/;
const ERROR_NAME = /^_?(e|er|ex|reason|cause|failure|.*(err|error|exception))\d*$/i;
const ERROR_FIELD = /^(error|errors|err|errorMessage|errorCode)$/;
const RESPOND = /^(json|text|html|body|send|sendStatus|status|code|redirect|end|newResponse)$/;
const RESPONSE = /^(res|response|reply|ctx|c)$/;

/** `reject(…)`, `Promise.reject(…)`. */
export function isReject(call: CallExpression): boolean {
  const receiver = receiverOf(call);
  if (receiver === undefined) return REJECT.test(calleeName(call));
  return receiver.getText() === "Promise" && calleeName(call) === "reject";
}

/** `cb(err)`, `next(err)`: a callback given something that is not nullish as its error. */
export function isErrorCallback(call: CallExpression): boolean {
  if (receiverOf(call) !== undefined || !CALLBACK.test(calleeName(call))) return false;
  const [first] = call.getArguments();
  return first !== undefined && couldBeError(unwrap(first), calleeName(call));
}

function couldBeError(value: Node, callee: string): boolean {
  if (Node.isNewExpression(value))
    return !/^(Map|Set|Array|Date|Object|URL|Promise)$/.test(value.getExpression().getText());
  if (Node.isStringLiteral(value)) return callee !== "next";
  if (Node.isIdentifier(value)) return ERROR_NAME.test(value.getText()) && !isNullish(value);
  if (Node.isPropertyAccessExpression(value)) return ERROR_NAME.test(value.getName());
  // `createError(404)`, `Boom.badRequest()`, `ApiError.notFound()`
  return Node.isCallExpression(value) && /err|exception|fail|wrap|boom/i.test(value.getExpression().getText());
}

/** `err(…)`, `errAsync(…)`, `Left(…)`, `Result.err(…)`. */
function isErrorResult(call: CallExpression): boolean {
  const receiver = receiverOf(call)?.getText();
  return ERROR_RESULT.test(calleeName(call)) && (receiver === undefined || /^[A-Z]/.test(receiver));
}

/** `{ ok: false, … }`, `{ error: … }`: an error returned as a plain value. */
function isErrorValue(expression: Node): boolean {
  const value = unwrap(expression);
  if (!Node.isObjectLiteralExpression(value)) return false;
  return value.getProperties().some((property) => {
    if (Node.isShorthandPropertyAssignment(property)) return /^(error|err)$/.test(property.getName());
    if (!Node.isPropertyAssignment(property)) return false;
    const content = property.getInitializerOrThrow();
    if (SUCCESS_FLAG.test(property.getName())) return content.getText() === "false";
    return ERROR_FIELD.test(property.getName()) && !isNullish(content) && content.getText() !== "false";
  });
}

/** `process.exit(1)`. */
function isFailingExit(call: CallExpression): boolean {
  if (calleeName(call) !== "exit" || receiverOf(call)?.getText() !== "process") return false;
  const [code] = call.getArguments();
  return code !== undefined && code.getText() !== "0";
}

/** A response with a 4xx or 5xx status, however the framework says it. */
function isErrorResponse(expression: Node): boolean {
  const value = unwrap(expression);
  const call = callOf(value);
  if (call !== undefined) {
    const chain = [call, ...call.getDescendants().filter(Node.isCallExpression)];
    const says = chain.some(
      (each) => /^(status|sendStatus|code|writeHead)$/.test(calleeName(each)) && isErrorStatus(each.getArguments()[0]),
    );
    if (says) return true;
    const root = receiverOf(call)?.getText() ?? "";
    if (
      RESPONSE.test(root.split(".")[0] ?? "") &&
      RESPOND.test(calleeName(call)) &&
      call.getArguments().some(isErrorStatus)
    )
      return true;
  }
  const carriesInit = call !== undefined || Node.isNewExpression(value);
  return (
    carriesInit &&
    /Response/.test(value.getText().split("(", 1)[0] ?? "") &&
    /\bstatus\s*:\s*[45]\d\d\b/.test(value.getText())
  );
}

function isErrorStatus(node: Node | undefined): boolean {
  return node !== undefined && /^[45]\d\d$/.test(node.getText());
}

function isFailingCall(expression: Node): boolean {
  const call = callOf(expression);
  if (call !== undefined && (isReject(call) || isErrorCallback(call) || isFailingExit(call))) return true;
  return isErrorResponse(expression) || (call !== undefined && failsAlways(call));
}

/** `fail("…")`: it never comes back, and ends no process in good order. */
function failsAlways(call: CallExpression): boolean {
  const endsProcess = calleeName(call) === "exit" && receiverOf(call)?.getText() === "process";
  return !endsProcess && !isAridCall(call) && neverReturns(call) === true;
}

/** `res.statusCode = 404`, `ctx.status = 500`, `process.exitCode = 1`. */
function assignsFailure(statement: Node): boolean {
  const assignment = Node.isExpressionStatement(statement) ? unwrap(statement.getExpression()) : undefined;
  if (!Node.isBinaryExpression(assignment) || assignment.getOperatorToken().getText() !== "=") return false;
  const target = unwrap(assignment.getLeft());
  if (!Node.isPropertyAccessExpression(target)) return false;
  const receiver = target.getExpression().getText();
  const value = assignment.getRight();
  if (receiver === "process") return target.getName() === "exitCode" && /^[1-9]\d*$/.test(value.getText());
  return /^(statusCode|status)$/.test(target.getName()) && isResponse(receiver) && isErrorStatus(value);
}

function isResponse(receiver: string): boolean {
  return receiver.split(".").some((each) => RESPONSE.test(each));
}

/** `return`, `res.end()`, `return res.end()`: the end of a response whose status has been assigned. */
function endsResponse(statement: Node): boolean {
  const value = Node.isReturnStatement(statement)
    ? statement.getExpression()
    : Node.isExpressionStatement(statement)
      ? statement.getExpression()
      : undefined;
  if (value === undefined) return Node.isReturnStatement(statement);
  const call = callOf(value);
  return call !== undefined && RESPOND.test(calleeName(call)) && isResponse(receiverOf(call)?.getText() ?? "");
}

/** `res.statusCode = 404; res.setHeader(…); return res.end();`: how many statements from the assignment on. */
function assignedFailureLength(statements: readonly Node[]): number {
  const last = statements.at(-1);
  const start = statements.findLastIndex(assignsFailure);
  return last !== undefined && start >= 0 && endsResponse(last) ? statements.length - start : 0;
}

/** Whether a list of statements ends in an error exit; says how many statements at its end make it. */
export function errorExitLength(statements: readonly Node[]): number {
  return lastExitLength(statements) || assignedFailureLength(statements);
}

function lastExitLength(statements: readonly Node[]): number {
  const last = statements.at(-1);
  if (last === undefined) return 0;
  if (Node.isThrowStatement(last)) return 1;
  if (Node.isReturnStatement(last)) {
    const value = last.getExpression();
    if (value === undefined) return endsInFailingCall(statements.at(-2)) ? 2 : 0;
    const call = callOf(value);
    if (isErrorValue(value)) return 1;
    return isFailingCall(value) || (call !== undefined && isErrorResult(call)) ? 1 : 0;
  }
  if (Node.isBreakStatement(last) || Node.isContinueStatement(last)) {
    return endsInFailingCall(statements.at(-2)) ? 2 : 0;
  }
  return endsInFailingCall(last) ? 1 : 0;
}

function endsInFailingCall(statement: Node | undefined): boolean {
  return Node.isExpressionStatement(statement) && isFailingCall(statement.getExpression());
}

/** `return`, `return null|undefined|false`, `continue`, `break`. */
export function isPlainExit(statement: Node): boolean {
  if (Node.isContinueStatement(statement) || Node.isBreakStatement(statement)) return true;
  if (!Node.isReturnStatement(statement)) return false;
  const value = statement.getExpression();
  return value === undefined || isNull(value) || isUndefined(value) || value.getText() === "false";
}

/** A call whose statement hands the error on: other operators take care of it. */
export function forwardsError(statement: Node): boolean {
  const call = callOfStatement(statement);
  return call !== undefined && (isReject(call) || isErrorCallback(call));
}
