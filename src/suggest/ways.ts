/** What can go wrong in a piece of code: the calls that a test can make fail, and what it throws itself. */
import { Node } from "ts-morph";
import { isAridCall } from "../source/arid.js";
import { declarationOf, functionNamed, importedBy } from "../source/declarations.js";
import { exportedBy, type Modules } from "../source/modules.js";
import { isFunction, unwrap } from "../source/syntax.js";
import { fileName } from "./types.js";

/** Places to come by, the last of which fails. */
export interface Way {
  readonly waypoints: readonly Node[];
  readonly failing?: Node;
}

const MAX_DEPTH = 2;
const MAX_WAYS = 24;

/** The ways in which code can fail, the nearest first. */
export function waysToFail(regions: readonly Node[], modules: Modules): readonly Way[] {
  const found = regions.flatMap((region) => waysIn(region, modules, 0));
  return [...found].sort((a, b) => a.waypoints.length - b.waypoints.length).slice(0, MAX_WAYS);
}

function waysIn(region: Node, modules: Modules, depth: number): readonly Way[] {
  return unhandled(region).flatMap((node): readonly Way[] => {
    if (Node.isThrowStatement(node)) return [{ waypoints: [node] }];
    if (!Node.isCallExpression(node) && !Node.isNewExpression(node)) return [];
    if (Node.isCallExpression(node) && isAridCall(node)) return [];
    const own: readonly Way[] = [{ waypoints: [node], failing: node }];
    const callee = unwrap(node.getExpression());
    const body = depth < MAX_DEPTH ? calledFunction(callee, modules) : undefined;
    if (body === undefined) return own;
    const inner = waysIn(body, modules, depth + 1);
    return [...own, ...inner.map((way) => ({ ...way, waypoints: [callee, ...way.waypoints] }))];
  });
}

/** In the order of the code, without what a `try` with a catch of its own takes care of. */
function unhandled(region: Node): readonly Node[] {
  const found: Node[] = [];
  const walk = (node: Node) => {
    if (Node.isTryStatement(node) && node.getCatchClause() !== undefined && node !== region) {
      const clause = node.getCatchClause();
      if (clause !== undefined) walk(clause.getBlock());
      const last = node.getFinallyBlock();
      if (last !== undefined) walk(last);
      return;
    }
    // What is called first comes first: the receiver and the arguments before the call.
    for (const child of node.forEachChildAsArray()) walk(child);
    found.push(node);
  };
  walk(region);
  return found;
}

function calledFunction(callee: Node, modules: Modules): Node | undefined {
  const local = functionNamed(callee);
  if (local !== undefined) return bodyOf(local);
  if (Node.isPropertyAccessExpression(callee) && Node.isThisExpression(callee.getExpression())) {
    const owner = callee.getFirstAncestor((each) => Node.isClassDeclaration(each) || Node.isClassExpression(each));
    const method =
      Node.isClassDeclaration(owner) || Node.isClassExpression(owner)
        ? owner.getInstanceMethod(callee.getName())
        : undefined;
    return method === undefined ? undefined : bodyOf(method);
  }
  const declaration = Node.isIdentifier(callee) ? declarationOf(callee) : undefined;
  const imported = declaration === undefined ? undefined : importedBy(declaration, callee.getText());
  if (imported === undefined) return undefined;
  const module = modules.resolve(imported.specifier, fileName(callee.getSourceFile()));
  const target = exportedBy(modules, module, imported.name)?.node;
  const value = Node.isVariableDeclaration(target) ? target.getInitializer() : target;
  return value !== undefined && isFunction(unwrap(value)) ? bodyOf(unwrap(value)) : undefined;
}

function bodyOf(node: Node): Node | undefined {
  return Node.isBodied(node) || Node.isBodyable(node) ? node.getBody() : undefined;
}
