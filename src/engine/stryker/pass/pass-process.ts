/**
 * One run of Vitest over the instrumented sandbox that tries all mutants: in a process of its own, so that a
 * test that hangs, or takes the process down, costs the pass and nothing else.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { messageOf } from "../../../errors.js";
import { openVitest } from "../open-vitest.js";
import { testsIn } from "../test-ids.js";
import type { Attempt, PassInput, PassJob, PassResult } from "./pass-protocol.js";

interface Task {
  readonly type?: string;
  readonly name: string;
  readonly filepath?: string;
  readonly tasks?: readonly Task[];
  readonly result?: { readonly state?: string };
  readonly meta?: { readonly faultline?: readonly Attempt[] };
}

interface Vitest {
  readonly config: { readonly snapshotOptions: { updateSnapshot: string }; testTimeout: number };
  readonly projects: readonly { readonly config: Vitest["config"] & { setupFiles: readonly string[] } }[];
  readonly state: { getFiles(): readonly Task[] };
  provide(key: string, value: unknown): void;
  start(files: readonly string[]): Promise<unknown>;
}

process.once("message", (job: PassJob) => {
  runPass(job).then(
    (result) => process.send?.({ result }, () => process.exit(0)),
    (error: unknown) => process.send?.({ problem: messageOf(error) }, () => process.exit(0)),
  );
});

async function runPass({ root, vitest: settings, plan, setupFile, namespace }: PassJob): Promise<PassResult> {
  const { vitest, version } = await openVitest<Vitest>(root, settings, { coverage: { enabled: false }, bail: 0 });
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const suiteIsSecond = major > 4 || (major === 4 && minor >= 1);
  const { tests, hitLimits, slowTests } = plan;
  const input: PassInput & { suiteIsSecond: boolean } = { tests, hitLimits, slowTests, root, namespace, suiteIsSecond };
  vitest.provide("faultlinePass", input);
  for (const { config } of vitest.projects) {
    config.setupFiles = [setupFile, ...config.setupFiles];
    // A test that hangs must not take all its time.
    config.testTimeout = Math.min(config.testTimeout, limitOf(plan.slowestMs));
  }
  const files = [...new Set(Object.keys(tests).map((id) => path.join(root, id.slice(0, id.indexOf("#")))))];
  await Promise.race([vitest.start(files), stalled(vitest, plan.slowestMs)]);
  killDescendants();
  return Object.fromEntries(vitest.state.getFiles().flatMap((file) => attemptsIn(file, root)));
}

/** How long one run of a test may take, in milliseconds, when the slowest of them takes so long. */
function limitOf(slowestMs: number): number {
  return Math.max(1_000, Math.round(4 * slowestMs + 500));
}

/** Resolves when nothing has become known for much longer than a test may take: a worker is stuck. */
function stalled(vitest: Vitest, slowestMs: number): Promise<void> {
  const patience = 3 * limitOf(slowestMs) + 10_000;
  let known = "";
  let since = performance.now();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const now = JSON.stringify(vitest.state.getFiles().map(progressOf));
      if (now !== known) since = performance.now();
      known = now;
      if (performance.now() - since < patience) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });
}

function progressOf(task: Task): unknown {
  return [task.result?.state, task.meta?.faultline?.length, task.tasks?.map(progressOf)];
}

function attemptsIn(file: Task, root: string): readonly (readonly [string, readonly Attempt[]])[] {
  const name = path.relative(root, file.filepath ?? "").replaceAll("\\", "/");
  return testsIn(file, name).flatMap(([id, { meta }]) => (meta?.faultline === undefined ? [] : [[id, meta.faultline]]));
}

/** Workers that are stuck do not notice that this process ends. */
function killDescendants(): void {
  if (process.platform === "win32") return;
  try {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    const parents = new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
    const descends = (pid: number): boolean => {
      const parent = parents.get(pid);
      return parent !== undefined && (parent === process.pid || descends(parent));
    };
    for (const pid of parents.keys()) if (descends(pid)) process.kill(pid, "SIGKILL");
  } catch {
    // No `ps`, or they have just ended: the host's process group is ended in any case.
  }
}
