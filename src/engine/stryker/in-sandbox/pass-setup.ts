/**
 * The setup file of a pass. Vitest itself repeats each test, with all its hooks, for as long as there is
 * something to try; in between the active mutant is switched. A test that covers no mutant runs once.
 *
 * How often a test is to be repeated is not known before its first run. So Vitest is given an object for a
 * number: its loop compares with it before each run, which asks for `valueOf`, and that is the one moment when
 * a run with all its hooks and cleanups is over and the next has not begun.
 *
 * This folder is copied into the sandbox, so nothing in it imports anything of ours from outside, types apart.
 */
import { afterAll, beforeAll, beforeEach } from "vitest";
import { setImmediate } from "./clock.js";
import { close, open, write } from "./journal.js";
import { activate, hitsAtLoad, hitsOf, input } from "./namespace.js";
import { watchTests } from "./never-ends.js";
import { type Known, type Test, Trial } from "./trial.js";

interface Task extends Test {
  readonly type: string;
  readonly name: string;
  readonly suite?: Task;
  readonly file: { readonly filepath: string; readonly projectName?: string };
  readonly tasks?: readonly Task[];
  readonly repeats?: number;
}

/** The test that is being run; of concurrent ones the last that began. */
let current: Trial | undefined;

open();
activate(undefined);
await watchTests((test) => (current?.test === test ? current?.watch : undefined));

if (input.suiteIsSecond) {
  // Vitest wants the empty pattern: it tells by it which fixtures a hook uses.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  beforeAll((({}: never, suite: Task) => prepare(suite)) as never);
} else {
  beforeAll(prepare as never);
}

/** Under this name concurrent tests of the file are covered together. */
let group = "";

const noteStray = (error: unknown) => write(["stray", messageOf(error)]);
process.on("unhandledRejection", noteStray);
process.on("uncaughtException", noteStray);

beforeEach(({ task }) => {
  const test = task as unknown as Test;
  return current?.test === test ? current.opened() : undefined;
});

afterAll(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", noteStray);
  process.off("uncaughtException", noteStray);
  activate(undefined);
  write(["end", hitsAtLoad(), hitsOf(group)]);
  close();
});

function prepare(file: Task): void {
  const name = relative(file.file.filepath);
  group = `${name}#`;
  const project = file.file.projectName ?? "";
  write(["file", name, project]);
  const tests = testsIn(file).map((test) => [idOf(test), test] as const);
  const seen = new Set<string>();
  const shared = new Set(tests.map(([id]) => id).filter((id) => seen.size === seen.add(id).size));
  for (const [id, test] of tests) {
    controlRepeats(test, { id, group, isShared: shared.has(id), done: input.done[project]?.[id] ?? [] });
  }
}

function testsIn(suite: Task): readonly Task[] {
  return (suite.tasks ?? []).flatMap((task) => {
    if (task.type === "suite") return testsIn(task);
    return task.type === "test" ? [task] : [];
  });
}

/** Vitest reads `repeats` once for its loop; whatever else asks finds none, as in a usual run. */
function controlRepeats(task: Task, known: Known): void {
  const own = task.repeats ?? 0;
  let isLoop = true;
  Object.defineProperty(task, "repeats", {
    configurable: true,
    get: () => {
      if (!isLoop) return undefined;
      isLoop = false;
      return createRepeats(() => new Trial(task, known), own);
    },
  });
}

/** Decides before each run of a test whether there is to be one; the first ones are the test's own. */
function createRepeats(createTrial: () => Trial, own: number): { valueOf(): number } {
  let runs = 0;
  let trial: Trial | undefined;
  const isWanted = () => {
    if (trial === undefined) {
      trial = createTrial();
      current = trial;
    }
    return runs <= own || trial.next(runs);
  };
  return {
    valueOf: () => {
      try {
        return isWanted() ? runs++ : -1;
      } catch (error) {
        // The loop is Vitest's: an error in it would take the whole file down.
        trial?.end();
        write(["failed", String(error)]);
        return -1;
      }
    },
  };
}

/** In Stryker's form: the file relative to the sandbox, and the names of the suites and the test. */
function idOf(task: Task): string {
  const names = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  return `${relative(task.file.filepath)}#${names.join(input.separator).trim()}`;
}

function relative(filepath: string): string {
  const file = filepath.replaceAll("\\", "/");
  const root = `${input.root.replaceAll("\\", "/")}/`;
  return file.startsWith(root) ? file.slice(root.length) : file;
}

function messageOf(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
}
