/**
 * Runs of Stryker's own Vitest runner, in Stryker's worker process, and around it what makes its answers
 * evidence: tests that fail unmutated are told instead of ending the run; a survivor needs a test that ended
 * and ran the mutated code; an error outside of a test is a detection.
 */
import path from "node:path";
import type {
  CompleteDryRunResult,
  DryRunOptions,
  DryRunResult,
  KilledMutantRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from "@stryker-mutator/api/test-runner";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import { judgeRun, type RunFacts } from "./evidence.js";
import type { StockRunner, VitestContext, VitestFile, VitestSuite } from "./internals.js";
import type { BaselineFaults } from "./protocol.js";
import { setupFileIn } from "./setup-files.js";
import { separatorIn, testsIn } from "./test-ids.js";
import { followUsersPool } from "./vitest-options.js";

/** How often a run is repeated whose only finding is a known noise of Vitest's. */
const MAX_ATTEMPTS = 3;

/** No mutant has this id. */
const NO_MUTANT = "none";

/** What the tests do without mutants. */
export interface DryRun {
  readonly result: CompleteDryRunResult;
  readonly faults: BaselineFaults;
  /** Files that Vitest runs before every test file, relative to the project. */
  readonly setupFiles: readonly string[];
}

export interface LoadedStock {
  readonly stock: TestRunner;
  readonly module: StockRunner;
}

export class IsolatedRuns {
  readonly #stock: TestRunner & { ctx?: VitestContext };
  readonly #separator: string;
  /** By the selection of tests, which of them fail in it without a mutant. */
  readonly #failingAlone = new Map<string, ReadonlySet<string>>();
  #strayErrors: readonly string[] = [];
  #failedFiles: BaselineFaults["failedFiles"] = [];

  private constructor({ stock, module }: LoadedStock) {
    this.#stock = stock;
    this.#separator = separatorIn(module.wrapper.version);
  }

  /** @param endsEarly a test that can never end is ended before its timeout, see `never-ends.ts` */
  static async start({ stock, module }: LoadedStock, endsEarly: boolean): Promise<IsolatedRuns> {
    followUsersPool(module.wrapper);
    await stock.init?.();
    const runs = new IsolatedRuns({ stock, module });
    runs.#addSetupFile(endsEarly);
    runs.#waitForCancellations();
    runs.#takeFaultsOutOfState();
    return runs;
  }

  async dryRun(options: DryRunOptions): Promise<DryRun | Exclude<DryRunResult, CompleteDryRunResult>> {
    const result = await this.#stock.dryRun(options);
    if (result.status !== DryRunStatus.Complete) return result;
    return { result, faults: this.#faultsOf(result.tests), setupFiles: this.#setupFiles() };
  }

  /**
   * @param tests ids of all tests that there are
   */
  async mutantRun(
    options: MutantRunOptions,
    faults: BaselineFaults,
    tests: readonly string[],
  ): Promise<MutantRunResult> {
    const verdict = await this.#run(options, faults);
    const { testFilter } = options;
    if (verdict.status !== MutantRunStatus.Killed || testFilter === undefined || verdict.killedBy.length === 0) {
      return verdict;
    }
    // Some fail by themselves where the tests are left out that they depend on.
    const killers = await this.#killers(verdict, options);
    if (killers.length > 0) return { ...verdict, killedBy: killers };
    const files = new Set(testFilter.map(fileOf));
    const wider = { ...options, testFilter: tests.filter((id) => files.has(fileOf(id))) };
    const again = await this.#run(wider, faults);
    if (again.status !== MutantRunStatus.Killed) return again;
    const killedBy = await this.#killers(again, wider);
    return killedBy.length > 0
      ? { ...again, killedBy }
      : { status: MutantRunStatus.Survived, nrOfTests: again.nrOfTests };
  }

  async #run(options: MutantRunOptions, faults: BaselineFaults): Promise<MutantRunResult> {
    this.#keepSnapshots();
    const failures: string[] = [];
    for (;;) {
      // A failure of a test in quarantine must not keep the others from running.
      const stopWatching = faults.failedTests.length > 0 ? () => {} : this.#bailLate(options.timeout / 4);
      const result = this.#counted(await this.#stock.mutantRun(options).finally(stopWatching), options.testFilter);
      failures.push(result.status === MutantRunStatus.Killed ? result.failureMessage : "");
      const isLast = failures.length === MAX_ATTEMPTS;
      const collidesAlways = isLast && failures[0] !== "" && new Set(failures).size === 1;
      const verdict = judgeRun(result, { ...this.#factsOf(options), collidesAlways }, faults);
      if (verdict !== "again") return verdict;
      if (isLast) {
        return {
          status: MutantRunStatus.Error,
          errorMessage: "Vitest cancelled its own run, or tests collided over a port or a file, three times over",
        };
      }
    }
  }

  /** The killing tests that pass in the same selection of tests without the mutant. */
  async #killers({ killedBy }: KilledMutantRunResult, options: MutantRunOptions): Promise<string[]> {
    const key = options.testFilter?.join("\n") ?? "";
    const failing = this.#failingAlone.get(key) ?? (await this.#failWithout(options));
    this.#failingAlone.set(key, failing);
    return [killedBy].flat().filter((id) => !failing.has(id));
  }

  async #failWithout(options: MutantRunOptions): Promise<ReadonlySet<string>> {
    const activeMutant = { ...options.activeMutant, id: NO_MUTANT };
    const result = await this.#stock.mutantRun({ ...options, activeMutant });
    return new Set(result.status === MutantRunStatus.Killed ? result.killedBy : []);
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

  #factsOf(options: MutantRunOptions): Omit<RunFacts, "collidesAlways"> {
    const files = this.#vitest.state.getFiles();
    return {
      strayErrors: this.#strayErrors,
      failedFiles: this.#failedFiles,
      hits: files.reduce((sum, file) => sum + (file.meta.hitCount ?? 0), 0),
      isStatic: options.mutantActivation === "static",
    };
  }

  /** Our setup file, behind Stryker's. */
  #addSetupFile(endsEarly: boolean): void {
    const file = setupFileIn(process.cwd(), "isolated");
    this.#vitest.provide("faultlineEndsEarly", endsEarly);
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
      .flatMap((file) => testsIn<VitestSuite>(file, this.#originalOf(file.filepath), this.#separator));
    const ended = new Set(tests.filter(([, test]) => hasEnded(test)).map(([id]) => id));
    return { ...result, nrOfTests: asked === undefined ? ended.size : asked.filter((id) => ended.has(id)).length };
  }

  #setupFiles(): readonly string[] {
    const files = this.#vitest.projects.flatMap(({ config }) => config.setupFiles ?? []);
    const own = files.filter(
      (file) => !/^stryker-setup-\d+\.js$/.test(path.basename(file)) && file !== setupFileIn(process.cwd(), "isolated"),
    );
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

function fileOf(testId: string): string {
  return testId.slice(0, testId.indexOf("#"));
}
