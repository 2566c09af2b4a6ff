/** Names and what they stand for. */
import { Node } from "ts-morph";
import { unwrap } from "../../source/syntax.js";
import { elementHole, factsOf, known } from "../holes.js";
import { holeValue, operation, type Scope, UNDEFINED, UNKNOWN, type Value } from "../values.js";
import { propertyOf } from "./properties.js";
import { evaluate, type Run } from "./run.js";

/** Binds a name, or the names of a pattern. */
export function declare(run: Run, name: Node, value: Value, scope: Scope): void {
  if (Node.isIdentifier(name)) {
    scope.names.set(name.getText(), value);
    return;
  }
  if (Node.isObjectBindingPattern(name)) {
    for (const each of name.getElements()) {
      if (each.getDotDotDotToken() !== undefined) {
        declare(run, each.getNameNode(), value, scope);
        continue;
      }
      const property = each.getPropertyNameNode()?.getText() ?? each.getName();
      const found = propertyOf(run, value, property, false);
      declare(run, each.getNameNode(), withDefault(run, found, each.getInitializer(), scope), scope);
    }
    return;
  }
  if (!Node.isArrayBindingPattern(name)) return;
  for (const [index, each] of name.getElements().entries()) {
    if (!Node.isBindingElement(each)) continue;
    const found = itemAt(run, value, index);
    declare(run, each.getNameNode(), withDefault(run, found, each.getInitializer(), scope), scope);
  }
}

function withDefault(run: Run, value: Value, initializer: Node | undefined, scope: Scope): Value {
  if (initializer === undefined) return value;
  if (value.is === "hole") {
    const found = known(run.world, value.hole);
    return found !== undefined && found.js !== undefined ? value : evaluate(run, initializer, scope);
  }
  return value.is === "literal" && value.value === undefined ? evaluate(run, initializer, scope) : value;
}

export function itemAt(run: Run, value: Value, index: number): Value {
  if (value.is === "array") return value.items[index] ?? UNDEFINED;
  if (value.is !== "hole") return UNKNOWN;
  const { choice } = value.hole;
  const isText = choice?.is === "primitive" || factsOf(run.world, value.hole)?.is === "primitive";
  if (isText) {
    return operation([value], (js: string) => js[index]);
  }
  return holeValue(elementHole(run.world, value.hole, index));
}

/** `x = …`, `this.x = …`, `a.b = …` */
export function assign(run: Run, target: Node, value: Value, scope: Scope): void {
  const left = unwrap(target);
  if (Node.isIdentifier(left)) {
    for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) {
      if (!each.names.has(left.getText())) continue;
      each.names.set(left.getText(), value);
      return;
    }
    return;
  }
  if (Node.isArrayLiteralExpression(left)) {
    for (const [index, each] of left.getElements().entries()) assign(run, each, itemAt(run, value, index), scope);
    return;
  }
  const name = Node.isPropertyAccessExpression(left)
    ? left.getName()
    : Node.isElementAccessExpression(left)
      ? left
          .getArgumentExpression()
          ?.getText()
          .replace(/^["']|["']$/g, "")
      : undefined;
  if (name === undefined || (!Node.isPropertyAccessExpression(left) && !Node.isElementAccessExpression(left))) return;
  const base = evaluate(run, left.getExpression(), scope);
  if (base.is === "made" || base.is === "object") base.properties.set(name, value);
  // What the code writes into an object of the test's is no part of what the test hands in.
  if (base.is === "hole") {
    const written = run.written.get(base.hole) ?? new Map<string, Value>();
    run.written.set(base.hole, written.set(name, value));
  }
}
