/** What is an instance of what. */
import { Node } from "ts-morph";
import { type Hole, literal, operation, UNKNOWN, type Value } from "../values.js";
import { baseOf } from "./properties.js";
import type { Run } from "./run.js";

/** `value instanceof wanted` */
export function isInstance(run: Run, value: Value, wanted: Value): Value {
  const name = classNameOf(wanted);
  if (name === undefined) return UNKNOWN;
  if (value.is === "made") return literal(isMadeBy(run, value.name, value.node, wanted, name));
  if (value.is !== "hole") return value.is === "unknown" ? UNKNOWN : literal(false);
  const { hole } = value;
  if (hole.origin.sort === "error" && hole.via === undefined && /^(Error|Object)$/.test(name)) return literal(true);
  run.solver.classes.set(name, wanted);
  return operation([value], () => isChosen(hole, name));
}

function isChosen(hole: Hole, name: string): boolean {
  return hole.choice?.is === "instance" && classNameOf(hole.choice.of) === name;
}

export function classNameOf(value: Value): string | undefined {
  if (value.is === "class") return value.name;
  return value.is === "hole" ? value.hole.name : undefined;
}

function isMadeBy(run: Run, ownName: string, ownNode: Node | undefined, wanted: Value, name: string): boolean {
  if (ownName === name) return true;
  for (let node = ownNode; node !== undefined; ) {
    if (wanted.is === "class" && wanted.node === node) return true;
    const base = baseOf(run, node);
    if (base !== undefined && classNameOf(base) === name) return true;
    node = base?.is === "class" && Node.isNode(base.node) ? base.node : undefined;
  }
  return name === "Error" && /Error$/.test(ownName);
}
