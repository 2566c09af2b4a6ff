/** What a hole is, as long as nothing else was decided: told from its type and from how the code uses it. */

import { Node } from "ts-morph";
import { type Facts, isReturned, type TypeReader } from "./types.js";
import { createHole, type Hole, type Operation, type TypeRef, type Value } from "./values.js";

/** A value that JavaScript can compute with; nothing where it is not known. */
export type Known = { readonly js: unknown } | undefined;

/** Holds with a test's decisions about holes: the world that the test makes. */
export interface World {
  readonly types: TypeReader;
}

export function memberHole(world: World, hole: Hole, name: string): Hole {
  const known = hole.members.get(name);
  if (known !== undefined) return known;
  const found = isReturned(hole.type) ? undefined : world.types.member(hole.type, name);
  const member = createHole(name, hole.origin, {
    parent: hole,
    via: "member",
    isOptional: found?.isOptional ?? false,
    type: found?.type,
  });
  hole.members.set(name, member);
  return member;
}

/** What a call of it gives. */
export function resultHole(world: World, hole: Hole): Hole {
  hole.result ??= createHole(`${hole.name}Result`, hole.origin, {
    parent: hole,
    via: "result",
    type: returnedType(world, hole.type),
  });
  return hole.result;
}

function returnedType(world: World, type: TypeRef | undefined): TypeRef | undefined {
  if (type === undefined) return undefined;
  if (isReturned(type)) return { node: type.node, file: type.file };
  const facts = world.types.facts(type);
  return facts?.is === "function" ? facts.returns : undefined;
}

export function awaitedHole(world: World, hole: Hole): Hole {
  const facts = world.types.facts(hole.type);
  hole.awaited ??= createHole(hole.name.replace(/Result$/, "Value"), hole.origin, {
    parent: hole,
    via: "awaited",
    type: facts?.is === "promise" ? facts.of : facts === undefined ? undefined : hole.type,
  });
  return hole.awaited;
}

export function elementHole(world: World, hole: Hole, index: number): Hole {
  for (let at = hole.elements.length; at <= index; at++) {
    const facts = world.types.facts(hole.type);
    const type = facts?.is === "array" ? facts.element : undefined;
    hole.elements.push(createHole(`${hole.name}Item`, hole.origin, { parent: hole, via: "element", type }));
  }
  return hole.elements[index] as Hole;
}

/** Whether its type, if any, says that it is a plain value whose methods are the language's own. */
export function isPlain(world: World, hole: Hole): boolean {
  const kind = factsOf(world, hole)?.is;
  return hole.choice?.is === "primitive" || hole.choice?.is === "array" || kind === "primitive" || kind === "array";
}

export function factsOf(world: World, hole: Hole): Facts | undefined {
  return isReturned(hole.type) ? { is: "function" } : world.types.facts(hole.type);
}

/** What it is in JavaScript: a primitive, an array of what is in it, or a token that stands for the object. */
export function known(world: World, hole: Hole): Known {
  const { parent } = hole;
  if (parent !== undefined && hole.via === "member") {
    const base = known(world, parent);
    // Behind `?.` there is nothing; anywhere else the code would throw, which no solution may rest on.
    if (base !== undefined && (base.js === undefined || base.js === null)) return { js: undefined };
    if (base !== undefined && (typeof base.js === "string" || Array.isArray(base.js)) && hole.choice === undefined) {
      return { js: (base.js as unknown as Record<string, unknown>)[hole.name] };
    }
  }
  const { choice } = hole;
  if (choice === undefined && isOfError(hole)) return ofError(hole);
  if (choice === undefined) return byDefault(world, hole);
  if (choice.is === "primitive") return { js: choice.value };
  if (choice.is === "array") return arrayOf(world, hole, choice.length);
  return { js: hole.marker };
}

function isOfError({ parent, origin }: Hole): boolean {
  if (parent?.choice?.is === "instance") return true;
  return origin.sort === "error" && parent !== undefined && parent.parent === undefined;
}

/** `new Error("boom")` has a message and a name, and nothing else. */
function ofError({ name, parent, calls }: Hole): Known {
  // What the constructor of a class of the project's makes of it is not followed.
  if (parent?.choice?.is === "instance" && parent.choice.of.is === "class") return undefined;
  if (name === "message") return { js: "boom" };
  if (name === "name") return { js: "Error" };
  return name === "stack" || calls.length > 0 ? undefined : { js: undefined };
}

function arrayOf(world: World, hole: Hole, length: number): Known {
  const items = Array.from({ length }, (_, index) => known(world, elementHole(world, hole, index)));
  return { js: items.map((item, index) => (item === undefined ? elementHole(world, hole, index).marker : item.js)) };
}

function byDefault(world: World, hole: Hole): Known {
  if (hole.origin.sort === "error" && hole.parent === undefined) return { js: hole.marker };
  const isUsed =
    hole.members.size > 0 || hole.calls.length > 0 || hole.awaited !== undefined || hole.result !== undefined;
  if (hole.elements.length > 0) return arrayOf(world, hole, hole.elements.length);
  const facts = factsOf(world, hole);
  const canBeNothing = hole.isOptional || world.types.allowsNothing(hole.type);
  if (canBeNothing && hole.calls.length === 0 && ![...hole.members.values()].some(isSettled)) return { js: undefined };
  if (facts?.is === "primitive") return { js: facts.values[0] };
  if (facts?.is === "nullish") return { js: facts.value };
  if (facts?.is === "array") return { js: [] };
  if (facts !== undefined || isUsed || isForeignType(hole)) return { js: hole.marker };
  return hole.via === "result" || hole.via === "awaited" ? { js: undefined } : { js: "x" };
}

/** It has a type by name that is not to be found in the project: an object of some package. */
export function isForeignType(hole: Hole): boolean {
  const name = hole.type?.node.getText() ?? "";
  return (
    /^[A-Z]\w{2,}(\.\w+)*(<.*>)?( \| (undefined|null))*$/.test(name.replace(/\s+/g, " ")) &&
    !isTypeParameter(hole.type, name)
  );
}

function isTypeParameter(type: TypeRef | undefined, name: string): boolean {
  return (
    type?.node
      .getAncestors()
      .some(
        (each) => Node.isTypeParametered(each) && each.getTypeParameters().some((one) => one.getName() === name),
      ) === true
  );
}

/** Something was decided for it, or for a part of it. */
export function isSettled(hole: Hole): boolean {
  if (hole.choice !== undefined || hole.failures.size > 0 || hole.calls.length > 0) return true;
  const parts = [...hole.members.values(), ...hole.elements, hole.result, hole.awaited];
  return parts.some((each) => each !== undefined && isSettled(each));
}

/** What a value is in JavaScript, as things stand. */
export function knownValue(world: World, value: Value): Known {
  switch (value.is) {
    case "literal":
      return { js: value.value };
    case "hole":
      return known(world, value.hole);
    case "array": {
      const items = value.items.map((each) => knownValue(world, each));
      return { js: items.map((each, index) => (each === undefined ? value.items[index] : each.js)) };
    }
    case "made":
      return { js: value.marker };
    case "operation": {
      if (value.stopsAt !== undefined) return knownLogical(world, value);
      const operands = value.operands.map((each) => knownValue(world, each));
      if (operands.some((each) => each === undefined)) return undefined;
      try {
        return { js: value.compute(...(operands.map((each) => each?.js) as never[])) };
      } catch {
        return undefined;
      }
    }
    case "object":
    case "function":
    case "class":
    case "promise":
      return { js: value };
    case "unknown":
      return undefined;
  }
}

function knownLogical(world: World, { operands, stopsAt }: Operation): Known {
  const [first, second] = operands;
  const decided = first === undefined ? undefined : knownValue(world, first);
  if (decided === undefined || second === undefined) return undefined;
  const { js } = decided;
  const stops = stopsAt === "&&" ? !js : stopsAt === "||" ? Boolean(js) : js !== undefined && js !== null;
  return stops ? decided : knownValue(world, second);
}

/** What `typeof` says of a hole that stands for more than a primitive. */
export function typeOf(world: World, value: Value): Known {
  if (value.is === "function" || value.is === "class") return { js: "function" };
  if (value.is !== "hole") {
    const found = knownValue(world, value);
    return found === undefined ? undefined : { js: found.js === null ? "object" : typeof found.js };
  }
  const found = known(world, value.hole);
  if (found === undefined) return undefined;
  if (found.js === value.hole.marker) {
    const isFunction =
      value.hole.choice?.is === "function" ||
      (value.hole.choice === undefined && factsOf(world, value.hole)?.is === "function");
    return { js: isFunction || value.hole.calls.length > 0 ? "function" : "object" };
  }
  return { js: typeof found.js };
}
