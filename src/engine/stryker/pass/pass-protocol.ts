/** What the processes of a pass tell each other. Plain JSON. */
import type { VitestSettings } from "../../engine.js";

/** Which mutants are tried on which tests, all in one run of Vitest. */
export interface PassPlan {
  /** By test id, in Stryker's form, the ids of the mutants that it covers. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
  /** How often the code of a mutant may run before that is an endless loop. */
  readonly hitLimits: Readonly<Record<string, number>>;
  /** Mutants that only an isolated run can judge, and why. */
  readonly isolated: Readonly<Record<string, IsolationReason>>;
  /** Ids of tests that take long: they are not run for mutants that another test of their file has killed. */
  readonly slowTests: readonly string[];
  /** The longest time that one of the tests took without mutants, in milliseconds. */
  readonly slowestMs: number;
}

/** Why a mutant is run in isolation. */
export type IsolationReason =
  | "runs while a module loads"
  | "its tests take long"
  | "two tests have the same name"
  | "its tests run at the same time"
  | "its tests are expected to fail"
  | "its tests do not always pass without it"
  | "the mutated code did not run again"
  | "ran out of time"
  | "another mutant ran out of time"
  | "the pass ended before its turn"
  | "survivor to be confirmed";

export interface PassJob {
  /** Folder of the sandbox. */
  readonly root: string;
  readonly vitest: VitestSettings;
  readonly plan: PassPlan;
  readonly setupFile: string;
  readonly namespace: string;
}

/** One mutant tried on one test. */
export type Attempt = readonly [mutantId: string, outcome: "killed" | "survived" | IsolationReason, message?: string];

/** By test id. */
export type PassResult = Readonly<Record<string, readonly Attempt[]>>;

/** What a test in the pass is given by `provide`. */
export interface PassInput extends Pick<PassPlan, "tests" | "hitLimits" | "slowTests"> {
  readonly root: string;
  readonly namespace: string;
}

/** What the pass found of one mutant. */
export type PassFinding =
  | { readonly killedBy: readonly string[]; readonly passedBy: readonly string[]; readonly message: string }
  | { readonly isolated: IsolationReason };
