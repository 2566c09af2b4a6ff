import { type IfStatement, Node, SyntaxKind } from "ts-morph";
import { dependenciesOf } from "../source/dependencies.js";
import { boundNames } from "../source/names.js";
import {
  calleeName,
  isInlineFunction,
  isNullish,
  mentions,
  ownDescendants,
  siblingsOf,
  statementsOf,
  unwrap,
} from "../source/syntax.js";
import { errorExitLength } from "./exits.js";
import type { Kind, Located } from "./kind.js";
import { LISTENER_CALLEES, listenerAt } from "./listeners.js";

const ERROR_NAME = /^_?(err|error|ex|[a-z]+Err|[a-zA-Z]+Error)$/;
const CALLBACK_NAME = /^(on[A-Z]|handle|done|cb|callback)|(Callback|Handler|Done)$/;
const MIDDLEWARE_CALLEES = new Set(["use", "setErrorHandler", "onError"]);
const PROMISE_CALLEES = new Set(["catch", "then", "finally"]);
/** What these hand over are the items of a list, errors or not. */
const LIST_CALLEES =
  /^(map|flatMap|filter|forEach|find|findIndex|findLast|findLastIndex|some|every|reduce|reduceRight|sort|toSorted)$/;

export const errorFirstCallback: Kind = {
  id: "error-first-callback",
  startsAt: [
    SyntaxKind.ArrowFunction,
    SyntaxKind.FunctionExpression,
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.MethodDeclaration,
  ],
  title: "error-first callback",
  description: "A function whose first parameter is an error and which tests it, or error-handling middleware.",
  example: {
    code: "read(path, (err, data) => { if (err) { done(err); return; } done(null, data); });\napp.use((err, req, res, next) => { res.status(500).end(); });\nlist.reduce((err, b, c, d) => b);",
    finds: [
      "(err, data) => { if (err) { done(err); return; } done(null, data); }",
      "(err, req, res, next) => { res.status(500).end(); }",
    ],
  },
  match(node) {
    if (!isInlineFunction(node) && !Node.isFunctionDeclaration(node) && !Node.isMethodDeclaration(node))
      return undefined;
    const body = node.getBody();
    if (!Node.isBlock(body)) return undefined;
    const role = roleOf(node);
    if (role === "other") return undefined;
    const names = parameterNames(node, 0);
    if (role === "named" && isNamedErrorMiddleware(node)) return located(node, body, names, body);
    if (role === "middleware") return isErrorMiddleware(node) ? located(node, body, names, body) : undefined;
    const [name] = names;
    if (names.size !== 1 || name === undefined || !looksLikeError(node, name)) return undefined;
    const branch = failureBranch(body, names, role === "argument");
    if (branch === undefined || (role === "named" && !isCallbackByShape(node, branch))) return undefined;
    return located(node, branch, names, branch);
  },
};

function located(node: Node, handler: Node, bindings: ReadonlySet<string>, reach: Node): Located {
  const call = node.getParent();
  return {
    kind: "error-first-callback",
    node,
    handler,
    bindings,
    reach: { node: reach, syntax: "statement" },
    head: node,
    awaits: [],
    notes: [],
    dependencies: Node.isCallExpression(call) ? dependenciesOf([call]) : [],
  };
}

/** What a function is there for, told from where it stands. */
function roleOf(node: Node): "middleware" | "argument" | "named" | "other" {
  if (listenerAt(node) !== undefined) return "other";
  const parent = node.getParent();
  if (!Node.isCallExpression(parent) || parent.getExpression() === node) return "named";
  const callee = calleeName(parent);
  if (MIDDLEWARE_CALLEES.has(callee)) return "middleware";
  const isOther = LISTENER_CALLEES.has(callee) || PROMISE_CALLEES.has(callee) || LIST_CALLEES.test(callee);
  return isOther ? "other" : "argument";
}

/** `.use` tells error middleware by its four parameters; the others take nothing else. */
function isErrorMiddleware(node: Node): boolean {
  const parent = node.getParent();
  const count = Node.isParametered(node) ? node.getParameters().length : 0;
  return Node.isCallExpression(parent) && calleeName(parent) === "use" ? count === 4 : count > 0;
}

/** `export function errorHandler(err, req, res, next) { … }` */
function isNamedErrorMiddleware(node: Node): boolean {
  const names = Node.isParametered(node) ? node.getParameters().map((parameter) => parameter.getName()) : [];
  return names.length === 4 && ERROR_NAME.test(names[0] ?? "") && /^_?next$/.test(names[3] ?? "");
}

/** A named function is a callback if it is called like one, or hands the error on: no `showError(error, options)`. */
function isCallbackByShape(node: Node, branch: Node): boolean {
  const name = Node.isFunctionDeclaration(node) || Node.isMethodDeclaration(node) ? node.getName() : undefined;
  return CALLBACK_NAME.test(name ?? "") || errorExitLength(statementsOf(branch)) > 0;
}

/** The names that a function's parameter binds. */
export function parameterNames(node: Node, index: number): ReadonlySet<string> {
  return boundNames(Node.isParametered(node) ? node.getParameters()[index]?.getNameNode() : undefined);
}

function looksLikeError(node: Node, name: string): boolean {
  if (ERROR_NAME.test(name)) return true;
  const type = Node.isParametered(node) ? (node.getParameters()[0]?.getTypeNode()?.getText() ?? "") : "";
  return /\b\w*Error\b/.test(type) && /\b(null|undefined)\b/.test(type);
}

/**
 * The code that runs when the error is there: the branch of the first `if` that asks whether it is.
 * A helper such as `messageOf(error)` asks what the error is, not whether: that is no callback.
 */
export function failureBranch(body: Node, names: ReadonlySet<string>, isArgument: boolean): Node | undefined {
  for (const node of ownDescendants(body)) {
    if (!Node.isIfStatement(node)) continue;
    const asks = asksWhetherPresent(unwrap(node.getExpression()), names, isArgument);
    if (asks === "present") return node.getThenStatement();
    if (asks === "absent") return node.getElseStatement() ?? followers(node);
  }
  return undefined;
}

/** `if (!err) return ok(); rest`: the first statement that runs only on failure stands for it. */
export function followers(node: IfStatement): Node | undefined {
  const last = statementsOf(node.getThenStatement()).at(-1);
  if (!Node.isReturnStatement(last) && !Node.isThrowStatement(last) && !Node.isContinueStatement(last))
    return undefined;
  const siblings = siblingsOf(node);
  return siblings.slice(siblings.indexOf(node) + 1).find((each) => !isDeclaration(each));
}

function isDeclaration(statement: Node): boolean {
  return (
    Node.isFunctionDeclaration(statement) || Node.isClassDeclaration(statement) || Node.isVariableStatement(statement)
  );
}

function asksWhetherPresent(
  test: Node,
  names: ReadonlySet<string>,
  isArgument: boolean,
): "present" | "absent" | undefined {
  const isError = (node: Node) => Node.isIdentifier(node) && names.has(node.getText());
  if (isError(test)) return "present";
  if (Node.isPrefixUnaryExpression(test) && test.getText().startsWith("!")) {
    const operand = asksWhetherPresent(unwrap(test.getOperand()), names, isArgument);
    return operand === "present" ? "absent" : operand === "absent" ? "present" : undefined;
  }
  if (!Node.isBinaryExpression(test)) return undefined;
  const [left, operator, right] = [unwrap(test.getLeft()), test.getOperatorToken().getText(), test.getRight()];
  if (operator === "&&" || operator === "||") {
    return (
      asksWhetherPresent(left, names, isArgument) ??
      (mentions(left, names) ? undefined : asksWhetherPresent(unwrap(right), names, isArgument))
    );
  }
  if (!isError(left)) return undefined;
  if (isNullish(right)) return operator.startsWith("!") ? "present" : "absent";
  return operator === "instanceof" && isArgument ? "present" : undefined;
}
