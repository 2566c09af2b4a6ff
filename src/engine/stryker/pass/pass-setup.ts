/**
 * The setup file of a pass: Vitest repeats each test, with all its hooks, and this switches the active mutant
 * from run to run. Copied into the sandbox together with `sequence.ts`, so it imports nothing else of ours.
 */
import { beforeAll, beforeEach, inject } from "vitest";
import type { PassInput } from "./pass-protocol.js";
import { createSequence, type Sequence } from "./sequence.js";

/** What we use of Vitest's tasks, over all supported versions. */
interface Task {
  readonly type: string;
  readonly name: string;
  readonly suite?: Task;
  readonly file: { readonly filepath: string };
  readonly tasks?: readonly Task[];
  readonly concurrent?: boolean;
  readonly fails?: boolean;
  mode: string;
  repeats?: number;
  retry?: unknown;
  result?: { state?: string; errors?: readonly { readonly message?: string }[] | undefined };
  meta: Record<string, unknown>;
}

const input = inject("faultlinePass" as never) as PassInput & { readonly suiteIsSecond: boolean };
const scope = globalThis as unknown as Record<string, Namespace>;

/** What the instrumented code looks at. */
interface Namespace {
  activeMutant?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  currentTestId?: string;
}

scope[input.namespace] ??= {};
const ns = scope[input.namespace] as Namespace;
ns.activeMutant = undefined;

const sequences = new Map<Task, Sequence>();
const killed = new Set<string>();
/** Mutants that a test of this file hung with: they are run in isolation anyway. */
const hung = new Set<string>();

function prepare(file: Task): void {
  for (const task of file.tasks ?? []) {
    if (task.type === "suite") prepare(task);
    const isWanted = task.type === "suite" ? task.tasks?.some(({ mode }) => mode !== "skip") : prepareTest(task);
    if (isWanted !== true && task.mode === "run") task.mode = "skip";
  }
}

function prepareTest(task: Task): boolean {
  const mutants = task.mode === "skip" || task.mode === "todo" ? undefined : input.tests[idOf(task)];
  if (mutants === undefined) return false;
  const reason =
    task.concurrent === true
      ? "its tests run at the same time"
      : task.fails === true
        ? "its tests are expected to fail"
        : undefined;
  if (reason !== undefined || (task.repeats ?? 0) > 0) {
    task.meta["faultline"] = mutants.map((each) => [each, reason ?? "its tests do not always pass without it"]);
    return false;
  }
  // Each mutant can need two runs and two controls; the sequence ends before that.
  task.repeats = 4 * mutants.length + 4;
  task.retry = 0;
  return true;
}

if (input.suiteIsSecond) {
  // Vitest wants the empty pattern: it tells by it which fixtures a hook uses.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  beforeAll((({}: never, suite: Task) => prepare(suite)) as never);
} else {
  beforeAll(prepare as never);
}

beforeEach(({ task: given, skip }) => {
  const task = given as unknown as Task;
  const mutants = input.tests[idOf(task)];
  if (mutants === undefined) return;
  const sequence = sequences.get(task);
  if (sequence === undefined) {
    const isSlow = input.slowTests.includes(idOf(task));
    const created = createSequence(mutants.filter((each) => !hung.has(each) && !(isSlow && killed.has(each))));
    sequences.set(task, created);
    task.meta["faultline"] = created.found;
    activate(undefined);
    return;
  }
  const step = sequence.next({
    passed: task.result?.state !== "fail",
    hits: ns.hitCount ?? 0,
    hitLimit: ns.hitLimit ?? Number.POSITIVE_INFINITY,
    message: task.result?.errors?.[0]?.message ?? "",
  });
  for (const [mutant, outcome] of sequence.found) {
    if (outcome === "killed") killed.add(mutant);
    if (outcome === "ran out of time") hung.add(mutant);
  }
  if (task.result !== undefined) {
    task.result.state = "run";
    task.result.errors = undefined;
  }
  activate(step === "end" ? undefined : step.mutant);
  if (step === "end") skip();
});

function activate(mutant: string | undefined): void {
  ns.activeMutant = mutant;
  ns.hitCount = 0;
  ns.hitLimit = mutant === undefined ? Number.POSITIVE_INFINITY : (input.hitLimits[mutant] ?? Number.POSITIVE_INFINITY);
}

/** In Stryker's form: the file relative to the sandbox, and the names of the suites and the test. */
function idOf(task: Task): string {
  const names = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  const file = task.file.filepath.replaceAll("\\", "/");
  const root = `${input.root.replaceAll("\\", "/")}/`;
  return `${file.startsWith(root) ? file.slice(root.length) : file}#${names.join(" ").trim()}`;
}
