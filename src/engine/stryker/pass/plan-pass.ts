/** Which mutants a pass tries on which tests, and what comes of it. Pure. */
import type { MutantCoverage } from "@stryker-mutator/api/core";
import type { Attempt, IsolationReason, PassFinding, PassPlan, PassResult } from "./pass-protocol.js";

/** From here on a test is slow, in milliseconds: all killers are worth knowing, but not at any price. */
const SLOW_MS = 250;

/** A run of its own costs about a second and the tests' time; in the pass a mutant costs two runs of a test. */
const TOO_LONG_MS = 500;

/** Stryker's own factor: code that runs a hundred times as often as without a mutant is in an endless loop. */
const HIT_LIMIT_FACTOR = 100;

export interface PlannedTest {
  readonly id: string;
  readonly timeSpentMs: number;
}

/**
 * @param coverage per test, restricted to where error paths are reached
 * @param tests those that pass without mutants
 * @param probes ids of the reach probes, which are never run
 */
export function planPass(
  { perTest, static: atLoad }: MutantCoverage,
  tests: readonly PlannedTest[],
  probes: ReadonlySet<string>,
): PassPlan {
  const isolated: Record<string, IsolationReason> = {};
  const hits: Record<string, number> = {};
  for (const id of Object.keys(atLoad)) if (!probes.has(id)) isolated[id] = "runs while a module loads";
  const planned: Record<string, string[]> = {};
  const seen = new Set<string>();
  const shared = new Set(tests.map(({ id }) => id).filter((id) => seen.size === seen.add(id).size));
  let slowestMs = 0;
  for (const { id, timeSpentMs } of tests) {
    const covered = Object.entries(perTest[id] ?? {}).filter(([mutant]) => !probes.has(mutant));
    for (const [mutant, count] of covered) {
      hits[mutant] = (hits[mutant] ?? 0) + count;
      if (shared.has(id)) isolated[mutant] ??= "two tests have the same name";
    }
    if (timeSpentMs > TOO_LONG_MS || covered.length === 0) continue;
    planned[id] = covered.map(([mutant]) => mutant);
    slowestMs = Math.max(slowestMs, timeSpentMs);
  }
  const tried = new Set(Object.values(planned).flat());
  for (const mutant of Object.keys(hits)) if (!tried.has(mutant)) isolated[mutant] ??= "its tests take long";
  const wanted = Object.entries(planned)
    .map(([id, mutants]) => [id, mutants.filter((mutant) => isolated[mutant] === undefined)] as const)
    .filter(([, mutants]) => mutants.length > 0);
  return {
    tests: Object.fromEntries(wanted),
    hitLimits: Object.fromEntries(Object.entries(hits).map(([id, count]) => [id, count * HIT_LIMIT_FACTOR])),
    isolated,
    slowTests: tests.filter(({ timeSpentMs }) => timeSpentMs > SLOW_MS).map(({ id }) => id),
    slowestMs,
  };
}

/** What the attempts say of each mutant. A kill by one test stands, whatever the others say. */
export function findingsOf({ tests, isolated }: PassPlan, result: PassResult): Readonly<Record<string, PassFinding>> {
  const attempts = new Map<string, (readonly [test: string, attempt: Attempt])[]>();
  for (const [test, mutants] of Object.entries(tests)) {
    for (const id of mutants) {
      const known = attempts.get(id) ?? [];
      known.push([test, lastAttempt(result[test] ?? [], id)]);
      attempts.set(id, known);
    }
  }
  const alone = Object.entries(isolated).map(([id, reason]) => [id, { isolated: reason }] as const);
  return Object.fromEntries([...alone, ...[...attempts].map(([id, own]) => [id, findingOf(own)] as const)]);
}

/** A mutant can be tried twice on one test; the last attempt is the one that counts. */
function lastAttempt(attempts: readonly Attempt[], id: string): Attempt {
  return attempts.findLast(([mutant]) => mutant === id) ?? [id, "the pass ended before its turn"];
}

function findingOf(attempts: readonly (readonly [test: string, attempt: Attempt])[]): PassFinding {
  const testsWith = (outcome: string) => attempts.filter(([, [, each]]) => each === outcome).map(([test]) => test);
  const killedBy = testsWith("killed");
  if (killedBy.length > 0) {
    const [, [, , message = ""] = []] = attempts.find(([, [, outcome]]) => outcome === "killed") ?? [];
    return { killedBy, passedBy: testsWith("survived"), message };
  }
  const doubt = attempts.map(([, [, outcome]]) => outcome).find((each) => each !== "survived" && each !== "killed");
  return { isolated: (doubt as IsolationReason | undefined) ?? "survivor to be confirmed" };
}
