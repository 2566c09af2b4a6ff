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
  readonly failing: readonly Node[];
}

const MAX_DEPTH = 2;
const MAX_WAYS = 24;

/** The ways in which code can fail, the nearest first. */
export function waysToFail(regions: readonly Node[], modules: Modules): readonly Way[] {
  const found = regions.flatMap((region) => waysIn(region, modules, 0));
  return [...found].sort((a, b) => a.waypoints.length - b.waypoints.length).slice(0, MAX_WAYS);
}

/** What must fail first for the handlers around a place to run, inside of one function. */
export function waysIntoHandlers(node: Node, modules: Modules, depth = 0): readonly Way[] {
  const around = node.getAncestors();
  const end = around.findIndex(isFunction);
  const clause = around.slice(0, end < 0 ? undefined : end).find(Node.isCatchClause);
  const statement = clause?.getParent();
  if (!Node.isTryStatement(statement) || depth > MAX_DEPTH) return [{ waypoints: [], failing: [] }];
  const outer = waysIntoHandlers(statement, modules, depth + 1);
  const inner = waysToFail([statement.getTryBlock()], modules).slice(0, 6);
  return outer.flatMap((one) => inner.map((other) => joined(one, other)));
}

export function joined(first: Way, second: Way): Way {
  return {
    waypoints: [...first.waypoints, ...second.waypoints],
    failing: [...first.failing, ...second.failing],
  };
}

function waysIn(region: Node, modules: Modules, depth: number): readonly Way[] {
  return failures(region).flatMap(({ node, tried }): readonly Way[] => {
    // In the handler of a `try` in here: that must fail first.
    const before = tried.length === 0 ? [NOTHING] : waysIn(tried[0] as Node, modules, depth + 1).slice(0, 4);
    return before.flatMap((way) => waysAt(node, modules, depth).map((each) => joined(way, each)));
  });
}

const NOTHING: Way = { waypoints: [], failing: [] };

function waysAt(node: Node, modules: Modules, depth: number): readonly Way[] {
  if (Node.isThrowStatement(node)) return [{ waypoints: [node], failing: [] }];
  if (!Node.isCallExpression(node) && !Node.isNewExpression(node)) return [];
  if (Node.isCallExpression(node) && isAridCall(node)) return [];
  const own: readonly Way[] = [{ waypoints: [node], failing: [node] }];
  const callee = unwrap(node.getExpression());
  const body = depth < MAX_DEPTH ? calledFunction(callee, modules) : undefined;
  if (body === undefined) return own;
  const inner = waysIn(body, modules, depth + 1);
  return [...own, ...inner.map((way) => ({ ...way, waypoints: [callee, ...way.waypoints] }))];
}

/** Places that can fail in the order of the code, each with the blocks that must fail first for it to run. */
function failures(region: Node): readonly { node: Node; tried: readonly Node[] }[] {
  const found: { node: Node; tried: readonly Node[] }[] = [];
  const walk = (node: Node, tried: readonly Node[]) => {
    const clause = Node.isTryStatement(node) && node !== region ? node.getCatchClause() : undefined;
    if (Node.isTryStatement(node) && clause !== undefined) {
      walk(clause.getBlock(), [node.getTryBlock(), ...tried]);
      const last = node.getFinallyBlock();
      if (last !== undefined) walk(last, tried);
      return;
    }
    // What is called first comes first: the receiver and the arguments before the call.
    for (const child of node.forEachChildAsArray()) walk(child, tried);
    found.push({ node, tried });
  };
  walk(region, []);
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
