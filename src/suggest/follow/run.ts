/**
 * Following code on paper, from where a test enters it, on the way that a plan names: which conditions must
 * hold, which call fails, and what comes out at the end.
 */
import type { Node, SourceFile } from "ts-morph";
import type { Modules } from "../../source/modules.js";
import { type Known, knownValue, resultHole, type World } from "../holes.js";
import { require, type Solver, truthOf } from "../solve.js";
import { createTypeReader } from "../types.js";
import { createHole, type FunctionValue, type Hole, holesIn, holeValue, type Scope, type Value } from "../values.js";

/** The way to take. */
export interface Plan {
  /** Places that must be come by, in this order; the last is where the test wants to get. */
  readonly waypoints: readonly Node[];
  /** Of the waypoints the calls that fail. */
  readonly failing: readonly Node[];
  /** What imported functions of the project give is for the test to decide. */
  readonly standsIn: boolean;
  /** Conditions in the target's guard, one by one: which must hold, and which not. */
  readonly operands?: ReadonlyMap<Node, boolean>;
  /** What the error must be for a test of the handler: that condition holds, or does not. */
  readonly recognised?: { readonly test: Node; readonly truth: boolean } | undefined;
}

/** A call of something that a test has a stand-in for. */
export interface Effect {
  readonly hole: Hole;
  readonly given: readonly Value[];
  /** After the target was reached. */
  readonly isAfter: boolean;
}

export interface Run {
  readonly modules: Modules;
  readonly world: World;
  readonly solver: Solver;
  readonly plan: Plan;
  readonly error: Hole;
  readonly effects: Effect[];
  /** Exports of modules and globals, by what they are. */
  readonly outside: Map<string, Hole>;
  readonly moduleScopes: Map<SourceFile, Scope>;
  /** What the code writes into what the test hands in. */
  readonly written: Map<Hole, Map<string, Value>>;
  readonly code: Follower;
  next: number;
  reached: boolean;
  /** Conditions that could not be told. */
  guesses: number;
  steps: number;
  depth: number;
}

/** What can be done with code: given along, as each needs the others. */
export interface Follower {
  evaluate(run: Run, node: Node, scope: Scope): Value;
  /** Follows the body of a function; gives what it returns. */
  invoke(run: Run, called: FunctionValue, given: readonly Value[]): Value;
  construct(run: Run, constructed: Value, given: readonly Value[], node: Node): Value;
}

/** What an expression gives. */
export function evaluate(run: Run, node: Node, scope: Scope): Value {
  return run.code.evaluate(run, node, scope);
}

/** A value that is thrown in the code that is followed. */
export class Thrown {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

/** This way leads nowhere. */
export class DeadEnd {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

const MAX_STEPS = 20_000;

export function createRun(modules: Modules, plan: Plan, code: Follower): Run {
  const world = { types: createTypeReader(modules) };
  return {
    modules,
    world,
    solver: { world, conditions: [], classes: new Map() },
    plan,
    error: createHole("error", { sort: "error" }),
    effects: [],
    outside: new Map(),
    moduleScopes: new Map(),
    written: new Map(),
    code,
    next: 0,
    reached: false,
    guesses: 0,
    steps: 0,
    depth: 0,
  };
}

/** Whether the way goes on inside of a node. */
export function leads(run: Run, node: Node): boolean {
  const waypoint = run.plan.waypoints[run.next];
  if (waypoint === undefined || waypoint.getSourceFile() !== node.getSourceFile()) return false;
  return node.getPos() <= waypoint.getPos() && waypoint.getEnd() <= node.getEnd();
}

/** Notes that a node is come by. */
export function visit(run: Run, node: Node): void {
  if (++run.steps > MAX_STEPS) throw new DeadEnd("too long a way");
  const waypoint = run.plan.waypoints[run.next];
  if (waypoint !== node || (run.plan.failing.includes(node) && !run.reached && isCallLike(node))) return;
  pass(run);
}

/** The failing call is passed when it fails, and not when its arguments are looked at. */
export function pass(run: Run): void {
  run.next++;
  if (run.next === run.plan.waypoints.length) run.reached = true;
}

function isCallLike(node: Node): boolean {
  return /^(Call|New)Expression$/.test(node.getKindName());
}

/** Makes a condition so; a condition that cannot be made so is a dead end. */
export function demand(run: Run, value: Value, truth: boolean, node: Node): void {
  for (const hole of holesIn(value)) hole.isAsked = true;
  if (require(run.solver, value, truth)) return;
  throw new DeadEnd(`cannot make ${node.getText()} ${truth}`);
}

/** What a condition is; where that cannot be told, it is made false if that can be done, and else guessed. */
export function decide(run: Run, value: Value): boolean {
  const truth = truthOf(run.world, value);
  for (const hole of holesIn(value)) hole.isAsked = true;
  if (truth !== undefined) {
    run.solver.conditions.push({ value, truth });
    return truth;
  }
  run.guesses++;
  return false;
}

export function knownOf(run: Run, value: Value): Known {
  return knownValue(run.world, value);
}

export function calledHole(run: Run, hole: Hole, given: readonly Value[]): Value {
  hole.calls.push(given);
  run.effects.push({ hole, given, isAfter: run.reached });
  return holeValue(resultHole(run.world, hole));
}
