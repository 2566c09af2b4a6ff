/** What the processes of a pass tell each other. Plain JSON. */
import type { MutantCoverage } from "@stryker-mutator/api/core";
import type { VitestSettings } from "../../engine.js";
import type { BaselineFaults } from "../protocol.js";

/** Why a mutant is run in isolation. */
export type IsolationReason =
  | "runs while a module loads"
  | "its tests take long"
  | "two tests have the same name"
  | "its tests run at the same time"
  | "its tests do not always pass without it"
  | "the mutated code did not run again"
  | "ran out of time"
  | "another mutant ran out of time"
  | "the pass ended before its turn"
  | "survivor to be confirmed"
  | `no pass: ${string}`;

export type AttemptOutcome = "killed" | "survived" | "looped" | IsolationReason;

/** One run of Vitest: a pass needs a second one only where something went wrong in the first. */
export interface Round {
  /** Test files, relative to the sandbox; left out: all that Vitest finds. */
  readonly files?: readonly string[];
  /** Try mutants; else only run the tests as they are. */
  readonly mutate: boolean;
  /** Mutants that a worker hung or died with. */
  readonly excluded: readonly string[];
  /** By project and test id, the mutants that it has been tried on. */
  readonly done: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What all rounds of a pass are given. */
export interface PassSettings {
  /** Folder of the sandbox. */
  readonly root: string;
  readonly vitest: VitestSettings;
  readonly namespace: string;
  /** For each mutant the reach probe of its path. */
  readonly probes: Readonly<Record<string, string>>;
  readonly probeIds: readonly string[];
  /** The mutated files, absolute, where only the tests that import them are to run. */
  readonly related?: readonly string[];
  readonly workers?: number;
  /** For how long a round may be silent, in milliseconds. */
  readonly patienceMs: number;
}

export interface RoundJob extends PassSettings {
  readonly round: Round;
  readonly setupFile: string;
  /** Folder for what the tests find; each test file has a journal of its own there. */
  readonly journals: string;
}

/** What a test file in the pass is given by `provide`. */
export interface PassInput
  extends Pick<RoundJob, "root" | "namespace" | "probes" | "probeIds" | "journals">,
    Pick<Round, "mutate" | "excluded" | "done"> {
  /** Between the names in a test's id. */
  readonly separator: string;
  /** Vitest 4.1 and later give hooks of a suite the suite as second argument. */
  readonly suiteIsSecond: boolean;
  /** Vitest 5 and later turn the result of a `test.fails` after every run of it, before only after the last. */
  readonly flipsEachRun: boolean;
}

/**
 * A line of a journal. Written at once, so that a worker that hangs or dies has said what it did; an empty
 * line says that it is still alive.
 */
export type JournalEntry =
  | readonly ["file", file: string, project: string]
  /** A run of a test begins; `blockedMs` is for how long it may be silent. */
  | readonly ["begin", test: string, mutant: string | null, blockedMs: number]
  | readonly ["test", test: string, baseline: TestBaseline]
  | readonly ["tried", test: string, mutant: string, outcome: AttemptOutcome, message?: string]
  /** Something is wrong with the pass itself: no more is tried on this test. */
  | readonly ["failed", message: string]
  /** An error outside of any test. */
  | readonly ["stray", message: string]
  /** No mutant is active any more. */
  | readonly ["over", test: string]
  /** The file is done; what ran while no test did, and what its concurrent tests ran, whichever of them. */
  | readonly ["end", atLoad: Readonly<Record<string, number>>, concurrently: Readonly<Record<string, number>>];

/** A test without mutants. */
export interface TestBaseline {
  readonly passed: boolean;
  /** It failed at first, and passed when it was tried again. */
  readonly retried: boolean;
  readonly concurrent: boolean;
  readonly ms: number;
  readonly message: string;
  /** How often the code of each mutant and probe ran. */
  readonly hits: Readonly<Record<string, number>>;
}

/** A test file in one of Vitest's projects: several can run the same file, and its tests have the same ids in each. */
export interface FileRun {
  /** Relative to the sandbox. */
  readonly file: string;
  /** Its name; empty where there is only one, without a name. */
  readonly project: string;
}

/** What Vitest itself says of a test file. */
export interface FileFacts extends FileRun {
  readonly tests: readonly {
    readonly id: string;
    readonly name: string;
    readonly state: "passed" | "failed" | "skipped";
    readonly message: string;
  }[];
  /** Whether it has come to its end. */
  readonly ended: boolean;
  /** What failed besides its tests: its loading, or a hook of a suite. */
  readonly failure?: string;
  /** All but its tests: environment, setup files, imports; in milliseconds. */
  readonly overheadMs: number;
}

export interface RoundFacts {
  /** What was to be run. */
  readonly planned: readonly FileRun[];
  readonly files: readonly FileFacts[];
  readonly strayErrors: readonly { readonly message: string; readonly file?: string }[];
  /** Relative to the sandbox. */
  readonly setupFiles: readonly string[];
  /** Test files share their modules. */
  readonly shared: boolean;
  /** A worker was stuck, and the round was ended. */
  readonly stuck: boolean;
}

export type RoundMessage = { readonly facts: RoundFacts } | { readonly problem: string };

/** What the pass found of one mutant. */
export type PassFinding =
  | { readonly killedBy: readonly string[]; readonly passedBy: readonly string[]; readonly message: string }
  | { readonly looped: string }
  | { readonly isolated: IsolationReason };

/** What the tests do without mutants. */
export interface PassBaseline extends BaselineFaults {
  readonly tests: readonly { readonly id: string; readonly name: string; readonly file: string; readonly ms: number }[];
  readonly coverage: MutantCoverage;
  readonly setupFiles: readonly string[];
  /** What a run of these test files costs besides its tests, in milliseconds. */
  readonly overheadMs: number;
}
