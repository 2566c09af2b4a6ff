/**
 * Questions about syntax that several kinds and operators ask. Everything here looks at one tree and
 * answers from it; nothing asks for types.
 */
import { type CallExpression, Node, type Statement, SyntaxKind } from "ts-morph";

/** Takes off parentheses, `as`, `!`, `satisfies` and `<T>x`. */
export function unwrap(node: Node): Node {
  let current = node;
  while (
    Node.isParenthesizedExpression(current) ||
    Node.isAsExpression(current) ||
    Node.isNonNullExpression(current) ||
    Node.isSatisfiesExpression(current) ||
    Node.isTypeAssertion(current)
  ) {
    current = current.getExpression();
  }
  return current;
}

/** Whether a node is a function in any form: its body is a region of its own. */
export function isFunction(node: Node): boolean {
  return (
    Node.isFunctionDeclaration(node) ||
    Node.isFunctionExpression(node) ||
    Node.isArrowFunction(node) ||
    Node.isMethodDeclaration(node) ||
    Node.isConstructorDeclaration(node) ||
    Node.isGetAccessorDeclaration(node) ||
    Node.isSetAccessorDeclaration(node) ||
    Node.isClassStaticBlockDeclaration(node)
  );
}

/** A function written in place, as an argument is. */
export function isInlineFunction(node: Node) {
  return Node.isArrowFunction(node) || Node.isFunctionExpression(node);
}

/** The nearest enclosing function, or nothing at module level. */
export function enclosingFunction(node: Node): Node | undefined {
  return node.getFirstAncestor(isFunction);
}

/**
 * All nodes below `root` in source order, without the insides of nested functions and classes.
 * `root` itself may be a function: then its body is walked.
 */
export function* ownDescendants(root: Node): Generator<Node> {
  for (const child of root.forEachChildAsArray()) {
    yield child;
    if (!isFunction(child) && !Node.isClassDeclaration(child) && !Node.isClassExpression(child)) {
      yield* ownDescendants(child);
    }
  }
}

/** The statements of a block, or the statement itself where there is no block. */
export function statementsOf(node: Node): Statement[] {
  if (Node.isBlock(node) || Node.isSourceFile(node)) return node.getStatements();
  if (Node.isCaseClause(node) || Node.isDefaultClause(node)) return node.getStatements();
  return Node.isStatement(node) ? [node] : [];
}

/** The statements among which `node` stands, if it stands in a list of them. */
export function siblingsOf(node: Node): Statement[] {
  const parent = node.getParent();
  return parent === undefined ? [] : statementsOf(parent);
}

/** The last name of a callee: `b` in `a.b()`, `f` in `f()`, `catch` in `p['catch']()`. */
export function calleeName(call: CallExpression): string {
  const callee = unwrap(call.getExpression());
  if (Node.isIdentifier(callee)) return callee.getText();
  if (Node.isPropertyAccessExpression(callee)) return callee.getName();
  if (Node.isElementAccessExpression(callee)) {
    const argument = callee.getArgumentExpression();
    if (argument !== undefined && Node.isStringLiteral(argument)) return argument.getLiteralText();
  }
  return "";
}

/** The receiver of a method call: `a` in `a.b()` and `a?.['b']()`. */
export function receiverOf(call: CallExpression): Node | undefined {
  const callee = unwrap(call.getExpression());
  return Node.isPropertyAccessExpression(callee) || Node.isElementAccessExpression(callee)
    ? callee.getExpression()
    : undefined;
}

/** The call that an expression statement makes, with or without `await` and `void`. */
export function callOfStatement(statement: Node): CallExpression | undefined {
  if (!Node.isExpressionStatement(statement)) return undefined;
  return callOf(statement.getExpression());
}

/** The call behind `await f()`, `void f()`, `(f())`. */
export function callOf(expression: Node): CallExpression | undefined {
  let current = unwrap(expression);
  while (Node.isAwaitExpression(current) || Node.isVoidExpression(current)) {
    current = unwrap(current.getExpression());
  }
  return Node.isCallExpression(current) ? current : undefined;
}

/** `undefined`, `void 0`; not `void report(error)`, which does something. */
export function isUndefined(node: Node): boolean {
  const value = unwrap(node);
  if (Node.isVoidExpression(value)) return Node.isNumericLiteral(value.getExpression());
  return Node.isIdentifier(value) && value.getText() === "undefined";
}

export function isNull(node: Node): boolean {
  return unwrap(node).getKind() === SyntaxKind.NullKeyword;
}

export function isNullish(node: Node): boolean {
  return isNull(node) || isUndefined(node);
}

/** Whether an identifier of one of these names is read below `node`. Property names do not count. */
export function mentions(node: Node, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  return [node, ...node.getDescendants()].some(
    (each) => Node.isIdentifier(each) && names.has(each.getText()) && !isPropertyName(each),
  );
}

function isPropertyName(identifier: Node): boolean {
  const parent = identifier.getParent();
  if (Node.isPropertyAccessExpression(parent)) return parent.getNameNode() === identifier;
  if (Node.isPropertyAssignment(parent)) return parent.getNameNode() === identifier;
  return false;
}

/**
 * Whether control leaves the enclosing function after this statement anyway, so that a bare `return`
 * there does nothing. Loops, and blocks with something after them, are no tail.
 */
export function isTail(statement: Node): boolean {
  let current: Node = statement;
  for (;;) {
    const parent = current.getParent();
    if (parent === undefined) return true;
    if (isFunction(parent)) return true;
    if (Node.isIterationStatement(parent) || Node.isCaseClause(parent) || Node.isDefaultClause(parent)) {
      return false;
    }
    if (Node.isBlock(parent) || Node.isSourceFile(parent)) {
      const statements = parent.getStatements();
      if (statements.at(-1) !== current) return false;
    }
    if (Node.isTryStatement(parent) && parent.getFinallyBlock() === current) return false;
    if (Node.isSourceFile(parent)) return true;
    current = parent;
  }
}
