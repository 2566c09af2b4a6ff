/**
 * The records that flow through the pipeline. Plain, readonly data; this file imports nothing.
 *
 * Offsets are UTF-16 code units into the text of a file without its byte order mark.
 * Lines and columns are one-based. File names are relative to the project, with `/`.
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A span as a person reads it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** What sort of error path it is. One file each under `src/paths`. */
export type KindId =
  | "catch-clause"
  | "finally-block"
  | "disposal"
  | "promise-handler"
  | "handled-await"
  | "settled-result"
  | "error-first-callback"
  | "error-listener"
  | "guard-clause"
  | "assertion"
  | "fallback"
  | "exhaustive"
  | "result-type"
  | "retry-loop"
  | "timeout"
  | "error-boundary"
  | "raise-site";

/** What sort of syntax a span holds: decides how its replacement is parsed and placed. */
export type Syntax = "statement" | "expression" | "catch-clause" | "function";

/** A place in the code, with the sort of syntax that stands there. */
export interface Site {
  readonly span: Span;
  readonly syntax: Syntax;
}

/** A region of source that exists for failure. */
export interface ErrorPath {
  /** Short hash of file, owner, kind and text: survives edits elsewhere in the file. */
  readonly id: string;
  readonly file: string;
  readonly kind: KindId;
  /** Qualified name of the enclosing function, or `<module>`. */
  readonly owner: string;
  readonly span: Span;
  readonly range: Range;
  /** Runs exactly when the error path does; a test that executes it has reached the path. */
  readonly reach: Site;
  /** One line of source that a person recognises it by. */
  readonly title: string;
  /** What no test can judge, said beside the path. */
  readonly notes: readonly string[];
  /** What its protected code calls. */
  readonly dependencies: readonly Dependency[];
  /** Where the failure comes from: the code it protects, where it protects any. */
  readonly protects?: ProtectedCode;
  /** It also runs when nothing goes wrong, as a `finally` does: to run it is not yet to touch a failure. */
  readonly runsOnSuccess: boolean;
  /** An idiom that has nothing to assert, such as a cleanup whose failure is ignored: it has no mutants. */
  readonly bestEffort: boolean;
  /** Low where syntax alone had to decide what types would have told. */
  readonly confidence: "high" | "low";
}

/** The code whose failure ends in an error path: a try block, or the promise that a handler is given to. */
export interface ProtectedCode {
  readonly range: Range;
  /** Where in it the failure is raised, as far as the syntax tells: an awaited call, a `throw`, a call. */
  readonly raisedAt: Range;
}

/** Something that the protected code of an error path calls, and that a test may put a stand-in for. */
export interface Dependency {
  readonly sort: "module" | "parameter" | "field" | "global";
  /** The module as it is imported, or the name of the parameter, field or global. */
  readonly name: string;
  /** Of a module: the name of the import there, with `default` and `*`. */
  readonly imported?: string;
  /** The function or method that is called. */
  readonly method?: string;
  /** Of a parameter: its place, from 0, and the function that has it. */
  readonly index?: number;
  readonly owner?: string;
}

/** One faulty version of an error path: one span of text and its replacement. */
export interface Mutant {
  /** Short hash of file, owner, kind, operator, text and ordinal among equals. */
  readonly id: string;
  readonly pathId: string;
  readonly file: string;
  readonly operator: string;
  readonly span: Span;
  readonly range: Range;
  readonly syntax: Syntax;
  readonly original: string;
  readonly replacement: string;
  /**
   * Which tests are asked: those that make the error path run, or, where the mutant changes what happens
   * without a failure too, all that run the mutated code.
   */
  readonly askedOf: "path" | "code";
  /** A failure that is put in, to see whether tests notice one at all: reported beside the score, never in it. */
  readonly probe: boolean;
  /** A comment in the source suppresses it; the reason that is given there. */
  readonly suppressed?: string;
}

/** A mutant of somebody else's making: one of Stryker's own mutators. */
export interface ForeignEdit {
  /** The mutator's name, as Stryker has it. */
  readonly operator: string;
  readonly span: Span;
  readonly syntax: Syntax;
  readonly replacement: string;
}

/** A mutant that was left out, or an error path that was passed over, and the rule that did it. */
export interface Skip {
  /** Id of a noise rule. */
  readonly rule: string;
  readonly file: string;
  readonly range: Range;
  /** The first line of the code in question. */
  readonly text: string;
  readonly kind: KindId;
  /** Of a mutant; nothing where there is no error path at all. */
  readonly operator?: string;
  readonly pathId?: string;
}

/** A comment that suppresses mutants, and suppresses none. */
export interface StaleSuppression {
  readonly file: string;
  readonly line: number;
  /** The comment. */
  readonly text: string;
  /** Why it has no effect. */
  readonly message: string;
}

/** One source file that was opened. */
export interface SourceText {
  readonly file: string;
  /** Without byte order mark. */
  readonly text: string;
}

/** A source file that could not be read as code. */
export interface SourceProblem {
  readonly file: string;
  readonly message: string;
  readonly position?: Position;
}

export type OutcomeStatus = "killed" | "survived" | "no-coverage" | "timeout" | "error" | "ignored";

/** What the tests did with one mutant. */
export interface Outcome {
  readonly mutantId: string;
  readonly status: OutcomeStatus;
  /** Ids of the tests that run the error path. */
  readonly coveredBy: readonly string[];
  /** Ids of the tests that failed because of the mutant. */
  readonly killedBy: readonly string[];
  /** How many tests ran to their end with the mutant active. */
  readonly testsCompleted: number;
  /** The failure that killed it, or why it could not be measured. */
  readonly reason?: string;
  /** The mutated code runs while a module loads, not in a test. */
  readonly static?: boolean;
}

/** A test of the user's. */
export interface Test {
  readonly id: string;
  readonly name: string;
  readonly file: string;
}

/** A test, or a whole test file, that fails with no mutant active: no evidence for anything. */
export interface QuarantinedTest {
  readonly name: string;
  readonly file: string;
  readonly message: string;
}

/** How the mutants were evaluated. */
export interface Evaluation {
  /** In one pass, together with all others. */
  readonly inPass: number;
  /** In runs of their own, by the reason why. */
  readonly isolated: Readonly<Record<string, number>>;
}

/** Where the time of a run went, in milliseconds. */
export interface Timings {
  /** Until the tests began: Stryker's start, its copy of the project, instrumentation. */
  readonly startMs: number;
  /** The run of the project's coverage provider, where there was one. */
  readonly coverageMs: number;
  /** The first run of the tests; with the pass, all that was tried in it too. */
  readonly testsMs: number;
  /** Mutants in runs of their own: survivors to be confirmed, and what the pass could not judge. */
  readonly aloneMs: number;
}

/** What is known of the tests before any mutant is active. */
export interface Baseline {
  readonly tests: readonly Test[];
  readonly quarantined: readonly QuarantinedTest[];
  /** For each error path id, the ids of the tests that reach it; without an entry it is not known. */
  readonly reachedBy: Readonly<Record<string, readonly string[]>>;
  /** Ids of the error paths that run while a module loads. */
  readonly reachedAtLoad: readonly string[];
  /** Files that run before every test file, relative to the project. */
  readonly setupFiles: readonly string[];
  /** Wall time of the first run of the tests, in milliseconds; with the pass, of all that was tried in it too. */
  readonly durationMs: number;
}

/** How often each executable line of a file ran, by its one-based number. */
export interface LineCoverage {
  readonly file: string;
  readonly hits: Readonly<Record<number, number>>;
}

/**
 * Where line coverage is from: the user's reports, one run of the project's coverage provider, or what
 * Stryker's per-test coverage shows of the lines that hold a mutant; or nobody asked for it.
 */
export type CoverageOrigin = "reports" | "provider" | "per-test" | "none";

export interface Coverage {
  readonly origin: CoverageOrigin;
  /** The reports that were read, or the provider's package. */
  readonly reports: readonly string[];
  /** Files that it says nothing of have Stryker's per-test coverage, unless the origin is `none`. */
  readonly files: readonly LineCoverage[];
  /** Why other reports were not used, and what these leave open. */
  readonly notes: readonly string[];
}

/** The lines of one error path, or of many, by their one-based numbers. */
export interface PathLines {
  readonly executable: readonly number[];
  readonly covered: readonly number[];
}

export type Verdict = "asserted" | "unasserted" | "unreached" | "inconclusive";

/** What is known of one error path. */
export interface PathVerdict {
  readonly path: ErrorPath;
  readonly verdict: Verdict;
  /** Why, in a few words, where the verdict does not say it all. */
  readonly reason?: string;
  readonly reachedBy: readonly string[];
  /** Those that count. */
  readonly mutants: readonly JudgedMutant[];
  /** Failures that were put in; they do not count. */
  readonly probes: readonly JudgedMutant[];
  /** Its executable lines; not known where coverage is `none`. */
  readonly lines?: PathLines;
  /** The headline: every executable line is covered, and at least one mutant survived. */
  readonly coveredButUnverified: boolean;
  /** The stand-ins that its killing tests put in the place of what it guards against; see `stubbed`. */
  readonly stubs: readonly Stub[];
  /** Asserted, but at least one of its mutants was killed only by tests with stand-ins. */
  readonly stubbed: boolean;
}

/** A stand-in in a test: for a module, a function, or the network. */
export interface Stub {
  /** How it is made: `vi.mock`, `vi.spyOn`, `msw` … */
  readonly by: string;
  /** What it stands for, as the test names it. */
  readonly of: string;
  readonly file: string;
  readonly line: number;
}

export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
}

/** What is said about kinds, operators and noise rules, by id. */
export interface Descriptions {
  readonly kinds: Readonly<Record<string, { readonly title: string }>>;
  readonly operators: Readonly<
    Record<string, { readonly title: string; readonly models: string; readonly why: string; readonly hint: string }>
  >;
  /** Why a noise rule leaves something out. */
  readonly rules: Readonly<Record<string, string>>;
}

/** What was found in the sources, before any test runs. */
export interface Inventory {
  readonly paths: readonly ErrorPath[];
  readonly mutants: readonly Mutant[];
  readonly sources: readonly SourceText[];
  readonly problems: readonly SourceProblem[];
  /** What the noise rules left out; only where it was asked for. */
  readonly skips: readonly Skip[];
  readonly stale: readonly StaleSuppression[];
  readonly descriptions: Descriptions;
}

export interface Totals {
  readonly files: number;
  readonly paths: Readonly<Record<Verdict, number>>;
  /** Of the unasserted paths those of which every executable line is covered. */
  readonly coveredButUnverified: number;
  /** Of the asserted paths those that are asserted only against stand-ins. */
  readonly stubbed: number;
  readonly mutants: Readonly<Record<OutcomeStatus, number>>;
  readonly probes: Readonly<Record<OutcomeStatus, number>>;
}

/** How much better coverage makes error paths look than they are. */
export interface Confidence {
  /** Executable lines in error paths, none twice, and how many of them are covered; not known where coverage is `none`. */
  readonly lines?: { readonly executable: number; readonly covered: number };
  /** Error paths that can be judged, and how many of them are asserted. */
  readonly paths: { readonly judged: number; readonly asserted: number };
  /** In percent; 100 and 0 only where it is exactly that. */
  readonly coveredPercent?: number;
  readonly assertedPercent: number;
  /** In percentage points: covered minus asserted. */
  readonly gap?: number;
}

export interface FileConfidence extends Confidence {
  readonly file: string;
}

/** A test that runs error paths and would not notice if they broke. */
export interface TouchingTest {
  readonly testId: string;
  /** Ids of the error paths that it runs; it kills no mutant of any. */
  readonly pathIds: readonly string[];
}

/** Everything that the reporters need, and nothing that they must look up. */
export interface Report {
  readonly verdicts: readonly PathVerdict[];
  readonly baseline: Baseline;
  readonly problems: readonly SourceProblem[];
  readonly stale: readonly StaleSuppression[];
  readonly sources: readonly SourceText[];
  readonly descriptions: Descriptions;
  readonly totals: Totals;
  /** Where "covered" comes from; its hits are in the verdicts. */
  readonly coverage: Omit<Coverage, "files">;
  readonly confidence: Confidence;
  /** By file, in the order of the verdicts. */
  readonly fileConfidence: readonly FileConfidence[];
  /** Tests that run error paths and verify none, most paths first. */
  readonly touching: readonly TouchingTest[];
  /** True when the run ended before every mutant had an outcome. */
  readonly incomplete: boolean;
  readonly durationMs: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly evaluation: Evaluation;
  readonly timings: Timings;
}
