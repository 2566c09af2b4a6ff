/** The one place that names every stage in order: open, locate, generate, run, judge. */
import { setImmediate } from "node:timers/promises";
import { perTestCoverage, providerCoverage } from "./coverage/provider-coverage.js";
import type { Engine, EngineRequest, ProviderCoverage } from "./engine/engine.js";
import { BaselineError } from "./errors.js";
import { confidenceByFile, confidenceOf } from "./judge/confidence.js";
import { judge, totalsOf } from "./judge/judge.js";
import { measureLines } from "./judge/lines.js";
import { markStubs, requireReal } from "./judge/stubs.js";
import { touchingTests } from "./judge/touching.js";
import type {
  Baseline,
  Coverage,
  Descriptions,
  ErrorPath,
  Evaluation,
  ForeignEdit,
  Inventory,
  KindId,
  Mutant,
  Outcome,
  PathVerdict,
  Report,
  Skip,
  SourceProblem,
  SourceText,
  Span,
  StaleSuppression,
} from "./model.js";
import { type Generated, generate, type Selection } from "./operators/generate.js";
import { operators as allOperators, defaultOperatorIds, STRYKER } from "./operators/registry.js";
import { suppress } from "./operators/suppress.js";
import { type LocatedPath, locate, passedOver } from "./paths/locate.js";
import { kinds as allKinds, kindIds } from "./paths/registry.js";
import { attachContext, noVocabulary, type Vocabulary } from "./source/context.js";
import { createModules } from "./source/modules.js";
import { NOISE_RULES } from "./source/noise-rules.js";
import { open } from "./source/open.js";
import { createTypes } from "./source/types.js";
import { callsBehind } from "./tests/calls.js";
import { createTestReader } from "./tests/read-tests.js";

export interface InventoryOptions {
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** Relative to the project, with `/`; see `findFiles`. */
  readonly files: readonly string[];
  /** All of them where left out. */
  readonly kinds?: readonly KindId[];
  /** All that are on by default where left out. */
  readonly operators?: readonly string[];
  /** Names that mean something in this project. */
  readonly vocabulary?: Partial<Vocabulary>;
  /** Edits of somebody else's inside error paths: Stryker's own mutators. */
  readonly moreEdits?: (source: SourceText, spans: readonly Span[]) => Promise<readonly ForeignEdit[]>;
  /** Tell also what the noise rules left out. */
  readonly explainSkips?: boolean;
}

const descriptions: Descriptions = {
  kinds: Object.fromEntries(allKinds.map(({ id, title }) => [id, { title }])),
  operators: Object.fromEntries(
    allOperators.map(({ id, title, models, why, hint }) => [id, { title, models, why, hint }]),
  ),
  rules: NOISE_RULES,
};

/** Error paths and their mutants, by file and position. Runs no test. Rejects with the signal's reason. */
export async function takeInventory(options: InventoryOptions, signal?: AbortSignal): Promise<Inventory> {
  const { projectDir, files, kinds = kindIds, operators = defaultOperatorIds, explainSkips = false } = options;
  const selection = { kinds: new Set(kinds), operators: new Set(operators) };
  const isWhole = kindIds.every((id) => selection.kinds.has(id));
  const isAsked = (operator: string) => isWhole && selection.operators.has(operator);
  const vocabulary = { ...noVocabulary, ...options.vocabulary };
  const typesOf = createTypes(projectDir, files);
  const paths: ErrorPath[] = [];
  const mutants: Mutant[] = [];
  const sources: SourceText[] = [];
  const problems: SourceProblem[] = [];
  const skips: Skip[] = [];
  const stale: StaleSuppression[] = [];
  for (const opening of open(projectDir, files)) {
    // Parsing is work without a pause: let an interrupt be heard between two files.
    await setImmediate();
    signal?.throwIfAborted();
    if ("problem" in opening) {
      problems.push(opening.problem);
      continue;
    }
    const { source, tree } = opening.opened;
    attachContext(tree, { types: typesOf(source.file), vocabulary });
    const located = locate(tree, source.file);
    const spans = located.filter(({ record }) => selection.kinds.has(record.kind)).map(({ record }) => record.span);
    const foreign = spans.length === 0 ? [] : await options.moreEdits?.(source, spans);
    const generated = generate(tree, located, selection, foreign);
    const suppressed = suppress(tree, source.file, generated.mutants, isAsked);
    paths.push(...keptPaths(located, generated, selection));
    mutants.push(...suppressed.mutants);
    stale.push(...suppressed.stale);
    sources.push(source);
    if (explainSkips) skips.push(...passedOver(tree, source.file, selection.kinds), ...generated.skips);
  }
  return { paths, mutants, sources, problems, skips, stale, descriptions: withForeign(mutants) };
}

/** Stryker's own mutators have no words of ours. */
function withForeign(mutants: readonly Mutant[]): Descriptions {
  const names = new Set(mutants.map(({ operator }) => operator).filter((operator) => operator.startsWith(STRYKER)));
  const described = [...names].map((operator) => [
    operator,
    {
      title: `changed by Stryker's own ${operator.slice(STRYKER.length)}`,
      models: "any small fault",
      why: "No test would notice this change of an error path.",
      hint: "make the failure happen, and assert what differs",
    },
  ]);
  return { ...descriptions, operators: { ...descriptions.operators, ...Object.fromEntries(described) } };
}

/**
 * Those with a mutant; and those without, if there is something to say of them: with all that is on by default
 * in use, a path of a kind that some operator of it looks at.
 */
function keptPaths(
  located: readonly LocatedPath[],
  { mutants }: Generated,
  { kinds, operators }: Selection,
): readonly ErrorPath[] {
  const withMutants = new Set(mutants.map((mutant) => mutant.pathId));
  const isWhole = defaultOperatorIds.every((id) => operators.has(id));
  const looked = new Set(allOperators.filter(({ id }) => operators.has(id)).flatMap(({ on }) => on));
  return located
    .map(({ record }) => record)
    .filter(({ id, kind }) => withMutants.has(id) || (isWhole && kinds.has(kind) && looked.has(kind)));
}

/** The sources that have an error path: what coverage is asked about. */
export function sourcesWithPaths({ paths, sources }: Inventory): readonly SourceText[] {
  const files = new Set(paths.map(({ file }) => file));
  return sources.filter(({ file }) => files.has(file));
}

export interface CheckOptions extends Omit<EngineRequest, "paths" | "mutants" | "takeCoverage"> {
  /** Line coverage, if it is known already; else the project's provider is asked, else Stryker's coverage taken. */
  readonly coverage?: Coverage;
  /** Why coverage is not known already, for the report. */
  readonly coverageNotes?: readonly string[];
  /** Files in which verification against stand-ins is not enough. */
  readonly requireReal?: ReadonlySet<string>;
  /** Treat a test that fails unmutated as an error, instead of leaving it out. */
  readonly strictBaseline?: boolean;
  readonly version: string;
  readonly onCoverage?: (coverage: Coverage) => void;
  readonly onBaseline?: (baseline: Baseline) => void;
  readonly onOutcome?: (outcome: Outcome) => void;
}

/**
 * Runs the mutants of an inventory and judges its error paths.
 *
 * @throws BaselineError when no test can serve as evidence, or one fails and `strictBaseline` is set
 */
export async function check(
  inventory: Inventory,
  options: CheckOptions,
  engine: Engine,
  signal: AbortSignal,
): Promise<Report> {
  const started = performance.now();
  const { strictBaseline = false, version, onBaseline, onOutcome, onCoverage, ...rest } = options;
  const { coverage: known, coverageNotes = [], requireReal: realOnly = new Set(), ...request } = rest;
  const outcomes: Outcome[] = [];
  let coverage = known ?? perTestCoverage(coverageNotes);
  const sources = sourcesWithPaths(inventory);
  let baseline: Baseline = NO_BASELINE;
  let versions: Readonly<Record<string, string>> = {};
  let evaluation: Evaluation = { inPass: 0, isolated: {} };
  let coverageMs = 0;
  let testsEndedMs = 0;
  const suppressed = inventory.mutants.filter((mutant) => mutant.suppressed !== undefined);
  const toRun = inventory.mutants.filter((mutant) => mutant.suppressed === undefined);
  for (const mutant of suppressed) outcomes.push(ignored(mutant));
  if (inventory.paths.length > 0) {
    const events = {
      onCoverage(made: ProviderCoverage) {
        coverageMs = performance.now() - started;
        coverage = providerCoverage(made, request.projectDir, sources, coverageNotes);
        onCoverage?.(coverage);
      },
      onBaseline(found: Baseline) {
        testsEndedMs = performance.now() - started;
        assertEvidence(found, strictBaseline);
        baseline = found;
        onBaseline?.(found);
      },
      onOutcome(outcome: Outcome) {
        outcomes.push(outcome);
        onOutcome?.(outcome);
      },
    };
    ({ versions, evaluation } = await engine.run(
      { ...request, takeCoverage: known === undefined, paths: inventory.paths, mutants: toRun },
      events,
      signal,
    ));
  }
  const judged = judge(inventory.paths, inventory.mutants, outcomes, baseline);
  const measured = measureLines(judged, coverage, sources);
  const verdicts = requireReal(withStubs(measured, baseline, request.projectDir), realOnly);
  const { files: _, ...coverageSource } = coverage;
  const durationMs = performance.now() - started;
  return {
    verdicts,
    baseline,
    problems: inventory.problems,
    stale: inventory.stale,
    sources: inventory.sources,
    descriptions: inventory.descriptions,
    totals: totalsOf(verdicts, inventory.sources.length),
    coverage: coverageSource,
    confidence: confidenceOf(verdicts),
    fileConfidence: confidenceByFile(verdicts),
    touching: touchingTests(verdicts),
    incomplete: isIncomplete(verdicts, outcomes.length < inventory.mutants.length),
    durationMs,
    timings: {
      startMs: Math.max(0, testsEndedMs - coverageMs - baseline.durationMs),
      coverageMs,
      testsMs: baseline.durationMs,
      aloneMs: durationMs - testsEndedMs,
    },
    versions: { faultline: version, ...versions },
    evaluation,
  };
}

/** What happens to a probe takes nothing from the answer. */
function isIncomplete(verdicts: readonly PathVerdict[], endedEarly: boolean): boolean {
  return endedEarly || verdicts.some(({ mutants }) => mutants.some(({ outcome }) => outcome.status === "error"));
}

function ignored({ id, suppressed = "" }: Mutant): Outcome {
  return { mutantId: id, status: "ignored", coveredBy: [], killedBy: [], testsCompleted: 0, reason: suppressed };
}

const NO_BASELINE: Baseline = {
  tests: [],
  quarantined: [],
  reachedBy: {},
  reachedAtLoad: [],
  setupFiles: [],
  durationMs: 0,
};

function withStubs(
  verdicts: readonly PathVerdict[],
  { tests, setupFiles }: Baseline,
  projectDir: string,
): readonly PathVerdict[] {
  const modules = createModules(projectDir);
  const standInsOf = createTestReader(modules, setupFiles);
  return markStubs(verdicts, tests, { standInsOf, callsOf: (path) => callsBehind(modules, path) });
}

/** @throws BaselineError */
function assertEvidence({ tests, quarantined }: Baseline, strictBaseline: boolean): void {
  const named = quarantined
    .slice(0, 10)
    .map(({ file, name, message }) => `\n  ${file}  ${name}\n    ${message}`)
    .join("");
  if (quarantined.length > 0 && strictBaseline) {
    throw new BaselineError(
      `${quarantined.length} of ${tests.length + quarantined.length} tests fail before any mutant is applied, and --strict-baseline is set.${named}\nFix them, or leave --strict-baseline out to have them put in quarantine.`,
    );
  }
  if (tests.length > 0) return;
  if (quarantined.length > 0) {
    throw new BaselineError(
      `Every test fails before any mutant is applied, so nothing can be judged.${named}\nSee that \`npx vitest run\` passes here.`,
    );
  }
  throw new BaselineError(
    'No tests were found for these files: no test file that Vitest knows of imports them. Write a first test, or see that Vitest\'s `include` and `dir` name your tests. Where tests load the code in another way than by import, set `"vitest": { "related": false }` in Stryker\'s configuration.',
  );
}
