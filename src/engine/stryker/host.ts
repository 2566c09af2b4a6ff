/**
 * The process in which Stryker runs. It is a process of its own, the leader of its process group, so
 * that whatever happens here (a crash, an interrupt, tests that write to the terminal) the command
 * line's process can report it, stop everything at once and clean up.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { MutantResult } from "@stryker-mutator/api/core";
import type { DryRunCompletedEvent } from "@stryker-mutator/api/report";
import type { Baseline, Outcome, OutcomeStatus } from "../../model.js";
import { type BridgeResult, installBridge } from "./bridge.js";
import { loadInstrumenter, readVersions } from "./internals.js";
import { strykerOptions } from "./options.js";
import { sink } from "./plugin.js";
import type { FailureReason, HostMessage, Job } from "./protocol.js";
import type { DryRunExtras } from "./runner.js";
import { readDryRunProblem, readEvaluation, writeSession } from "./session.js";
import { takeCoverage } from "./take-coverage.js";
import { tsconfigsToRewrite } from "./tsconfig.js";

// Loaded while the command line's process still looks for error paths.
const stryker = import("@stryker-mutator/core");
const instrumenter = loadInstrumenter();

let finished = false;

process.once("message", (job: Job) => {
  process.once("disconnect", () => abandon(job));
  run(job)
    .then((message) => send(message))
    .catch((error: unknown) => send({ type: "failed", message: textOf(error), reason: "bug" }))
    .finally(() => {
      finished = true;
      process.disconnect();
    });
});

async function run(job: Job): Promise<HostMessage> {
  const { Stryker } = await stryker;
  const absolute = (file: string) => path.join(job.projectDir, file);
  const tempDir = absolute(job.tempDir);
  let bridge: BridgeResult | undefined;
  mkdirSync(tempDir, { recursive: true });
  const files = [...new Set([...job.paths, ...job.mutants].map(({ file }) => file))];
  if (job.takeCoverage) {
    const { projectDir, vitest } = job;
    const reportsDir = path.join(tempDir, "coverage");
    send({ type: "coverage", coverage: await takeCoverage({ projectDir, reportsDir, files, vitest }) });
  }
  installBridge(await instrumenter, job.paths, job.mutants, absolute, (result) => {
    bridge = result;
    const probes = probesByMutant(job, result);
    const { projectDir, onePass, vitest, concurrency, dryRunTimeoutMinutes } = job;
    const probeIds = [...result.probes.values()];
    writeSession(tempDir, {
      ...{ projectDir, onePass, vitest, probes, probeIds, patienceMs: dryRunTimeoutMinutes * 60_000 },
      ...(concurrency === undefined ? {} : { concurrency }),
      tsconfigs: tsconfigsToRewrite(projectDir),
    });
    for (const [mutantId, reason] of result.unplaced) send({ type: "outcome", outcome: unmeasured(mutantId, reason) });
  });
  sink.onDryRun = (event) => {
    adjustOverhead(event);
    if (bridge !== undefined) send({ type: "baseline", baseline: baselineOf(event, bridge) });
  };
  sink.onMutant = (result) => {
    const mutantId = bridge?.ids.get(result.id);
    if (mutantId !== undefined) send({ type: "outcome", outcome: outcomeOf(mutantId, result) });
  };
  try {
    await new Stryker(strykerOptions(job, files)).runMutationTest();
  } catch (error) {
    if (bridge === undefined) return { type: "failed", message: textOf(error), reason: reasonOf(error) };
    return { type: "failed", message: readDryRunProblem() ?? textOf(error), reason: "tests-cannot-run" };
  }
  return { type: "done", versions: readVersions(job.projectDir), evaluation: readEvaluation() };
}

/** Those mutants that count only where their path is reached. */
function probesByMutant(job: Job, { ids, probes }: BridgeResult): Record<string, string> {
  const asked = job.mutants.filter(({ askedOf }) => askedOf === "path");
  const pathOf = new Map(asked.map((mutant) => [mutant.id, mutant.pathId]));
  const result: Record<string, string> = {};
  for (const [strykerId, mutantId] of ids) {
    const probe = probes.get(pathOf.get(mutantId) ?? "");
    if (probe !== undefined) result[strykerId] = probe;
  }
  return result;
}

/**
 * Stryker takes whatever the dry run took beside the tests for the cost of a mutant's run, and lets each run
 * take so much longer; but the dry run was the pass as well. It reads the event again when we have seen it.
 */
function adjustOverhead({ result, timing }: DryRunCompletedEvent): void {
  const { overheadMs } = (result as typeof result & DryRunExtras).faultline;
  if (overheadMs !== undefined) (timing as { overhead: number }).overhead = overheadMs;
}

function baselineOf({ result }: DryRunCompletedEvent, { probes }: BridgeResult): Baseline {
  const { faultline } = result as typeof result & DryRunExtras;
  const perTest = Object.entries(result.mutantCoverage?.perTest ?? {});
  const atLoad = result.mutantCoverage?.static ?? {};
  const reachedBy = [...probes].map(([pathId, probe]) => [
    pathId,
    perTest.filter(([, hits]) => (hits[probe] ?? 0) > 0).map(([testId]) => testId),
  ]);
  return {
    tests: result.tests.map(({ id, name, fileName }) => ({ id, name, file: fileOf(id, fileName) })),
    quarantined: [
      ...faultline.failedFiles.map(({ file, message }) => ({
        name: "(the file as a whole: it does not load, or a hook fails)",
        file,
        message,
      })),
      ...faultline.failedTests.map(({ name, file, message }) => ({ name, file, message })),
    ],
    reachedBy: Object.fromEntries(reachedBy),
    reachedAtLoad: [...probes].filter(([, probe]) => (atLoad[probe] ?? 0) > 0).map(([pathId]) => pathId),
    setupFiles: faultline.setupFiles,
    durationMs: faultline.tookMs,
  };
}

function fileOf(testId: string, fileName: string | undefined): string {
  const [file] = testId.split("#", 1);
  return file ?? fileName ?? "";
}

const STATUS: Readonly<Record<MutantResult["status"], OutcomeStatus>> = {
  Killed: "killed",
  Survived: "survived",
  NoCoverage: "no-coverage",
  Timeout: "timeout",
  CompileError: "error",
  RuntimeError: "error",
  Ignored: "ignored",
  Pending: "error",
};

function outcomeOf(mutantId: string, result: Readonly<MutantResult>): Outcome {
  return {
    mutantId,
    status: STATUS[result.status],
    coveredBy: result.coveredBy ?? [],
    killedBy: result.killedBy ?? [],
    testsCompleted: result.testsCompleted ?? 0,
    ...(result.statusReason === undefined ? {} : { reason: result.statusReason }),
    ...(result.static === true ? { static: true } : {}),
  };
}

function unmeasured(mutantId: string, reason: string): Outcome {
  return { mutantId, status: "error", coveredBy: [], killedBy: [], testsCompleted: 0, reason };
}

function reasonOf(error: unknown): FailureReason {
  return error instanceof Error && error.constructor.name === "ConfigError" ? "configuration" : "bug";
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.constructor.name === "ConfigError" ? error.message : (error.stack ?? error.message);
}

function send(message: HostMessage): void {
  if (process.connected) process.send?.(message);
}

/** The command line's process is gone without a word: leave nothing behind. */
function abandon(job: Job): void {
  if (finished) return;
  rmSync(path.join(job.projectDir, job.tempDir), { recursive: true, force: true });
  process.kill(-process.pid, "SIGKILL");
}
