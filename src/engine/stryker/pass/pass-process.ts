/**
 * One round of a pass: a run of Vitest over the instrumented sandbox, in a process of its own, so that a test
 * that hangs, or takes the process down, costs the round and nothing else.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { messageOf } from "../../../errors.js";
import { openVitest } from "../open-vitest.js";
import { separatorIn } from "../test-ids.js";
import { isBlocked } from "./journals.js";
import type { FileRun, PassInput, RoundFacts, RoundJob, RoundMessage } from "./pass-protocol.js";
import { factsOf, type VitestFile } from "./vitest-facts.js";

interface Config {
  readonly snapshotOptions: { updateSnapshot: string };
  related?: readonly string[];
  maxWorkers?: number;
  readonly fileParallelism?: boolean;
  readonly isolate?: boolean;
  readonly browser?: { readonly enabled?: boolean };
}

interface Vitest {
  readonly config: Config;
  readonly projects: readonly { readonly config: Config & { setupFiles: readonly string[] } }[];
  readonly state: { getFiles(): readonly VitestFile[]; readonly errorsSet: ReadonlySet<unknown> };
  provide(key: string, value: unknown): void;
  close(): Promise<void>;
  start(files?: readonly string[]): Promise<unknown>;
}

interface Specification {
  readonly moduleId: string;
  readonly project: { readonly name: string };
}

/** The first version whose loop and hooks the pass is known to work with. */
const OLDEST = [3, 1] as const;

/** How long Vitest may take to close, in milliseconds. */
const CLOSE_MS = 10_000;

/** How often to look whether a worker hangs, in milliseconds. */
const LOOK_MS = 250;

process.once("message", (job: RoundJob) => {
  const answer = (message: RoundMessage) => process.send?.(message, () => process.exit(0));
  run(job).then(answer, (error: unknown) => answer({ problem: messageOf(error) }));
});

async function run(job: RoundJob): Promise<RoundMessage> {
  const { root, round, vitest: settings, setupFile, related, workers } = job;
  const planned: FileRun[] = [];
  const relative = (file: string) => path.relative(root, file).replaceAll("\\", "/");
  const onTestRunStart = (specs: readonly Specification[]) => {
    for (const { moduleId, project } of specs) planned.push({ file: relative(moduleId), project: project.name });
  };
  const options = { coverage: { enabled: false }, bail: 0, reporters: [{ onTestRunStart }] };
  const { vitest, version } = await openVitest<Vitest>(root, settings, options);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    return { problem: "it needs Vitest 3.1 or later" };
  const configs = vitest.projects.map(({ config }) => config);
  if (configs.some(({ browser }) => browser?.enabled === true)) return { problem: "tests run in a browser" };
  vitest.provide("faultlinePass", inputOf(job, version));
  const setupFiles = configs.flatMap((config) => config.setupFiles.map(relative));
  for (const config of configs) config.setupFiles = [setupFile, ...config.setupFiles];
  useAllCores(vitest, major, workers);
  if (related !== undefined && round.files === undefined) vitest.config.related = related;
  const files = round.files?.map((file) => path.join(root, file));
  const ending = await Promise.race([start(vitest, files), stuck(job)]);
  if (ending === "stuck") killDescendants();
  const shared = [vitest.config, ...configs].some(({ isolate }) => isolate === false);
  const facts: RoundFacts = {
    ...factsOf(vitest.state, relative, separatorIn(version)),
    ...{ planned, setupFiles, shared, stuck: ending === "stuck" },
  };
  // Global setups take down what they have put up.
  await Promise.race([vitest.close().catch(() => {}), setTimeout(CLOSE_MS)]);
  return { facts };
}

function inputOf(job: RoundJob, version: string): PassInput {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const { root, namespace, probes, probeIds, journals, round } = job;
  const { mutate, excluded, done } = round;
  const suiteIsSecond = major > 4 || (major === 4 && minor >= 1);
  const ours = { root, namespace, probes, probeIds, journals, mutate, excluded, done };
  return { ...ours, suiteIsSecond, flipsEachRun: major >= 5, separator: separatorIn(version) };
}

/** Vitest leaves one core free, for its own process; that has little to do here. */
function useAllCores({ config, projects }: Vitest, major: number, workers = availableParallelism()): void {
  if (major < 4) return;
  const isOpen = (each: Config) => each.maxWorkers === undefined && each.fileParallelism !== false;
  if ([config, ...projects.map((project) => project.config)].every(isOpen)) config.maxWorkers = workers;
}

async function start(vitest: Vitest, files: readonly string[] | undefined): Promise<"ended"> {
  try {
    await vitest.start(files);
  } catch (error) {
    // No tests is for the caller to say.
    if ((error as { code?: unknown }).code !== "VITEST_FILES_NOT_FOUND") throw error;
  }
  return "ended";
}

/** Resolves when a worker has been silent with a mutant for too long, or all of them altogether. */
function stuck({ journals, patienceMs }: RoundJob): Promise<"stuck"> {
  const started = Date.now();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const files = readdirSync(journals).map((name) => path.join(journals, name));
      const changed = files.map((file) => [file, statSync(file).mtimeMs] as const);
      const silentMs = (since: number) => Date.now() - since;
      const isStuck = changed.some(
        ([file, at]) => silentMs(at) > 1_000 && isBlocked(readFileSync(file, "utf8"), silentMs(at)),
      );
      if (!isStuck && silentMs(Math.max(started, ...changed.map(([, at]) => at))) < patienceMs) return;
      clearInterval(timer);
      resolve("stuck");
    }, LOOK_MS);
    timer.unref();
  });
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
