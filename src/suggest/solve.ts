/** Decides what holes must be for conditions to hold: tries plausible values until all conditions do. */
import { factsOf, isForeignType, knownValue, type World } from "./holes.js";
import { type Choice, type Hole, holesIn, type Primitive, type Value } from "./values.js";

export interface Condition {
  readonly value: Value;
  readonly truth: boolean;
}

export interface Solver {
  readonly world: World;
  readonly conditions: Condition[];
  /** Classes that the code asks for with `instanceof`, by name. */
  readonly classes: Map<string, Value>;
}

const MAX_HOLES = 5;
/** Two at once are tried with so many values each: what takes more is not for a test that one would write. */
const MAX_PAIRED = 24;

/** Whether a condition holds as things stand; nothing where that is not known. */
export function truthOf(world: World, value: Value): boolean | undefined {
  const found = knownValue(world, value);
  return found === undefined ? undefined : Boolean(found.js);
}

/** Makes a value true or false, and all conditions before it stay as they are. Says whether it could. */
export function require(solver: Solver, value: Value, truth: boolean): boolean {
  const { world, conditions } = solver;
  conditions.push({ value, truth });
  if (truthOf(world, value) === truth) return true;
  if (eachOperand(solver, value, truth)) return true;
  const holes = [...holesIn(value)].slice(0, MAX_HOLES);
  for (const hole of holes) if (tryAll(solver, hole, () => holds(solver))) return true;
  for (const [index, first] of holes.entries()) {
    for (const second of holes.slice(index + 1)) {
      if (tryAll(solver, first, () => tryAll(solver, second, () => holds(solver), MAX_PAIRED), MAX_PAIRED)) return true;
    }
  }
  conditions.pop();
  return false;
}

/** `a || b` is false where both are, and `a && b` true: one after the other is less to try. */
function eachOperand(solver: Solver, value: Value, truth: boolean): boolean {
  if (value.is !== "operation" || value.stopsAt !== (truth ? "&&" : "||")) return false;
  const { conditions } = solver;
  const mark = conditions.length;
  const choices = [...holesIn(value)].map((hole) => ({ hole, choice: hole.choice }));
  // The whole is not yet so: it must not stand in the way of its parts.
  const whole = conditions.pop();
  const works = value.operands.every((each) => require(solver, each, truth));
  if (works && truthOf(solver.world, value) === truth) return true;
  conditions.length = mark - 1;
  if (whole !== undefined) conditions.push(whole);
  for (const { hole, choice } of choices) hole.choice = choice;
  return false;
}

/** Decides what a hole is, unless conditions before it do not allow that. */
export function settleAs(solver: Solver, hole: Hole, choice: Choice): boolean {
  const before = hole.choice;
  hole.choice = choice;
  if (holds(solver)) return true;
  hole.choice = before;
  return false;
}

function holds({ world, conditions }: Solver): boolean {
  return conditions.every(({ value, truth }) => {
    const now = truthOf(world, value);
    return now === truth;
  });
}

function tryAll(solver: Solver, hole: Hole, works: () => boolean, most = Number.POSITIVE_INFINITY): boolean {
  const before = hole.choice;
  const parents = parentsOf(hole).map((each) => ({ each, choice: each.choice }));
  for (const choice of candidates(solver, hole).slice(0, most)) {
    hole.choice = choice;
    // A part of something needs the whole to be there.
    for (const { each } of parents) if (isNothing(solver.world, each)) each.choice = { is: "object" };
    if (works()) return true;
    for (const { each, choice: old } of parents) each.choice = old;
  }
  hole.choice = before;
  return false;
}

function parentsOf(hole: Hole): readonly Hole[] {
  const found: Hole[] = [];
  for (let parent = hole.parent; parent !== undefined; parent = parent.parent) found.push(parent);
  return found.reverse();
}

function isNothing(world: World, hole: Hole): boolean {
  const found = knownValue(world, { is: "hole", hole });
  return found !== undefined && (found.js === undefined || found.js === null);
}

/** It is compared with something that is a number by its type. */
function comparesNumbers(world: World, conditions: readonly Condition[], hole: Hole): boolean {
  return conditions.some(({ value }) => {
    if (value.is !== "operation" || !value.operands.some((each) => each.is === "hole" && each.hole === hole))
      return false;
    return value.operands.some((each) => {
      const facts = each.is === "hole" ? factsOf(world, each.hole) : undefined;
      return facts?.is === "primitive" && typeof facts.values[0] === "number";
    });
  });
}

/** What the conditions about a hole compare with. */
function literalsAbout(conditions: readonly Condition[], hole: Hole): ReadonlySet<Primitive> {
  const found = new Set<Primitive>();
  for (const { value } of conditions) if (holesIn(value).has(hole)) literalsIn(value, found);
  return found;
}

function literalsIn(value: Value, found: Set<Primitive>): void {
  if (value.is === "literal" && !(value.value instanceof RegExp)) found.add(value.value);
  if (value.is === "operation") for (const each of value.operands) literalsIn(each, found);
  if (value.is === "array") for (const each of value.items) literalsIn(each, found);
}

/** Those that its type allows first. */
function candidates({ world, conditions, classes }: Solver, hole: Hole): readonly Choice[] {
  const literals = literalsAbout(conditions, hole);
  const facts = factsOf(world, hole);
  const texts = [...literals].filter((each) => typeof each === "string");
  const numbers = [...literals]
    .filter((each) => typeof each === "number")
    .flatMap((each) => [each, each + 1, each - 1]);
  const strings: readonly Primitive[] = ["x", ...texts, "", " ", ...texts.map((each) => `${each}x`), "xx"];
  const figures: readonly Primitive[] = [1, 0, 2, -1, 1.5, Number.NaN, ...numbers];
  const own: readonly Primitive[] = facts?.is === "primitive" ? facts.values : [];
  const fits = own.length > 0 ? own.map((each) => typeof each) : [];
  const typed = [
    ...own,
    ...(fits.includes("string") && own.length === 1 ? strings : []),
    ...(fits.includes("number") && own.length === 1 ? figures : []),
    ...(fits.includes("boolean") ? [true, false] : []),
  ];
  const whole: readonly Choice[] =
    facts?.is === "array"
      ? [
          { is: "array", length: 0 },
          { is: "array", length: 1 },
          { is: "array", length: 2 },
        ]
      : facts?.is === "function" || hole.calls.length > 0
        ? [{ is: "function" }]
        : facts?.is === "object" || facts?.is === "native" || hole.members.size > 0 || isForeignType(hole)
          ? [{ is: "object" }]
          : [];
  const nothing = [undefined, null];
  const allowed = world.types.allowsNothing(hole.type) || hole.isOptional ? nothing : [];
  const rest: readonly Primitive[] = hole.via === "member" || hole.parent === undefined ? [true, false] : [];
  const guessed: readonly Primitive[] = comparesNumbers(world, conditions, hole) ? [...figures, ...rest] : rest;
  const plain = (values: readonly Primitive[]): readonly Choice[] =>
    values.map((value) => ({ is: "primitive", value }));
  const instances: readonly Choice[] = [...classes.values()].map((of) => ({ is: "instance", of }));
  if (hole.origin.sort === "error" && hole.via === undefined) return instances;
  return [
    ...plain(typed),
    ...whole,
    ...plain(allowed),
    ...plain([...guessed, ...nothing, ...(facts?.is === "function" ? [] : [...strings, ...figures])]),
    { is: "object" },
    { is: "array", length: 0 },
    { is: "array", length: 1 },
    { is: "function" },
    ...instances,
  ];
}
