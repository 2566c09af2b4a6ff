import { type IfStatement, Node } from "ts-morph";
import { declarationOf, importedBy } from "../source/declarations.js";
import {
  calleeName,
  enclosingFunction,
  isFunction,
  ownDescendants,
  receiverOf,
  siblingsOf,
  unwrap,
} from "../source/syntax.js";
import { leaveOut, type Operator, replace } from "./operator.js";

export const interleave: Operator = {
  id: "interleave",
  title: "other work runs between the check and the act",
  models: "two at once",
  why: "What the guard has found out may be stale by the time of the next await, and no test has two of these at once.",
  hint: "start two at once, with Promise.all, and assert that only one of them gets through",
  on: ["guard-clause"],
  optIn: "concurrency",
  probe: true,
  example: {
    before:
      "async function f(repo, id) { if (await repo.find(id)) throw new Error('taken'); await repo.insert(id); return id; }",
    after: [
      "async function f(repo, id) { if (await repo.find(id)) throw new Error('taken'); (await new Promise((resolve) => setImmediate(resolve)), await repo.insert(id)); return id; }",
    ],
  },
  *mutate({ node }) {
    const owner = enclosingFunction(node);
    if (!Node.isIfStatement(node) || !Node.isAsyncable(owner) || !owner.isAsync()) return;
    const rest = restAfter(node, owner);
    const act = rest.find(Node.isAwaitExpression);
    if (!Node.isAwaitExpression(act)) return;
    if (!isCheckThenAct(node, rest, act)) yield leaveOut(act, "no-shared-state");
    else {
      const pause = "await new Promise((resolve) => setImmediate(resolve))";
      yield replace(act, "expression", `(${pause}, ${act.getText()})`);
    }
  },
};

/** All nodes of the function that may run once the guard has let through, in source order. */
function restAfter(guard: Node, owner: Node): readonly Node[] {
  const rest: Node[] = [];
  for (
    let current: Node | undefined = guard;
    current !== undefined && current !== owner;
    current = current.getParent()
  ) {
    const siblings: readonly Node[] = siblingsOf(current);
    if (!siblings.includes(current)) continue;
    const after = siblings.slice(siblings.indexOf(current) + 1).filter((each) => !isFunction(each));
    rest.push(...after.flatMap((each) => [each, ...ownDescendants(each)]));
  }
  return rest;
}

/**
 * Whether what the guard asks is acted on after the guard, and not before anybody else can run: a flag that
 * is set at once, `if (this.busy) return; this.busy = true; await work();`, is a lock.
 */
function isCheckThenAct(guard: IfStatement, rest: readonly Node[], act: Node): boolean {
  const { values, calls } = placesAsked(guard.getExpression());
  const isWritten = (node: Node) => [...values, ...calls].includes(placeWritten(node) ?? "");
  const isActedOn = (node: Node) => calls.has(placeActedOn(node) ?? "");
  const isClaimed = rest.some((each) => each.getEnd() <= act.getStart() && isWritten(each));
  return !isClaimed && rest.some((each) => isWritten(each) || isActedOn(each));
}

interface Places {
  /** Fields and variables of the module that are read. */
  readonly values: Set<string>;
  /** What is called to find out. */
  readonly calls: Set<string>;
}

/** What a guard asks that others may change. */
function placesAsked(expression: Node, found: Places = { values: new Set(), calls: new Set() }, depth = 0): Places {
  for (const node of [expression, ...ownDescendants(expression)]) {
    const declaration = Node.isIdentifier(node) ? declarationOf(node) : undefined;
    if (Node.isCallExpression(node)) add(found.calls, placeOf(receiverOf(node) ?? node.getExpression()));
    else if (Node.isThisExpression(node)) add(found.values, placeOf(node.getParentOrThrow()));
    else if (Node.isVariableDeclaration(declaration)) {
      const value = declaration.getInitializer();
      if (enclosingFunction(declaration) === undefined) found.values.add(node.getText());
      else if (value !== undefined && depth < 3) placesAsked(value, found, depth + 1);
    }
  }
  return found;
}

function add(places: Set<string>, place: string | undefined): void {
  if (place !== undefined) places.add(place);
}

const READING = /^(get|find|fetch|load|read|list|query|select|search|has|exists|is|count|access|stat|peek|json|text)/i;

/** `await repo.insert(x)`: to read once more is no act. */
function placeActedOn(node: Node): string | undefined {
  const call = Node.isAwaitExpression(node) ? unwrap(node.getExpression()) : undefined;
  return Node.isCallExpression(call) && !READING.test(calleeName(call))
    ? placeOf(receiverOf(call) ?? call.getExpression())
    : undefined;
}

const MUTATING = /^(set|add|delete|clear|push|pop|shift|unshift|splice)$/;

/** `this.x = …`, `count++`, `seen.add(x)` */
function placeWritten(node: Node): string | undefined {
  if (Node.isBinaryExpression(node)) {
    return /^(?:[^=!<>]*|>>>?|<<)=$/.test(node.getOperatorToken().getText()) ? placeOf(node.getLeft()) : undefined;
  }
  if (Node.isPostfixUnaryExpression(node)) return placeOf(node.getOperand());
  if (Node.isPrefixUnaryExpression(node))
    return /^(\+\+|--)/.test(node.getText()) ? placeOf(node.getOperand()) : undefined;
  if (Node.isDeleteExpression(node)) return placeOf(node.getExpression());
  const isAwaited = Node.isAwaitExpression(node.getParent());
  if (!Node.isCallExpression(node) || isAwaited || !MUTATING.test(calleeName(node))) return undefined;
  return placeOf(receiverOf(node) ?? node);
}

/** `this.repo` of `this.repo.users.find`, the module of an imported name, or the name itself; of globals nothing. */
function placeOf(expression: Node): string | undefined {
  let current = unwrap(expression);
  for (;;) {
    if (Node.isIdentifier(current)) {
      const declaration = declarationOf(current);
      if (declaration === undefined) return undefined;
      const imported = importedBy(declaration, current.getText());
      return imported === undefined ? current.getText() : `module ${imported.specifier}`;
    }
    if (Node.isPropertyAccessExpression(current) && Node.isThisExpression(unwrap(current.getExpression()))) {
      return `this.${current.getName()}`;
    }
    if (
      Node.isPropertyAccessExpression(current) ||
      Node.isElementAccessExpression(current) ||
      Node.isCallExpression(current)
    ) {
      current = unwrap(current.getExpression());
    } else {
      return undefined;
    }
  }
}
