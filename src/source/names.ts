/** Names for places in the code: who owns an error path, and identifiers that are still free. */
import { Node } from "ts-morph";
import { isFunction } from "./syntax.js";

/**
 * The qualified name of the function that a node stands in: `Pool.acquire`, `connect`, `<module>`.
 * A function without a name (a callback) counts to the named one around it.
 */
export function ownerOf(node: Node): string {
  const parts: string[] = [];
  for (const ancestor of node.getAncestors()) {
    const name = nameOf(ancestor);
    if (name !== undefined) parts.unshift(name);
  }
  return parts.length === 0 ? "<module>" : parts.join(".");
}

function nameOf(node: Node): string | undefined {
  if (Node.isClassDeclaration(node) || Node.isModuleDeclaration(node)) return node.getName();
  if (Node.isClassExpression(node)) return node.getName() ?? variableName(node);
  if (Node.isConstructorDeclaration(node)) return "constructor";
  if (Node.isClassStaticBlockDeclaration(node)) return "static";
  if (Node.isGetAccessorDeclaration(node)) return `get ${node.getName()}`;
  if (Node.isSetAccessorDeclaration(node)) return `set ${node.getName()}`;
  if (Node.isMethodDeclaration(node) || Node.isFunctionDeclaration(node)) return node.getName();
  if (isFunction(node)) {
    const own = Node.isFunctionExpression(node) ? node.getName() : undefined;
    return own ?? variableName(node);
  }
  return undefined;
}

/** The name that an anonymous function or class gets from where it stands. */
function variableName(node: Node): string | undefined {
  const parent = node.getParent();
  if (Node.isVariableDeclaration(parent) || Node.isPropertyDeclaration(parent)) return parent.getName();
  if (Node.isPropertyAssignment(parent)) return parent.getName();
  if (Node.isBinaryExpression(parent) && parent.getRight() === node) {
    const left = parent.getLeft();
    if (Node.isIdentifier(left)) return left.getText();
    if (Node.isPropertyAccessExpression(left)) return left.getName();
  }
  return undefined;
}

/** The names that a binding introduces: an identifier, or a pattern taken apart. */
export function boundNames(binding: Node | undefined): ReadonlySet<string> {
  if (binding === undefined) return new Set();
  if (Node.isIdentifier(binding)) return new Set([binding.getText()]);
  const elements = binding.getDescendants().filter(Node.isBindingElement);
  return new Set(elements.map((element) => element.getName()));
}

/** The first of `wanted`, `wanted1`, … that occurs nowhere in `text` as a word. */
export function freeName(wanted: string, text: string): string {
  for (let i = 0; ; i++) {
    const name = i === 0 ? wanted : `${wanted}${i}`;
    if (!new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(text)) return name;
  }
}
