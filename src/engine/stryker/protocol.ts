/** What the processes of one run tell each other. Plain JSON. */
import type { Baseline, ErrorPath, Evaluation, Mutant, Outcome } from "../../model.js";
import type { ProviderCoverage, VitestSettings } from "../engine.js";

/** From the command line's process to the host. */
export interface Job {
  readonly projectDir: string;
  /** Folder of this run, relative to the project: Stryker's sandbox and our session file lie in it. */
  readonly tempDir: string;
  readonly paths: readonly ErrorPath[];
  readonly mutants: readonly Mutant[];
  readonly configFile?: string;
  readonly concurrency?: number;
  readonly ignorePatterns: readonly string[];
  readonly plugins: readonly string[];
  readonly log: boolean;
  readonly takeCoverage: boolean;
  readonly vitest: VitestSettings;
  readonly onePass: boolean;
  readonly setsTimeout: boolean;
  readonly dryRunTimeoutMinutes: number;
}

/** From the host to the command line's process. */
export type HostMessage =
  | { readonly type: "coverage"; readonly coverage: ProviderCoverage }
  | { readonly type: "baseline"; readonly baseline: Baseline }
  | { readonly type: "outcome"; readonly outcome: Outcome }
  | {
      readonly type: "done";
      readonly versions: Readonly<Record<string, string>>;
      readonly evaluation: Evaluation;
    }
  | { readonly type: "failed"; readonly message: string; readonly reason: FailureReason };

export type FailureReason = "tests-cannot-run" | "configuration" | "bug";

/** Names the environment variable under which test runner workers find the session file. */
export const SESSION_VARIABLE = "FAULTLINE_SESSION";

/** The operator name of reach probes: mutants that change nothing, and only show what runs. */
export const REACH = "faultline-reach";

/** What a test runner worker needs to know of the run; written by the host before a worker starts. */
export interface Session {
  readonly projectDir: string;
  /** For each mutant by Stryker's id, Stryker's id of the reach probe of its path. */
  readonly probes: Readonly<Record<string, string>>;
  /** Stryker's ids of all reach probes. */
  readonly probeIds: readonly string[];
  /** Try all mutants in one pass first. */
  readonly onePass: boolean;
  readonly vitest: VitestSettings;
  /** For how long the tests may run without mutants, in milliseconds. */
  readonly patienceMs: number;
  readonly concurrency?: number;
  /** tsconfig files, relative to the project, whose references leave it and must be adapted to the sandbox. */
  readonly tsconfigs: readonly string[];
}

/** What the unmutated run found that is no evidence; written by the worker that did it. */
export interface BaselineFaults {
  readonly failedTests: readonly {
    readonly id: string;
    readonly name: string;
    readonly file: string;
    readonly message: string;
  }[];
  readonly failedFiles: readonly { readonly file: string; readonly message: string }[];
  /** Messages of errors outside of any test. */
  readonly strayErrors: readonly string[];
}
