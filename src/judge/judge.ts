/** Stage `judge`: outcomes in, verdicts out. Pure. */
import type {
  Baseline,
  ErrorPath,
  JudgedMutant,
  Mutant,
  Outcome,
  OutcomeStatus,
  PathVerdict,
  Totals,
  Verdict,
} from "../model.js";

/** Verdicts for all paths, in their order. A mutant without an outcome was not measured. */
export function judge(
  paths: readonly ErrorPath[],
  mutants: readonly Mutant[],
  outcomes: readonly Outcome[],
  baseline: Baseline,
): readonly PathVerdict[] {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.mutantId, outcome]));
  const mutantsOf = groupByPath(mutants);
  return paths.map((path) => {
    const all = (mutantsOf.get(path.id) ?? []).map((mutant) => ({
      mutant,
      outcome: outcomeOf.get(mutant.id) ?? unmeasured(mutant),
    }));
    const judged = all.filter(({ mutant }) => !mutant.probe);
    const reachedBy = baseline.reachedBy[path.id] ?? [...new Set(judged.flatMap(({ outcome }) => outcome.coveredBy))];
    const isKnown = baseline.reachedBy[path.id] !== undefined || baseline.reachedAtLoad.includes(path.id);
    const isReached = reachedBy.length > 0 || baseline.reachedAtLoad.includes(path.id);
    return {
      path,
      reachedBy,
      mutants: judged,
      probes: all.filter(({ mutant }) => mutant.probe),
      coveredButUnverified: false,
      stubs: [],
      stubbed: false,
      ...verdictOn(judged, path, isReached, isKnown),
    };
  });
}

function verdictOn(
  mutants: readonly JudgedMutant[],
  path: ErrorPath,
  isReached: boolean,
  isKnown: boolean,
): { verdict: Verdict; reason?: string } {
  const count = (status: OutcomeStatus) => mutants.filter(({ outcome }) => outcome.status === status).length;
  const counting = mutants.length - count("ignored");
  if (counting === 0) {
    if (mutants.length > 0) return { verdict: "inconclusive", reason: "all its mutants are suppressed" };
    if (!isReached && !isKnown) return { verdict: "inconclusive", reason: "it is not known whether a test reaches it" };
    if (!isReached && !path.bestEffort) return { verdict: "unreached" };
    return { verdict: "inconclusive", reason: "nothing to assert here" };
  }
  if (count("survived") > 0) return { verdict: "unasserted" };
  if (!isReached && count("no-coverage") > 0) return { verdict: "unreached" };
  if (count("no-coverage") > 0) return { verdict: "unasserted", reason: "tests reach it, but not all of its code" };
  if (count("error") > 0) {
    return {
      verdict: "inconclusive",
      reason: `not measured: ${count("error")} of ${mutants.length}`,
    };
  }
  if (count("killed") === 0) return { verdict: "inconclusive", reason: "none of its mutants could be measured" };
  return { verdict: "asserted" };
}

function unmeasured(mutant: Mutant): Outcome {
  return {
    mutantId: mutant.id,
    status: "error",
    coveredBy: [],
    killedBy: [],
    testsCompleted: 0,
    reason: "the run ended before it was measured",
  };
}

function groupByPath(mutants: readonly Mutant[]): Map<string, Mutant[]> {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of mutants) groups.set(mutant.pathId, [...(groups.get(mutant.pathId) ?? []), mutant]);
  return groups;
}

/** Counts by verdict and by outcome. */
export function totalsOf(verdicts: readonly PathVerdict[], files: number): Totals {
  const paths: Record<Verdict, number> = { asserted: 0, unasserted: 0, unreached: 0, inconclusive: 0 };
  const mutants: Record<OutcomeStatus, number> = { ...NONE };
  const probes: Record<OutcomeStatus, number> = { ...NONE };
  let coveredButUnverified = 0;
  let stubbed = 0;
  for (const { verdict, mutants: judged, probes: tried, ...marks } of verdicts) {
    paths[verdict]++;
    if (marks.coveredButUnverified) coveredButUnverified++;
    if (marks.stubbed && verdict === "asserted") stubbed++;
    for (const { outcome } of judged) mutants[outcome.status]++;
    for (const { outcome } of tried) probes[outcome.status]++;
  }
  return { files, paths, coveredButUnverified, stubbed, mutants, probes };
}

const NONE = { killed: 0, survived: 0, "no-coverage": 0, timeout: 0, error: 0, ignored: 0 } as const;
