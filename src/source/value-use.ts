/** What becomes of a value: whether it is only tested, only put into words for an error, given back. From syntax alone. */
import { Node, SyntaxKind } from "ts-morph";
import { isAridCall } from "./arid.js";
import { calleeName, enclosingFunction, receiverOf, unwrap } from "./syntax.js";

/** Array methods whose callback answers yes or no. */
const PREDICATE_CALLEES = /^(filter|some|every|find|findIndex|findLast|findLastIndex)$/;
const BOOLEAN_NAME = /^(is|has|can|should|are|was|were|does|did|will|needs|allows|supports)[A-Z]/;
const ERROR_CLASS = /(Error|Exception)$/;
const ERROR_MAKER = /^(reject|rej|fail|panic|raise|throwError|createError|err|errAsync)$|Error$/;

/** The whole of an expression: with the parentheses and casts around it. */
export function outermost(expression: Node): Node {
  let current = expression;
  for (let parent = current.getParent(); parent !== undefined && isWrapper(parent); parent = current.getParent()) {
    current = parent;
  }
  return current;
}

function isWrapper(node: Node): boolean {
  return (
    Node.isParenthesizedExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isNonNullExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isTypeAssertion(node)
  );
}

/** Whether of a value nothing counts but whether it is truthy. */
export function isOnlyTested(expression: Node): boolean {
  const whole = outermost(expression);
  const parent = whole.getParent();
  if (parent === undefined) return false;
  if (Node.isBinaryExpression(parent)) {
    const operator = parent.getOperatorToken().getText();
    if (operator === "&&" && parent.getLeft() === whole) return true;
    return /^(&&|\|\||\?\?)$/.test(operator) && isOnlyTested(parent);
  }
  if (Node.isConditionalExpression(parent)) return parent.getCondition() === whole || isOnlyTested(parent);
  if (Node.isPrefixUnaryExpression(parent)) return parent.getOperatorToken() === SyntaxKind.ExclamationToken;
  if (Node.isIfStatement(parent) || Node.isWhileStatement(parent) || Node.isDoStatement(parent)) return true;
  if (Node.isForStatement(parent)) return parent.getCondition() === whole;
  if (Node.isCallExpression(parent)) return parent.getExpression().getText() === "Boolean";
  if (Node.isVariableDeclaration(parent)) return BOOLEAN_NAME.test(parent.getName());
  return isReturned(whole) && answersYesOrNo(enclosingFunction(whole));
}

function isReturned(whole: Node): boolean {
  const parent = whole.getParent();
  return Node.isReturnStatement(parent) || (Node.isArrowFunction(parent) && parent.getBody() === whole);
}

function answersYesOrNo(fn: Node | undefined): boolean {
  if (fn === undefined) return false;
  const type = Node.isReturnTyped(fn) ? (fn.getReturnTypeNode()?.getText() ?? "") : "";
  if (/^(boolean|Promise<boolean>|\w+ is .+)$/s.test(type)) return true;
  const parent = fn.getParent();
  if (Node.isCallExpression(parent)) return PREDICATE_CALLEES.test(calleeName(parent));
  const own = Node.isFunctionDeclaration(fn) || Node.isMethodDeclaration(fn) ? fn.getName() : undefined;
  return BOOLEAN_NAME.test(own ?? (Node.isVariableDeclaration(parent) ? parent.getName() : ""));
}

/** Whether a value is what a function gives back, alone or as part of an object or a list. */
export function isGivenBack(expression: Node): boolean {
  let whole = outermost(expression);
  for (let parent = whole.getParent(); parent !== undefined; parent = whole.getParent()) {
    const isPart =
      Node.isPropertyAssignment(parent) ||
      Node.isObjectLiteralExpression(parent) ||
      Node.isArrayLiteralExpression(parent) ||
      (Node.isConditionalExpression(parent) && parent.getCondition() !== whole);
    if (!isPart) break;
    whole = outermost(parent);
  }
  return isReturned(whole);
}

/** Where words go that nobody asserts: a log, or the message of an error. */
export type Words = "log" | "error" | "elsewhere";

/** Where a value goes as text. A variable that it is put into is followed. */
export function wordsFor(expression: Node, isText: boolean): Words {
  let text = isText;
  let current = expression;
  for (let parent = current.getParent(); parent !== undefined; parent = current.getParent()) {
    if (Node.isCallExpression(parent) && isAridCall(parent)) return "log";
    if (text && makesError(parent, current)) return "error";
    if (Node.isTemplateSpan(parent) || isConcatenation(parent)) text = true;
    if (Node.isVariableDeclaration(parent))
      return parent.getInitializer() === current ? wordsOf(parent, text) : "elsewhere";
    if (Node.isStatement(parent) || Node.isArrowFunction(parent)) return "elsewhere";
    current = parent;
  }
  return "elsewhere";
}

/** `new Failed(…)`, `reject(…)`, `createError(…)`, `super(…)` in an error's class. */
function makesError(node: Node, argument: Node): boolean {
  if (Node.isNewExpression(node)) return ERROR_CLASS.test(node.getExpression().getText());
  if (!Node.isCallExpression(node) || node.getExpression() === argument) return false;
  if (node.getExpression().getKind() === SyntaxKind.SuperKeyword) {
    const owner = node.getFirstAncestor((each) => Node.isClassDeclaration(each) || Node.isClassExpression(each));
    const base = Node.isClassDeclaration(owner) || Node.isClassExpression(owner) ? owner.getExtends() : undefined;
    return ERROR_CLASS.test(base?.getExpression().getText() ?? "");
  }
  return ERROR_MAKER.test(calleeName(node));
}

function isConcatenation(node: Node): boolean {
  if (!Node.isBinaryExpression(node) || node.getOperatorToken().getKind() !== SyntaxKind.PlusToken) return false;
  return [node.getLeft(), node.getRight()].some((each) => {
    const side = unwrap(each);
    return Node.isStringLiteral(side) || Node.isTemplateExpression(side) || isConcatenation(side);
  });
}

/** Where a variable goes that holds text: one place where it is read for something else decides. */
function wordsOf(declaration: Node, isText: boolean): Words {
  if (!Node.isVariableDeclaration(declaration)) return "elsewhere";
  const uses = usesOf(declaration.getNameNode()).map((use) => wordsFor(use, isText));
  const [first = "elsewhere"] = uses;
  return uses.includes("elsewhere") ? "elsewhere" : first;
}

/** Where a local name is used, by its name, in the block that declares it. */
function usesOf(name: Node): readonly Node[] {
  if (!Node.isIdentifier(name)) return [];
  const scope = name.getFirstAncestor((each) => Node.isBlock(each) || Node.isSourceFile(each));
  return (scope?.getDescendantsOfKind(SyntaxKind.Identifier) ?? []).filter(
    (each) => each !== name && each.getText() === name.getText() && !isMemberName(each),
  );
}

function isMemberName(identifier: Node): boolean {
  const parent = identifier.getParent();
  if (Node.isPropertyAccessExpression(parent)) return parent.getNameNode() === identifier;
  return Node.isPropertyAssignment(parent) && parent.getNameNode() === identifier;
}

/** The name at the root of a chain: `a` of `a.b?.[0].c()`; `this` where that is the root. */
export function rootOf(expression: Node): Node {
  const value = unwrap(expression);
  if (Node.isPropertyAccessExpression(value) || Node.isElementAccessExpression(value))
    return rootOf(value.getExpression());
  if (Node.isCallExpression(value)) return rootOf(receiverOf(value) ?? value.getExpression());
  if (Node.isAwaitExpression(value)) return rootOf(value.getExpression());
  return value;
}
