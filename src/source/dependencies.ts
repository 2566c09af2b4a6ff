/**
 * What an error path guards against: the modules, parameters, fields and globals that its protected code
 * calls. A test that puts a stand-in for one of them decides itself how the failure looks.
 */
import { type CallExpression, type NewExpression, Node } from "ts-morph";
import type { Dependency } from "../model.js";
import { isAridCall } from "./arid.js";
import { assignmentsIn, declarationOf, functionCalled, importedBy, requiredModule } from "./declarations.js";
import { calleeName, enclosingFunction, unwrap } from "./syntax.js";

/** Functions of the same file are followed, so that a private helper hides nothing. */
export function dependenciesOf(protectedCode: readonly Node[]): readonly Dependency[] {
  const found = new Map<string, Dependency>();
  const visited = new Set<Node>();
  const open = [...protectedCode].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (visited.has(node)) continue;
    visited.add(node);
    const { dependencies, next } = ownDependencies(node);
    for (const each of dependencies) found.set(JSON.stringify(each), each);
    open.push(...[...next].reverse());
  }
  return [...found.values()];
}

interface OwnDependencies {
  readonly dependencies: readonly Dependency[];
  /** Functions of the file that it calls, and values that it awaits. */
  readonly next: readonly Node[];
}

const known = new WeakMap<Node, OwnDependencies>();

/** What a piece of code calls itself: many error paths can share it. */
function ownDependencies(node: Node): OwnDependencies {
  const before = known.get(node);
  if (before !== undefined) return before;
  const dependencies: Dependency[] = [];
  const next = awaitedNames(node).flatMap(valuesBehind);
  for (const call of callsIn(node)) {
    if (Node.isCallExpression(call) && isAridCall(call)) continue;
    const local = functionCalled(call);
    const found = local === undefined ? [dependencyOf(call)] : call.getArguments().map(moduleBehind);
    if (local !== undefined) next.push(local);
    dependencies.push(...found.filter((each) => each !== undefined));
  }
  const own = { dependencies, next };
  known.set(node, own);
  return own;
}

function callsIn(node: Node): readonly (CallExpression | NewExpression)[] {
  return [node, ...node.getDescendants()].filter(
    (each): each is CallExpression | NewExpression => Node.isCallExpression(each) || Node.isNewExpression(each),
  );
}

/** `work` of `await work`: a promise that was made before. */
function awaitedNames(node: Node): readonly Node[] {
  return node.getDescendants().flatMap((each) => {
    const awaited = Node.isAwaitExpression(each) ? unwrap(each.getExpression()) : undefined;
    return Node.isIdentifier(awaited) ? [awaited] : [];
  });
}

/** The values that a test of a guard looks at: where they come from is what the guard guards against. */
export function valuesBehind(condition: Node): readonly Node[] {
  const roots = [condition, ...condition.getDescendants()].filter(Node.isIdentifier).filter(isRoot);
  return roots.flatMap((root) => {
    const declaration = declarationOf(root);
    if (!Node.isVariableDeclaration(declaration)) return [];
    const initializer = declaration.getInitializer();
    if (initializer !== undefined) return [initializer];
    return assignmentsIn(enclosingFunction(root) ?? root.getSourceFile()).get(root.getText()) ?? [];
  });
}

/** Parameters that a guard asks about: a test may hand in a stand-in. */
export function parametersIn(condition: Node): readonly Dependency[] {
  const roots = [condition, ...condition.getDescendants()].filter(Node.isIdentifier).filter(isRoot);
  return roots.flatMap((root) => {
    const parent = root.getParent();
    const property = Node.isPropertyAccessExpression(parent) ? parent.getName() : undefined;
    const origin = originOf(root);
    return property !== undefined && origin?.sort === "parameter" ? [origin] : [];
  });
}

function isRoot(identifier: Node): boolean {
  const parent = identifier.getParent();
  return !(Node.isPropertyAccessExpression(parent) && parent.getNameNode() === identifier);
}

/** What a call reaches outside of its file; nothing for a function of this file or of the language. */
export function boundaryOf(call: CallExpression): Dependency | undefined {
  return functionCalled(call) === undefined ? dependencyOf(call) : undefined;
}

function dependencyOf(call: CallExpression | NewExpression): Dependency | undefined {
  const origin = originOf(call.getExpression());
  if (origin === undefined) return undefined;
  const method = Node.isCallExpression(call) ? bareName(calledName(call)) : "";
  return method === "" ? origin : { ...origin, method };
}

/** The name by which a test knows what is called: `lookup` of `const resolve = options.lookup ?? real; resolve()`. */
function calledName(call: CallExpression): string {
  const callee = unwrap(call.getExpression());
  const declaration = Node.isIdentifier(callee) ? declarationOf(callee) : undefined;
  const value = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
  const chosen = value === undefined ? undefined : choicesIn(value).find(Node.isPropertyAccessExpression);
  const isRenamed =
    chosen !== undefined && Node.isVariableDeclaration(declaration) && Node.isIdentifier(declaration.getNameNode());
  return isRenamed ? chosen.getName() : calleeName(call);
}

/** What an expression may be: both sides of `a ?? b`, `a || b`, `c ? a : b`. */
function choicesIn(expression: Node): readonly Node[] {
  const node = unwrap(expression);
  if (Node.isConditionalExpression(node)) return [...choicesIn(node.getWhenTrue()), ...choicesIn(node.getWhenFalse())];
  if (Node.isBinaryExpression(node) && /^(\?\?|\|\||&&)$/.test(node.getOperatorToken().getText())) {
    return [...choicesIn(node.getLeft()), ...choicesIn(node.getRight())];
  }
  return [node];
}

function moduleBehind(expression: Node): Dependency | undefined {
  const origin = originOf(expression);
  return origin?.sort === "module" ? origin : undefined;
}

/** Where the value of an expression comes from. */
function originOf(expression: Node, depth = 0): Dependency | undefined {
  const choices = choicesIn(expression);
  if (choices.length > 1) {
    // Every choice may be a name with choices of its own: from here on the way is short.
    for (const each of choices.slice(0, MAX_CHOICES)) {
      const found = originOf(each, depth + CHOICE_DEPTH);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const node = unwrap(expression);
  const required = requiredModule(node);
  if (required !== undefined) return { sort: "module", name: required };
  if (Node.isIdentifier(node)) return originOfName(node, depth);
  if (Node.isPropertyAccessExpression(node)) {
    if (Node.isThisExpression(unwrap(node.getExpression()))) return { sort: "field", name: bareName(node.getName()) };
    return originOf(node.getExpression(), depth);
  }
  if (
    Node.isElementAccessExpression(node) ||
    Node.isCallExpression(node) ||
    Node.isNewExpression(node) ||
    Node.isAwaitExpression(node)
  ) {
    return originOf(node.getExpression(), depth);
  }
  return undefined;
}

/** Names that lead in circles are given up. */
const MAX_DEPTH = 10;
/** A choice counts for several steps, and only so many are looked at: the ways through them multiply. */
const CHOICE_DEPTH = 4;
const MAX_CHOICES = 4;

function originOfName(identifier: Node, depth: number): Dependency | undefined {
  const name = identifier.getText();
  const declaration = declarationOf(identifier);
  if (declaration === undefined) return HARMLESS.test(name) ? undefined : { sort: "global", name };
  const imported = importedBy(declaration, name);
  if (imported !== undefined) return { sort: "module", name: imported.specifier, imported: imported.name };
  if (Node.isParameterDeclaration(declaration)) {
    const owner = declaration.getParent();
    const index = Node.isParametered(owner) ? owner.getParameters().indexOf(declaration) : -1;
    return { sort: "parameter", name, index, ...optionalOwner(owner) };
  }
  if (!Node.isVariableDeclaration(declaration) || depth > MAX_DEPTH) return undefined;
  const list = declaration.getParent()?.getParent();
  const value = Node.isForOfStatement(list) ? list.getExpression() : declaration.getInitializer();
  return value === undefined ? undefined : originOf(value, depth + 1);
}

/** What the language itself brings, and fails only when it is used wrongly. */
const HARMLESS =
  /^(Object|Array|String|Number|Boolean|BigInt|Symbol|Map|Set|WeakMap|WeakSet|Promise|Error|\w+Error|Math|JSON|Date|RegExp|Reflect|Proxy|URL|URLSearchParams|Buffer|Intl|structuredClone|parseInt|parseFloat|isNaN|isFinite|encodeURI\w*|decodeURI\w*|undefined|AbortController|AbortSignal|TextEncoder|TextDecoder|require|import)$/;

function optionalOwner(owner: Node | undefined): { owner?: string } {
  if (Node.isFunctionDeclaration(owner) || Node.isMethodDeclaration(owner)) {
    const name = owner.getName();
    return name === undefined ? {} : { owner: bareName(name) };
  }
  if (Node.isConstructorDeclaration(owner)) {
    const name = owner.getParent().getName?.();
    return name === undefined ? {} : { owner: name };
  }
  const parent = owner?.getParent();
  return Node.isVariableDeclaration(parent) ? { owner: parent.getName() } : {};
}

function bareName(name: string): string {
  return name.replace(/^[#_]+/, "");
}
