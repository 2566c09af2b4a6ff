/**
 * What is known of a value while code is followed on paper. A `Hole` is a value that a test hands in or puts a
 * stand-in for: it can still become whatever is needed to get where the test must get.
 */
import type { Node, SourceFile } from "ts-morph";

export type Primitive = string | number | boolean | bigint | null | undefined;

/** A type as it is written, with the file whose names it uses. */
export interface TypeRef {
  readonly node: Node;
  readonly file: SourceFile;
}

export type Value =
  | { readonly is: "literal"; readonly value: Primitive | RegExp }
  | { readonly is: "hole"; readonly hole: Hole }
  | { readonly is: "object"; readonly properties: Map<string, Value>; readonly isWhole: boolean }
  | { readonly is: "array"; readonly items: Value[] }
  | Made
  | FunctionValue
  | { readonly is: "class"; readonly node: Node; readonly name: string }
  | { readonly is: "promise"; readonly state: "resolved" | "rejected" | "pending"; readonly value: Value }
  | Operation
  | { readonly is: "unknown" };

/** An instance: `new X(…)`. */
export interface Made {
  readonly is: "made";
  readonly name: string;
  /** The class, where the project has it. */
  readonly node?: Node;
  /** Where a test can get the class from, where a package has it. */
  readonly origin?: Origin;
  readonly given: readonly Value[];
  readonly properties: Map<string, Value>;
  /** Methods of a base that is not ours. */
  readonly foreign: Map<string, Hole>;
  /** What a `Map` or a `Set` holds. */
  readonly entries: Map<unknown, Value>;
  readonly marker: object;
}

export interface FunctionValue {
  readonly is: "function";
  readonly node: Node;
  readonly scope: Scope;
  readonly self?: Value | undefined;
  /** A name of the language's own: `resolve` of an executor, `x.bind(…)`. */
  readonly call?: (given: readonly Value[]) => Value;
}

/** Something computed of values that are not settled yet. */
export interface Operation {
  readonly is: "operation";
  readonly operands: readonly Value[];
  readonly compute: (...operands: never[]) => unknown;
  /** `a && b`: the second counts only where the first does not decide. */
  readonly stopsAt?: "&&" | "||" | "??";
  /** Something like the time: good for a comparison, and different whenever a test runs. */
  readonly isVolatile?: boolean;
}

export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent?: Scope;
  readonly self?: Value | undefined;
  readonly file: SourceFile;
}

/** Where a test gets at a hole. */
export type Origin =
  | { readonly sort: "argument" }
  | { readonly sort: "error" }
  /** An export of a module: `module` is a file of the project or a package's name. */
  | { readonly sort: "module"; readonly module: string; readonly isOurs: boolean; readonly name: string }
  | { readonly sort: "global"; readonly name: string }
  /** A method that instances of a class have. */
  | { readonly sort: "prototype"; readonly of: Node | Origin };

/** What was decided for a hole. */
export type Choice =
  | { readonly is: "primitive"; readonly value: Primitive }
  | { readonly is: "object" }
  | { readonly is: "function" }
  | { readonly is: "array"; readonly length: number }
  | { readonly is: "instance"; readonly of: Value };

export interface Failure {
  readonly how: "rejects" | "throws";
  readonly error: Value;
}

export interface Hole {
  readonly name: string;
  readonly origin: Origin;
  readonly parent?: Hole;
  readonly via?: "member" | "result" | "awaited" | "element";
  readonly type?: TypeRef | undefined;
  readonly isOptional: boolean;
  readonly members: Map<string, Hole>;
  readonly elements: Hole[];
  readonly calls: (readonly Value[])[];
  readonly marker: object;
  choice?: Choice | undefined;
  /** A condition looked at it: the way rests on what it is. */
  isAsked?: boolean;
  result?: Hole;
  awaited?: Hole;
  /** By the number of the call, from 0. */
  readonly failures: Map<number, Failure>;
  /** It calls the function that it is given at a place, with these arguments; only for an event of this name. */
  invokes?: { readonly index: number; readonly given: readonly Value[]; readonly event?: string };
}

export const UNKNOWN: Value = { is: "unknown" };
export const UNDEFINED: Value = { is: "literal", value: undefined };

export function literal(value: Primitive | RegExp): Value {
  return { is: "literal", value };
}

export function createHole(name: string, origin: Origin, more: Partial<Hole> = {}): Hole {
  return {
    name,
    origin,
    isOptional: false,
    members: new Map(),
    elements: [],
    calls: [],
    failures: new Map(),
    marker: {},
    ...more,
  };
}

export function holeValue(hole: Hole): Value {
  return { is: "hole", hole };
}

export function made(name: string, more: Partial<Made> = {}): Made {
  return {
    is: "made",
    name,
    given: [],
    properties: new Map(),
    foreign: new Map(),
    entries: new Map(),
    marker: {},
    ...more,
  };
}

export function operation(operands: readonly Value[], compute: (...operands: never[]) => unknown): Value {
  return { is: "operation", operands, compute };
}

/** Whether a value is another one whenever it is looked at. */
export function isVolatile(value: Value): boolean {
  return value.is === "operation" && (value.isVolatile === true || value.operands.some(isVolatile));
}

/** All holes that a value depends on, with those that they are parts of. */
export function holesIn(value: Value, found = new Set<Hole>()): Set<Hole> {
  if (value.is === "hole") {
    for (let hole: Hole | undefined = value.hole; hole !== undefined; hole = hole.parent) found.add(hole);
  } else if (value.is === "operation") for (const each of value.operands) holesIn(each, found);
  else if (value.is === "array") for (const each of value.items) holesIn(each, found);
  else if (value.is === "object") for (const each of value.properties.values()) holesIn(each, found);
  else if (value.is === "promise") holesIn(value.value, found);
  return found;
}
