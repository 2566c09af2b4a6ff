/**
 * Results of `Promise.allSettled`, followed through the variables, loops and callbacks of one file: by
 * syntax, so that nothing has to be loaded to find them.
 */
import { type CallExpression, Node } from "ts-morph";
import { assignmentsIn, declarationOf } from "../source/declarations.js";
import { boundNames } from "../source/names.js";
import { calleeName, enclosingFunction, isFunction, isInlineFunction, receiverOf, unwrap } from "../source/syntax.js";

const LIST_AGAIN = /^(filter|slice|concat|reverse|toReversed|sort|toSorted)$/;
const ONE_OF_LIST = /^(at|find|findLast|pop|shift)$/;
const WITH_EACH = /^(filter|map|forEach|find|findLast|findIndex|findLastIndex|some|every|flatMap)$/;
/** A variable may be assigned from itself: `results = results.filter(…)`. */
const FAR_ENOUGH = 8;

/** Where a result is from: the call, unless only a type says that it is one. */
export interface SettledOrigin {
  readonly call?: CallExpression;
}

/** The status that is read by an expression, with the names under which the rest of the result is known. */
export interface SettledStatus extends SettledOrigin {
  readonly bindings: ReadonlySet<string>;
}

/** `r.status` of a settled result, or `status` taken out of one. */
export function settledStatus(expression: Node): SettledStatus | undefined {
  const value = unwrap(expression);
  if (Node.isPropertyAccessExpression(value) && value.getName() === "status") {
    const result = unwrap(value.getExpression());
    const origin = originOfResult(result, 0);
    const bindings = new Set(Node.isIdentifier(result) ? [result.getText()] : []);
    return origin === undefined ? undefined : { ...origin, bindings };
  }
  const declaration = Node.isIdentifier(value) ? declarationOf(value) : undefined;
  if (!Node.isParameterDeclaration(declaration) && !Node.isVariableDeclaration(declaration)) return undefined;
  const pattern = declaration.getNameNode();
  if (!Node.isObjectBindingPattern(pattern)) return undefined;
  const taken = pattern
    .getElements()
    .find((each) => each.getName() === value.getText() && nameInObject(each) === "status");
  const origin = taken === undefined ? undefined : originOfBound(declaration, 0);
  if (origin === undefined) return undefined;
  return { ...origin, bindings: new Set([...boundNames(pattern)].filter((name) => name !== value.getText())) };
}

function nameInObject(element: Node): string {
  if (!Node.isBindingElement(element)) return "";
  return element.getPropertyNameNode()?.getText() ?? element.getName();
}

function originOfResult(node: Node, depth: number): SettledOrigin | undefined {
  const value = unwrap(node);
  if (depth > FAR_ENOUGH) return undefined;
  if (Node.isElementAccessExpression(value)) return originOfList(value.getExpression(), depth + 1);
  if (Node.isCallExpression(value)) {
    const receiver = receiverOf(value);
    const isOne = receiver !== undefined && ONE_OF_LIST.test(calleeName(value));
    return isOne ? originOfList(receiver, depth + 1) : undefined;
  }
  const declaration = Node.isIdentifier(value) ? declarationOf(value) : undefined;
  if (!Node.isParameterDeclaration(declaration) && !Node.isVariableDeclaration(declaration)) return undefined;
  const name = declaration.getNameNode();
  if (Node.isIdentifier(name)) return originOfBound(declaration, depth);
  return Node.isArrayBindingPattern(name) ? originOfElement(declaration, value.getText(), depth) : undefined;
}

/** What a whole parameter or variable holds, whether it is taken apart or not. */
function originOfBound(declaration: Node, depth: number): SettledOrigin | undefined {
  if (Node.isParameterDeclaration(declaration)) {
    const given = originOfParameter(declaration, depth);
    if (given !== undefined) return given;
  } else if (Node.isVariableDeclaration(declaration)) {
    const list = loopedOver(declaration);
    if (list !== undefined) return originOfList(list, depth + 1);
    const initializer = declaration.getInitializer();
    if (initializer !== undefined) return originOfResult(initializer, depth + 1);
  }
  return /^Promise(SettledResult|RejectedResult|FulfilledResult)\b[^[]*$/.test(typeTextOf(declaration))
    ? {}
    : undefined;
}

function originOfParameter(parameter: Node, depth: number): SettledOrigin | undefined {
  const owner = parameter.getParent();
  if (owner === undefined || !Node.isParametered(owner) || owner.getParameters()[0] !== parameter) return undefined;
  const call = owner.getParent();
  const receiver = Node.isCallExpression(call) && call.getArguments()[0] === owner ? receiverOf(call) : undefined;
  if (Node.isCallExpression(call) && receiver !== undefined && WITH_EACH.test(calleeName(call))) {
    const origin = originOfList(receiver, depth + 1);
    if (origin !== undefined) return origin;
  }
  // `(r): r is PromiseRejectedResult => …`: a type guard says of what it is one.
  const guards = Node.isReturnTyped(owner) ? (owner.getReturnTypeNode()?.getText() ?? "") : "";
  return /\bis Promise(Rejected|Fulfilled)Result\b/.test(guards) ? {} : undefined;
}

/** `const [first, second] = await Promise.allSettled(…)`, `for (const [i, result] of results.entries())` */
function originOfElement(declaration: Node, name: string, depth: number): SettledOrigin | undefined {
  if (!Node.isVariableDeclaration(declaration)) return undefined;
  const pattern = declaration.getNameNode();
  const place = Node.isArrayBindingPattern(pattern)
    ? pattern.getElements().findIndex((each) => Node.isBindingElement(each) && each.getName() === name)
    : -1;
  const looped = loopedOver(declaration);
  if (looped === undefined) {
    const initializer = declaration.getInitializer();
    return initializer === undefined ? undefined : originOfList(initializer, depth + 1);
  }
  const entries = unwrap(looped);
  const list = Node.isCallExpression(entries) && calleeName(entries) === "entries" ? receiverOf(entries) : undefined;
  return list === undefined || place !== 1 ? undefined : originOfList(list, depth + 1);
}

function loopedOver(declaration: Node): Node | undefined {
  const loop = declaration.getParent()?.getParent();
  return Node.isForOfStatement(loop) ? loop.getExpression() : undefined;
}

function originOfList(node: Node, depth: number): SettledOrigin | undefined {
  const value = unwrap(node);
  if (depth > FAR_ENOUGH) return undefined;
  if (Node.isAwaitExpression(value)) return originOfPromise(value.getExpression(), depth + 1);
  if (Node.isCallExpression(value)) {
    const receiver = receiverOf(value);
    const isList = receiver !== undefined && LIST_AGAIN.test(calleeName(value));
    return isList ? originOfList(receiver, depth + 1) : undefined;
  }
  const declaration = Node.isIdentifier(value) ? declarationOf(value) : undefined;
  if (Node.isVariableDeclaration(declaration) && Node.isIdentifier(declaration.getNameNode())) {
    for (const content of contentsOf(declaration, value)) {
      const origin = originOfList(content, depth + 1);
      if (origin !== undefined) return origin;
    }
  }
  if (Node.isParameterDeclaration(declaration)) {
    const given = settledOfThen(declaration, depth);
    if (given !== undefined) return given;
  }
  const isTyped = /^(readonly )?PromiseSettledResult<.*\[\]$|^(Readonly)?Array<PromiseSettledResult\b/s;
  return declaration !== undefined && isTyped.test(typeTextOf(declaration)) ? {} : undefined;
}

function contentsOf(declaration: Node, name: Node): readonly Node[] {
  const initializer = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
  if (initializer !== undefined) return [initializer];
  return assignmentsIn(enclosingFunction(name) ?? name.getSourceFile()).get(name.getText()) ?? [];
}

/** `Promise.allSettled(…).then((results) => …)` */
function settledOfThen(parameter: Node, depth: number): SettledOrigin | undefined {
  const owner = parameter.getFirstAncestor(isFunction);
  const call = owner?.getParent();
  if (owner === undefined || !isInlineFunction(owner) || !Node.isCallExpression(call)) return undefined;
  const receiver = receiverOf(call);
  const isFirst = calleeName(call) === "then" && call.getArguments()[0] === owner;
  if (!isFirst || receiver === undefined || owner.getParameters()[0] !== parameter) return undefined;
  return originOfPromise(receiver, depth + 1);
}

function originOfPromise(node: Node, depth: number): SettledOrigin | undefined {
  const value = unwrap(node);
  if (depth > FAR_ENOUGH) return undefined;
  if (Node.isCallExpression(value)) {
    return value.getExpression().getText() === "Promise.allSettled" ? { call: value } : undefined;
  }
  const declaration = Node.isIdentifier(value) ? declarationOf(value) : undefined;
  const initializer = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
  return initializer === undefined ? undefined : originOfPromise(initializer, depth + 1);
}

function typeTextOf(declaration: Node): string {
  return Node.isTyped(declaration) ? (declaration.getTypeNode()?.getText() ?? "") : "";
}
