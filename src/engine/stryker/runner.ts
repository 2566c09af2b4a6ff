/**
 * Our test runner, in Stryker's worker process. The first run of the tests is the pass, which tries all mutants
 * as well; what it cannot tell, and what it must not be trusted with, is run with Stryker's own Vitest runner.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { INSTRUMENTER_CONSTANTS, type MutantCoverage } from "@stryker-mutator/api/core";
import type {
  CompleteDryRunResult,
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestRunner,
  TestRunnerCapabilities,
} from "@stryker-mutator/api/test-runner";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import { messageOf } from "../../errors.js";
import { restrictCoverage } from "./evidence.js";
import { type DryRun, IsolatedRuns, type LoadedStock } from "./isolated-runs.js";
import type { PassBaseline, PassFinding } from "./pass/pass-protocol.js";
import { type Pass, runPass } from "./pass/run-pass.js";
import { type BaselineFaults, REACH, type Session } from "./protocol.js";
import {
  noteEvaluation,
  readBaselineFaults,
  readPass,
  readTests,
  writeBaselineFaults,
  writeDryRunProblem,
  writePass,
  writeTests,
} from "./session.js";
import { copySetupFiles } from "./setup-files.js";
import { rewriteTsconfig } from "./tsconfig.js";

/** What a dry run tells beside Stryker's own result; travels with it to the host. */
export interface DryRunExtras {
  readonly faultline: BaselineFaults & {
    /** Files that Vitest runs before every test file, relative to the project. */
    readonly setupFiles: readonly string[];
    /** What a run of the tests costs besides the tests, in milliseconds, where Stryker cannot measure it. */
    readonly overheadMs?: number;
    /** How long all of it took, in milliseconds. */
    readonly tookMs: number;
  };
}

/** Loads Stryker's runner, which loads Vitest: a worker that needs neither should not wait for them. */
export type LoadStock = () => Promise<LoadedStock>;

export class FaultlineTestRunner implements TestRunner {
  readonly #loadStock: LoadStock;
  readonly #session: Session;
  #isolated: Promise<IsolatedRuns> | undefined;
  #faults: BaselineFaults | undefined;
  /** Ids of all tests that pass without mutants. */
  #tests: readonly string[] | undefined;
  #findings: Readonly<Record<string, PassFinding>> | undefined;

  constructor(loadStock: LoadStock, session: Session) {
    this.#loadStock = loadStock;
    this.#session = session;
  }

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  /** Nothing yet: a worker whose mutants the pass has judged needs no Vitest. */
  async init(): Promise<void> {}

  async dryRun(options: DryRunOptions): Promise<DryRunResult> {
    const started = performance.now();
    try {
      this.#adaptTsconfigs();
      copySetupFiles(process.cwd());
      const pass = this.#session.onePass ? await this.#pass(options) : undefined;
      const baseline = pass === undefined || "problem" in pass.baseline ? undefined : pass.baseline;
      const dryRun = baseline === undefined ? await this.#dryRun(options) : dryRunOf(baseline);
      if (!("faults" in dryRun)) {
        writeDryRunProblem(dryRun.status === DryRunStatus.Error ? dryRun.errorMessage : "the tests ran out of time");
        return dryRun;
      }
      const complete = this.#complete(dryRun, {
        ...(baseline === undefined ? {} : { overheadMs: baseline.overheadMs }),
        tookMs: performance.now() - started,
      });
      writeTests(complete.tests.map(({ id }) => id));
      if (pass !== undefined) writePass(findingsOf(pass, complete.mutantCoverage));
      return complete;
    } catch (error) {
      const errorMessage = messageOf(error);
      writeDryRunProblem(errorMessage);
      return { status: DryRunStatus.Error, errorMessage };
    }
  }

  /** Leaves out what is no evidence, and says so beside it. */
  #complete({ result, faults, setupFiles }: DryRun, times: { readonly overheadMs?: number; readonly tookMs: number }) {
    this.#faults = faults;
    writeBaselineFaults(faults);
    const failed = new Set(faults.failedTests.map((test) => test.id));
    return {
      ...result,
      tests: result.tests.filter((test) => test.status === TestStatus.Success && !failed.has(test.id)),
      mutantCoverage: restrictCoverage(result.mutantCoverage, this.#session.probes, failed),
      faultline: { ...faults, setupFiles, ...times },
    } satisfies CompleteDryRunResult & DryRunExtras;
  }

  #pass({ files = [] }: DryRunOptions): Promise<Pass> {
    const { vitest, probes, probeIds, patienceMs, concurrency } = this.#session;
    return runPass({
      ...{ root: process.cwd(), namespace: INSTRUMENTER_CONSTANTS.NAMESPACE, vitest, probes, probeIds, patienceMs },
      ...(vitest.related === false ? {} : { related: files.map((file) => file.replaceAll("\\", "/")) }),
      ...(concurrency === undefined ? {} : { workers: concurrency }),
    });
  }

  /** The tests without mutants, in Stryker's way; within the user's time for it. */
  async #dryRun(options: DryRunOptions): Promise<DryRun | Exclude<DryRunResult, CompleteDryRunResult>> {
    const runs = await this.#runs();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<{ readonly status: DryRunStatus.Timeout }>((resolve) => {
      timer = setTimeout(() => resolve({ status: DryRunStatus.Timeout }), this.#session.patienceMs);
    });
    return Promise.race([runs.dryRun(options), timeout]).finally(() => clearTimeout(timer));
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    if (options.activeMutant.mutatorName === REACH) return { status: MutantRunStatus.Survived, nrOfTests: 0 };
    this.#findings ??= readPass();
    const finding = this.#findings[options.activeMutant.id];
    if (finding !== undefined && !("isolated" in finding)) {
      noteEvaluation("in pass");
      return resultOf(finding);
    }
    noteEvaluation({ isolated: finding?.isolated ?? "--engine isolated" });
    this.#faults ??= readBaselineFaults();
    this.#tests ??= readTests();
    return (await this.#runs()).mutantRun(options, this.#faults, this.#tests);
  }

  async dispose(): Promise<void> {
    await (await this.#isolated?.catch(() => undefined))?.dispose();
  }

  #runs(): Promise<IsolatedRuns> {
    this.#isolated ??= this.#loadStock().then((stock) => IsolatedRuns.start(stock, this.#session.onePass));
    return this.#isolated;
  }

  #adaptTsconfigs(): void {
    for (const file of this.#session.tsconfigs) {
      const text = rewriteTsconfig(file, this.#session.projectDir, process.cwd());
      if (text !== undefined) writeFileSync(path.resolve(file), text);
    }
  }
}

/** A pass that came to no end can still have found kills; for the others it says why. */
function findingsOf({ baseline, findings }: Pass, coverage: MutantCoverage): Readonly<Record<string, PassFinding>> {
  const found = findings(coverage);
  if (!("problem" in baseline)) return found;
  const isolated = `no pass: ${baseline.problem}` as const;
  return Object.fromEntries(
    Object.entries(found).map(([id, finding]) => [id, "isolated" in finding ? { isolated } : finding]),
  );
}

function resultOf(finding: Exclude<PassFinding, { readonly isolated: unknown }>): MutantRunResult {
  if ("looped" in finding) return { status: MutantRunStatus.Timeout, reason: finding.looped };
  const { killedBy, passedBy, message } = finding;
  const nrOfTests = killedBy.length + passedBy.length;
  return { status: MutantRunStatus.Killed, killedBy: [...killedBy], failureMessage: message, nrOfTests };
}

function dryRunOf({ tests, coverage, setupFiles, failedTests, failedFiles, strayErrors }: PassBaseline): DryRun {
  return {
    result: {
      status: DryRunStatus.Complete,
      tests: tests.map(({ id, name, file, ms }) => ({
        ...{ id, name, timeSpentMs: ms, status: TestStatus.Success, fileName: path.resolve(file) },
      })),
      mutantCoverage: coverage,
    },
    faults: { failedTests, failedFiles, strayErrors },
    setupFiles,
  };
}
