/** The best way to bring an error path about, and what then happens: what a test is written from. */
import { Node } from "ts-morph";
import type { Mutant } from "../model.js";
import type { Located } from "../paths/kind.js";
import type { Modules } from "../source/modules.js";
import { unwrap } from "../source/syntax.js";
import { type Entry, entriesTo } from "./entry.js";
import { follower, parameterHoles } from "./follow/functions.js";
import { moduleScope } from "./follow/modules.js";
import { propertyOf } from "./follow/properties.js";
import { createRun, DeadEnd, leads, type Plan, type Run, Thrown } from "./follow/run.js";
import { approachTo } from "./kinds/registry.js";
import type { Hole, Value } from "./values.js";
import { joined, waysIntoHandlers } from "./ways.js";

/** One call of the test's: of the unit, or of what that gave. */
export interface Step {
  readonly sort: "call" | "new" | "get";
  /** The member that is called; none: the thing itself. */
  readonly member?: string;
  readonly given: readonly Hole[];
  /** What comes before is a promise. */
  readonly awaits: boolean;
}

export type Ending =
  | { readonly type: "returns" | "throws" | "resolves" | "rejects"; readonly value: Value }
  | { readonly type: "unsettled" };

export interface Scenario {
  readonly entry: Entry;
  readonly steps: readonly Step[];
  readonly run: Run;
  readonly ending: Ending;
  /** Of a guard the condition, if it is short. */
  readonly condition?: string | undefined;
  /** Nothing waits for the handler. */
  readonly isDetached: boolean;
}

/** A scenario, or why there is none. */
export type Found = { readonly scenario: Scenario } | { readonly why: string };

/** As many as cost no noticeable time. */
const MAX_PLANS = 40;

export function findScenario(path: Located, mutant: Mutant | undefined, modules: Modules): Found {
  const approach = approachTo(path.kind);
  const target = targetFor(path, mutant);
  const entries = entriesTo(target);
  if (entries.length === 0) return { why: noEntry(target) };
  const operands = approach.operands?.(path, mutant);
  const recognised = recognition(path, mutant);
  const condition = conditionOf(path);
  const isDetached = path.kind === "promise-handler" && Node.isExpressionStatement(path.head.getParent());
  let best: { scenario: Scenario; cost: number } | undefined;
  let why = "no way to it was found";
  let progress = -1;
  const around = waysIntoHandlers(path.kind === "catch-clause" ? path.node : path.head, modules);
  const ways = around.flatMap((outer) => approach.ways(path, modules).map((inner) => joined(outer, inner)));
  for (const standsIn of [false, true]) {
    for (const entry of entries) {
      for (const { waypoints, failing } of ways.slice(0, MAX_PLANS)) {
        const plan: Plan = {
          waypoints: [...entry.references, ...waypoints, target],
          ...{ failing, standsIn, recognised },
          ...(operands === undefined ? {} : { operands }),
        };
        const found = tryPlan(modules, entry, plan, { isDetached, condition });
        if ("why" in found) {
          if (found.progress >= progress) ({ why, progress } = found);
          continue;
        }
        const cost = costOf(found.scenario) + (standsIn ? 1 : 0) + entry.references.length + failing.length - 1;
        if (best === undefined || cost < best.cost) best = { scenario: found.scenario, cost };
        if (cost <= 0) return found;
      }
    }
    if (best !== undefined && best.cost < 4) break;
  }
  return best ?? { why };
}

function conditionOf({ kind, node }: Located): string | undefined {
  if (kind !== "guard-clause" || !Node.isIfStatement(node)) return undefined;
  const text = node.getExpression().getText().replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function noEntry(target: Node): string {
  const inFunction = target
    .getAncestors()
    .some((each) => Node.isFunctionLikeDeclaration(each) || Node.isArrowFunction(each));
  return inFunction
    ? "nothing that is exported calls it: export it, or test it through the module that uses it"
    : "it runs while the module loads: import the module anew with `vi.resetModules()` and `await import(…)`";
}

/** How much of it had to be guessed. */
function costOf({ run, ending }: Scenario): number {
  const isVague = ending.type !== "unsettled" && ending.value.is === "unknown";
  return run.guesses * 2 + (ending.type === "unsettled" ? 10 : 0) + (isVague ? 2 : 0);
}

/** Where the test must get: a mutant in a branch of the handler needs that branch. */
function targetFor({ reach, handler, node }: Located, mutant: Mutant | undefined): Node {
  if (mutant === undefined || handler === undefined) return reach.node;
  const inner = [handler, ...handler.getDescendants()].find(
    (each) => each.getStart() === mutant.span.start && each.getEnd() === mutant.span.end,
  );
  const branch = inner?.getFirstAncestor(
    (each) =>
      isBranch(each) && each !== node && each.getStart() >= handler.getStart() && each.getEnd() <= handler.getEnd(),
  );
  return branch === undefined || isInFunction(inner, handler) ? reach.node : branch;
}

function isBranch(node: Node): boolean {
  const parent = node.getParent();
  if (Node.isIfStatement(parent)) return parent.getExpression() !== node;
  return Node.isCatchClause(parent) && Node.isBlock(node) ? false : Node.isCaseClause(node);
}

function isInFunction(node: Node | undefined, handler: Node): boolean {
  return (
    node?.getFirstAncestor(
      (each) => each === handler || Node.isArrowFunction(each) || Node.isFunctionExpression(each),
    ) !== handler
  );
}

/** A mutant of a question about the error needs an error for which the answer is another. */
function recognition({ handler }: Located, mutant: Mutant | undefined): Plan["recognised"] {
  if (mutant === undefined || handler === undefined || !/^discriminate-/.test(mutant.operator)) return undefined;
  const test = handler
    .getDescendants()
    .find((each) => each.getStart() === mutant.span.start && each.getEnd() === mutant.span.end);
  return test === undefined ? undefined : { test: unwrap(test), truth: mutant.replacement !== "true" };
}

type Tried = Found & { readonly progress: number };

function tryPlan(modules: Modules, entry: Entry, plan: Plan, more: Pick<Scenario, "isDetached" | "condition">): Tried {
  const run = createRun(modules, plan, follower);
  try {
    const { steps, ending } = start(run, entry);
    if (!run.reached) return { why: `the way to ${nameOf(run)} could not be followed`, progress: run.next };
    return { scenario: { entry, steps, run, ending, ...more }, progress: run.next };
  } catch (error) {
    if (error instanceof DeadEnd) return { why: error.why, progress: run.next };
    if (error instanceof Thrown) return { why: "something throws on the way", progress: run.next };
    // Code can nest more deeply than the stack: then there is no suggestion.
    if (error instanceof RangeError) return { why: "the code is too deep to follow", progress: run.next };
    throw error;
  }
}

/** The place that was not come by. */
function nameOf({ plan, next }: Run): string {
  const text = plan.waypoints[next]?.getText().replace(/\s+/g, " ") ?? "it";
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function start(run: Run, entry: Entry): { steps: readonly Step[]; ending: Ending } {
  const steps: Step[] = [];
  let value = firstValue(run, entry, steps);
  // What the unit gives can be a function, or an object with functions, that has the path in it.
  for (let round = 0; round < 4 && !run.reached; round++) {
    const settled = value.is === "promise" && value.state === "resolved" ? value.value : value;
    const inner = functionInside(run, settled);
    if (inner === undefined) break;
    const given = parameterHoles(inner.called.node);
    steps.push({
      sort: "call",
      given,
      awaits: settled !== value,
      ...(inner.member === undefined ? {} : { member: inner.member }),
    });
    value = guarded(() => run.code.invoke(run, inner.called, given.map(asValue)));
  }
  return { steps, ending: endingOf(value) };
}

const THROWN = new WeakSet<object>();

/** What code throws at once is told from what it gives by a mark. */
function guarded(code: () => Value): Value {
  try {
    return code();
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    const mark: Value = { is: "promise", state: "rejected", value: thrown.value };
    THROWN.add(mark);
    return mark;
  }
}

function endingOf(value: Value): Ending {
  if (value.is !== "promise") return { type: "returns", value };
  if (value.state === "pending") return { type: "unsettled" };
  if (value.state === "rejected") return { type: THROWN.has(value) ? "throws" : "rejects", value: value.value };
  return { type: "resolves", value: value.value };
}

function asValue(hole: Hole): Value {
  return { is: "hole", hole };
}

function firstValue(run: Run, entry: Entry, steps: Step[]): Value {
  const { node, owner, sort, member } = entry;
  const scope = moduleScope(run, node.getSourceFile());
  const isInstance = sort === "method" || sort === "getter" || sort === "constructor";
  let self: Value | undefined;
  if (owner !== undefined && isInstance) {
    const given = withError(run, constructorHoles(owner));
    const made = guarded(() =>
      run.code.construct(
        run,
        { is: "class", node: owner, name: owner.getName() ?? "default" },
        given.map(asValue),
        owner,
      ),
    );
    steps.push({ sort: "new", given, awaits: false });
    if (sort === "constructor" || THROWN.has(made)) return made;
    self = made;
  }
  const given = withError(run, parameterHoles(node));
  const called = { is: "function" as const, node, scope, self };
  steps.push({
    sort: sort === "getter" ? "get" : "call",
    given,
    awaits: false,
    ...(member === undefined ? {} : { member }),
  });
  return guarded(() => {
    const method =
      self?.is === "made" && sort === "method" && member !== undefined ? propertyOf(run, self, member, false) : called;
    return run.code.invoke(run, method.is === "function" ? method : called, given.map(asValue));
  });
}

/** An error that a function takes is the error that the test makes. */
function withError(run: Run, holes: readonly Hole[]): readonly Hole[] {
  return holes.map((hole, index) => {
    const isError = /^_?(err|error)$/.test(hole.name) || /^Error$/.test(hole.type?.node.getText() ?? "");
    return index === 0 && isError && /^_?(e|err|error|ex|cause|reason)$/.test(hole.name) ? run.error : hole;
  });
}

function constructorHoles(owner: Node): readonly Hole[] {
  for (let node: Node | undefined = owner; Node.isClassDeclaration(node); ) {
    const [declared] = node.getConstructors();
    if (declared !== undefined) return parameterHoles(declared);
    const base: string | undefined = node.getExtends()?.getExpression().getText();
    node = base === undefined ? undefined : node.getSourceFile().getClass(base);
  }
  return [];
}

function functionInside(run: Run, value: Value) {
  if (value.is === "function") return leads(run, value.node) ? { called: value, member: undefined } : undefined;
  if (value.is !== "object" && value.is !== "made") return undefined;
  for (const [member, each] of value.properties) {
    if (each.is === "function" && leads(run, each.node) && /^[\w$]+$/.test(member)) return { called: each, member };
  }
  return undefined;
}
