/** Short ways to write records in tests. */

import { perTestCoverage } from "../../src/coverage/provider-coverage.js";
import { confidenceByFile, confidenceOf } from "../../src/judge/confidence.js";
import { judge, totalsOf } from "../../src/judge/judge.js";
import { measureLines } from "../../src/judge/lines.js";
import { touchingTests } from "../../src/judge/touching.js";
import type {
  Baseline,
  Coverage,
  Descriptions,
  ErrorPath,
  Mutant,
  Outcome,
  OutcomeStatus,
  Report,
} from "../../src/model.js";
import { operators } from "../../src/operators/registry.js";
import { kinds } from "../../src/paths/registry.js";
import { NOISE_RULES } from "../../src/source/noise-rules.js";
import { mutantsOf, pathsOf } from "./mutate.js";

const descriptions: Descriptions = {
  kinds: Object.fromEntries(kinds.map(({ id, title }) => [id, { title }])),
  operators: Object.fromEntries(
    operators.map(({ id, title, models, why, hint }) => [id, { title, models, why, hint }]),
  ),
  rules: NOISE_RULES,
};

export function baseline(reachedBy: Record<string, readonly string[]>, more: Partial<Baseline> = {}): Baseline {
  const ids = [...new Set(Object.values(reachedBy).flat())];
  return {
    tests: ids.map((id) => ({ id, name: id, file: "test/a.test.ts" })),
    quarantined: [],
    reachedBy,
    reachedAtLoad: [],
    setupFiles: [],
    durationMs: 100,
    ...more,
  };
}

export function outcome(mutant: Mutant, status: OutcomeStatus, more: Partial<Outcome> = {}): Outcome {
  return {
    mutantId: mutant.id,
    status,
    coveredBy: ["t1"],
    killedBy: status === "killed" ? ["t1"] : [],
    testsCompleted: 1,
    ...more,
  };
}

/** A report on real code, with the outcomes that are given by operator. */
export function reportOn(
  text: string,
  outcomes: Record<string, OutcomeStatus>,
  {
    reached = true,
    coverage = perTestCoverage([]),
    ...more
  }: Partial<Omit<Report, "coverage">> & { reached?: boolean; coverage?: Coverage } = {},
): Report {
  const file = "src/code.ts";
  const paths: readonly ErrorPath[] = pathsOf(text, file);
  const mutants = mutantsOf(text, undefined, file);
  const found = baseline(Object.fromEntries(paths.map(({ id }) => [id, reached ? ["t1"] : []])));
  const judged = judge(
    paths,
    mutants,
    mutants.map((mutant) => outcome(mutant, outcomes[mutant.operator] ?? "killed")),
    found,
  );
  const { files, ...source } = coverage;
  const verdicts = measureLines(judged, coverage, [{ file, text }]);
  return {
    verdicts,
    baseline: found,
    problems: [],
    stale: [],
    sources: [{ file, text }],
    descriptions,
    totals: totalsOf(verdicts, 1),
    coverage: source,
    confidence: confidenceOf(verdicts),
    fileConfidence: confidenceByFile(verdicts),
    touching: touchingTests(verdicts),
    incomplete: false,
    durationMs: 1234,
    versions: { faultline: "0.0.0" },
    evaluation: { inPass: 0, isolated: {} },
    timings: { startMs: 0, coverageMs: 0, testsMs: 1000, aloneMs: 234 },
    ...more,
  };
}
