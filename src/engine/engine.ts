/** The port between faultline and whatever runs the user's tests on mutants. */
import type { Baseline, ErrorPath, Evaluation, Mutant, Outcome } from "../model.js";

export interface EngineRequest {
  /** Absolute path of the project; where Stryker and Vitest run. */
  readonly projectDir: string;
  readonly paths: readonly ErrorPath[];
  readonly mutants: readonly Mutant[];
  /** Stryker's configuration file, relative to the project; none: Stryker's defaults. */
  readonly configFile?: string;
  readonly concurrency?: number;
  /** Have the project's own coverage provider take line coverage first. */
  readonly takeCoverage?: boolean;
  /** The user's configuration says how long a mutant's run may take. */
  readonly setsTimeout?: boolean;
  /** For how long the tests may run without mutants; 5, as in Stryker, where left out. */
  readonly dryRunTimeoutMinutes?: number;
  /** Try all mutants in one pass first, and only those in runs of their own that it cannot judge. */
  readonly onePass?: boolean;
  /** The `vitest` section of Stryker's configuration. */
  readonly vitest?: VitestSettings;
  /** From Stryker's configuration: what must be added to, and not replaced. */
  readonly ignorePatterns?: readonly string[];
  readonly plugins?: readonly string[];
  /** Where to write what Stryker and Vitest say about themselves. */
  readonly onLog?: (line: string) => void;
}

/** How the project's Vitest is to be started. */
export interface VitestSettings {
  readonly configFile?: string;
  readonly dir?: string;
  /** Run only the test files that import the files in question. */
  readonly related?: boolean;
}

/** An Istanbul JSON report and who made it, or why there is none. */
export type ProviderCoverage = { readonly provider: string; readonly report: string } | { readonly problem: string };

export interface EngineEvents {
  /** Once, before the baseline, if coverage was asked for. */
  onCoverage?(coverage: ProviderCoverage): void;
  /** Once, when the tests have run without mutants. May throw to end the run. */
  onBaseline(baseline: Baseline): void;
  /** For each mutant as it becomes known. */
  onOutcome(outcome: Outcome): void;
}

export interface EngineResult {
  readonly versions: Readonly<Record<string, string>>;
  readonly evaluation: Evaluation;
}

export interface Engine {
  /**
   * Runs the tests once without mutants and then on each mutant.
   *
   * @throws FaultlineError when the tests cannot be run at all
   */
  run(request: EngineRequest, events: EngineEvents, signal: AbortSignal): Promise<EngineResult>;
}
