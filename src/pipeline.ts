/** The one place that names every stage in order: open, locate, generate, run, judge. */
import { setImmediate } from "node:timers/promises";
import type { Engine, EngineRequest } from "./engine/engine.js";
import { BaselineError } from "./errors.js";
import { judge, totalsOf } from "./judge/judge.js";
import type {
  Baseline,
  Descriptions,
  ErrorPath,
  Inventory,
  KindId,
  Mutant,
  Outcome,
  Report,
  SourceProblem,
  SourceText,
} from "./model.js";
import { generate } from "./operators/generate.js";
import { operators as allOperators, operatorIds } from "./operators/registry.js";
import { locate } from "./paths/locate.js";
import { kinds as allKinds, kindIds } from "./paths/registry.js";
import { open } from "./source/open.js";

export interface InventoryOptions {
  /** Absolute path of the project. */
  readonly projectDir: string;
  /** Relative to the project, with `/`; see `findFiles`. */
  readonly files: readonly string[];
  /** All of them where left out. */
  readonly kinds?: readonly KindId[];
  /** All of them where left out. */
  readonly operators?: readonly string[];
}

const descriptions: Descriptions = {
  kinds: Object.fromEntries(allKinds.map(({ id, title }) => [id, { title }])),
  operators: Object.fromEntries(
    allOperators.map(({ id, title, models, why, hint }) => [id, { title, models, why, hint }]),
  ),
};

/** Error paths and their mutants, by file and position. Runs no test. Rejects with the signal's reason. */
export async function takeInventory(
  { projectDir, files, kinds = kindIds, operators = operatorIds }: InventoryOptions,
  signal?: AbortSignal,
): Promise<Inventory> {
  const selection = { kinds: new Set(kinds), operators: new Set(operators) };
  const paths: ErrorPath[] = [];
  const mutants: Mutant[] = [];
  const sources: SourceText[] = [];
  const problems: SourceProblem[] = [];
  for (const opening of open(projectDir, files)) {
    // Parsing is work without a pause: let an interrupt be heard between two files.
    await setImmediate();
    signal?.throwIfAborted();
    if ("problem" in opening) {
      problems.push(opening.problem);
      continue;
    }
    const { source, tree } = opening.opened;
    const located = locate(tree, source.file);
    const generated = generate(tree, located, selection);
    const kept = new Set(generated.map((mutant) => mutant.pathId));
    paths.push(
      ...located.map(({ record }) => record).filter(({ id, kind }) => selection.kinds.has(kind) || kept.has(id)),
    );
    mutants.push(...generated);
    sources.push(source);
  }
  return { paths, mutants, sources, problems, descriptions };
}

export interface CheckOptions extends Omit<EngineRequest, "paths" | "mutants"> {
  /** Treat a test that fails unmutated as an error, instead of leaving it out. */
  readonly strictBaseline?: boolean;
  readonly version: string;
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
  const { strictBaseline = false, version, onBaseline, onOutcome, ...request } = options;
  const outcomes: Outcome[] = [];
  let baseline: Baseline = { tests: [], quarantined: [], reachedBy: {}, reachedAtLoad: [], durationMs: 0 };
  let versions: Readonly<Record<string, string>> = {};
  if (inventory.paths.length > 0) {
    const events = {
      onBaseline(found: Baseline) {
        assertEvidence(found, strictBaseline);
        baseline = found;
        onBaseline?.(found);
      },
      onOutcome(outcome: Outcome) {
        outcomes.push(outcome);
        onOutcome?.(outcome);
      },
    };
    ({ versions } = await engine.run(
      { ...request, paths: inventory.paths, mutants: inventory.mutants },
      events,
      signal,
    ));
  }
  const verdicts = judge(inventory.paths, inventory.mutants, outcomes, baseline);
  return {
    verdicts,
    baseline,
    problems: inventory.problems,
    sources: inventory.sources,
    descriptions: inventory.descriptions,
    totals: totalsOf(verdicts, inventory.sources.length),
    coverageSource: "a test ran the error path, by Stryker's per-test coverage",
    incomplete: outcomes.length < inventory.mutants.length || outcomes.some(({ status }) => status === "error"),
    durationMs: performance.now() - started,
    versions: { faultline: version, ...versions },
  };
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
