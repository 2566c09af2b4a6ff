/**
 * Our test runner, in Stryker's worker process: Stryker's own Vitest runner, and around it what makes
 * its answers evidence. Tests that fail unmutated are put in quarantine instead of ending the run; a
 * survivor needs a test that ended and ran the mutated code; an error outside of a test is a detection.
 */
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import type {
  CompleteDryRunResult,
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
  TestRunnerCapabilities,
} from "@stryker-mutator/api/test-runner";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import { messageOf } from "../../errors.js";
import { judgeRun, type RunFacts, restrictCoverage } from "./evidence.js";
import type { StockRunner, VitestContext, VitestFile, VitestSuite } from "./internals.js";
import type { PassFinding } from "./pass/pass-protocol.js";
import { findingsOf, planPass } from "./pass/plan-pass.js";
import { runPass } from "./pass/run-pass.js";
import { type BaselineFaults, REACH, type Session } from "./protocol.js";
import {
  noteEvaluation,
  readBaselineFaults,
  readPass,
  writeBaselineFaults,
  writeDryRunProblem,
  writePass,
} from "./session.js";
import { testsIn } from "./test-ids.js";
import { rewriteTsconfig } from "./tsconfig.js";
import { followUsersPool } from "./vitest-options.js";

/** How often a run is repeated whose only finding is a known noise of Vitest's. */
const MAX_ATTEMPTS = 3;

/** The one version of Vitest on which the pass has been seen to work; on others all mutants are run alone. */
const PASS_VITEST = "4.";

const LATE_BAIL = fileURLToPath(new URL("./late-bail-setup.js", import.meta.url));

/** What a dry run tells beside Stryker's own result; travels with it to the host. */
export interface DryRunExtras {
  readonly faultline: BaselineFaults & {
    /** Files that Vitest runs before every test file, relative to the project. */
    readonly setupFiles: readonly string[];
  };
}

export class FaultlineTestRunner implements TestRunner {
  readonly #stock: TestRunner & { ctx?: VitestContext };
  readonly #stockModule: StockRunner;
  readonly #session: Session;
  #strayErrors: readonly string[] = [];
  #failedFiles: BaselineFaults["failedFiles"] = [];
  #faults: BaselineFaults | undefined;
  #findings: Readonly<Record<string, PassFinding>> | undefined;
  #starting: Promise<void> | undefined;

  constructor(stock: TestRunner, stockModule: StockRunner, session: Session) {
    this.#stock = stock;
    this.#stockModule = stockModule;
    this.#session = session;
  }

  capabilities(): Promise<TestRunnerCapabilities> | TestRunnerCapabilities {
    return this.#stock.capabilities();
  }

  /** Nothing yet: a worker whose mutants the pass has judged needs no Vitest. */
  async init(): Promise<void> {}

  async #start(): Promise<void> {
    for (const file of this.#session.tsconfigs) {
      const text = rewriteTsconfig(file, this.#session.projectDir, process.cwd());
      if (text !== undefined) writeFileSync(path.resolve(file), text);
    }
    followUsersPool(this.#stockModule.wrapper);
    await this.#stock.init?.();
    this.#addSetupFile();
    this.#waitForCancellations();
    this.#takeFaultsOutOfState();
  }

  async dryRun(options: DryRunOptions): Promise<DryRunResult> {
    try {
      await this.#started();
    } catch (error) {
      const errorMessage = messageOf(error);
      writeDryRunProblem(errorMessage);
      return { status: DryRunStatus.Error, errorMessage };
    }
    const result = await this.#stock.dryRun(options);
    if (result.status !== DryRunStatus.Complete) {
      writeDryRunProblem(result.status === DryRunStatus.Error ? result.errorMessage : "the tests ran out of time");
      return result;
    }
    const faults = this.#faultsOf(result.tests);
    this.#faults = faults;
    writeBaselineFaults(faults);
    const failed = new Set(faults.failedTests.map((test) => test.id));
    const complete: CompleteDryRunResult & DryRunExtras = {
      ...result,
      tests: result.tests.filter((test) => test.status === TestStatus.Success && !failed.has(test.id)),
      mutantCoverage: restrictCoverage(result.mutantCoverage, this.#session.probes, failed),
      faultline: { ...faults, setupFiles: this.#setupFiles() },
    };
    if (this.#session.onePass) await this.#pass(complete);
    return complete;
  }

  /** Tries all mutants in one run of Vitest. Whatever goes wrong there, they are run one by one then. */
  async #pass({ mutantCoverage, tests }: CompleteDryRunResult): Promise<void> {
    if (mutantCoverage === undefined || !this.#stockModule.wrapper.version.startsWith(PASS_VITEST)) return;
    const plan = planPass(mutantCoverage, tests, new Set(this.#session.probeIds));
    if (Object.keys(plan.tests).length === 0) return;
    const made = await runPass(process.cwd(), this.#session.vitest, plan, INSTRUMENTER_CONSTANTS.NAMESPACE);
    writePass(findingsOf(plan, "result" in made ? made.result : {}));
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    if (options.activeMutant.mutatorName === REACH) return { status: MutantRunStatus.Survived, nrOfTests: 0 };
    this.#findings ??= readPass();
    const finding = this.#findings[options.activeMutant.id];
    if (finding !== undefined && "killedBy" in finding) {
      noteEvaluation("in pass");
      const { killedBy, passedBy, message } = finding;
      const nrOfTests = killedBy.length + passedBy.length;
      return { status: MutantRunStatus.Killed, killedBy: [...killedBy], failureMessage: message, nrOfTests };
    }
    noteEvaluation({ isolated: finding?.isolated ?? (this.#session.onePass ? "no pass" : "--engine isolated") });
    await this.#started();
    return this.#runIsolated(options);
  }

  async #runIsolated(options: MutantRunOptions): Promise<MutantRunResult> {
    this.#faults ??= readBaselineFaults();
    this.#keepSnapshots();
    for (let attempt = 1; ; attempt++) {
      const stopWatching = this.#bailLate(options.timeout / 4);
      const result = this.#counted(await this.#stock.mutantRun(options).finally(stopWatching), options.testFilter);
      const verdict = judgeRun(result, this.#factsOf(options), this.#faults);
      if (verdict !== "again") return verdict;
      if (attempt === MAX_ATTEMPTS) {
        return {
          status: MutantRunStatus.Error,
          errorMessage: "Vitest cancelled its own run, or tests collided over a port or a file, three times over",
        };
      }
    }
  }

  #started(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async dispose(): Promise<void> {
    await this.#stock.dispose?.();
  }

  get #vitest(): VitestContext {
    const { ctx } = this.#stock;
    if (ctx === undefined) throw new Error("Stryker's Vitest runner has no Vitest: was it initialised?");
    return ctx;
  }

  /**
   * A worker that bails out asks Vitest to cancel, and Vitest does not wait for that: its pool may still be
   * cancelling when the next mutant's run starts, and then refuses some of that run's files. So wait.
   */
  #waitForCancellations(): void {
    const vitest = this.#vitest;
    const [start, cancel] = [vitest.start.bind(vitest), vitest.cancelCurrentRun.bind(vitest)];
    let cancelled: Promise<unknown> = Promise.resolve();
    vitest.cancelCurrentRun = (reason) => {
      const done = cancel(reason);
      cancelled = Promise.allSettled([cancelled, done]);
      return done;
    };
    vitest.start = async (files) => {
      await cancelled;
      return start(files);
    };
  }

  /**
   * Takes errors outside of tests, and files that fail as a whole, out of Vitest's state: the stock runner
   * would call the whole run an error for either. What they mean is for `evidence.ts` to say.
   */
  #takeFaultsOutOfState(): void {
    const vitest = this.#vitest;
    const start = vitest.start.bind(vitest);
    vitest.start = async (files) => {
      this.#strayErrors = [];
      this.#failedFiles = [];
      try {
        return await start(files);
      } finally {
        this.#strayErrors = [...vitest.state.errorsSet].map(textOf);
        vitest.state.errorsSet.clear();
        this.#failedFiles = vitest.state.getFiles().flatMap((file) => this.#takeFailure(file));
      }
    };
  }

  /** What failed of a test file besides its tests: its loading, or a hook of it or of a suite in it. */
  #takeFailure(file: VitestFile): BaselineFaults["failedFiles"] {
    const first = suitesOf(file).find(({ result }) => result?.state === "fail" && (result.errors?.length ?? 0) > 0);
    if (file.result?.state === "fail") file.result.state = "pass";
    if (first === undefined) return [];
    return [{ file: this.#originalOf(file.filepath), message: firstLine(first.result?.errors?.[0]?.message ?? "") }];
  }

  #faultsOf(tests: readonly TestResult[]): BaselineFaults {
    const failedTests = tests.flatMap((test) =>
      test.status === TestStatus.Failed
        ? [
            {
              id: test.id,
              name: test.name,
              file: this.#originalOf(test.fileName ?? ""),
              message: firstLine(test.failureMessage),
            },
          ]
        : [],
    );
    return { failedTests, failedFiles: this.#failedFiles, strayErrors: this.#strayErrors };
  }

  #factsOf(options: MutantRunOptions): RunFacts {
    const files = this.#vitest.state.getFiles();
    return {
      strayErrors: this.#strayErrors,
      failedFiles: this.#failedFiles,
      hits: files.reduce((sum, file) => sum + (file.meta.hitCount ?? 0), 0),
      isStatic: options.mutantActivation === "static",
    };
  }

  /** Our setup file, in the sandbox behind Stryker's. */
  #addSetupFile(): void {
    const file = path.resolve(`faultline-setup-${process.env["STRYKER_MUTATOR_WORKER"] ?? 0}.js`);
    copyFileSync(LATE_BAIL, file);
    for (const { config } of this.#vitest.projects) {
      const [stryker = file, ...others] = config.setupFiles ?? [];
      config.setupFiles = [...new Set([stryker, file, ...others])];
    }
  }

  /**
   * Every test has its turn, so that all killers are known: which tests verify an error path, and which only
   * run it. When a part of the time is gone, the first failure ends the run: within a test file by our setup
   * file, between files from here.
   */
  #bailLate(graceMs: number): () => void {
    const vitest = this.#vitest;
    // A failure of a test in quarantine must not keep the others from running.
    if ((this.#faults?.failedTests.length ?? 0) > 0) return () => {};
    vitest.provide("faultlineGraceMs", graceMs);
    let timer = setTimeout(function look() {
      if (vitest.state.getFiles().some(hasFailedTest)) void vitest.cancelCurrentRun("test-failure");
      else timer = setTimeout(look, 100);
    }, graceMs);
    return () => clearTimeout(timer);
  }

  /** Counts the tests that ended: those that were asked for, as names that contain their names run too. */
  #counted(result: MutantRunResult, asked: readonly string[] | undefined): MutantRunResult {
    if (!("nrOfTests" in result)) return result;
    const tests = this.#vitest.state
      .getFiles()
      .flatMap((file) => testsIn<VitestSuite>(file, this.#originalOf(file.filepath)));
    const ended = new Set(tests.filter(([, test]) => hasEnded(test)).map(([id]) => id));
    return { ...result, nrOfTests: asked === undefined ? ended.size : asked.filter((id) => ended.has(id)).length };
  }

  #setupFiles(): readonly string[] {
    const files = this.#vitest.projects.flatMap(({ config }) => config.setupFiles ?? []);
    const own = files.filter((file) => !/^(stryker|faultline)-setup-\d+\.js$/.test(path.basename(file)));
    return [...new Set(own.map((file) => this.#originalOf(file)))];
  }

  #originalOf(sandboxFile: string): string {
    return path.relative(process.cwd(), sandboxFile).replaceAll("\\", "/");
  }

  /** With a mutant active no snapshot may be written: the next mutant would be measured against it. */
  #keepSnapshots(): void {
    const vitest = this.#vitest;
    vitest.config.snapshotOptions.updateSnapshot = "none";
    for (const project of vitest.projects) project.config.snapshotOptions.updateSnapshot = "none";
  }
}

function suitesOf(suite: VitestSuite): readonly VitestSuite[] {
  return [suite, ...(suite.tasks ?? []).filter(({ type }) => type === "suite").flatMap(suitesOf)];
}

function hasFailedTest(task: VitestSuite): boolean {
  return (task.type === "test" && task.result?.state === "fail") || (task.tasks ?? []).some(hasFailedTest);
}

function hasEnded({ mode, result }: VitestSuite): boolean {
  return mode !== "skip" && (result?.state === "pass" || result?.state === "fail");
}

function textOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return String(error);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
