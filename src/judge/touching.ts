/** Tests that run error paths and would not notice if they broke. Pure. */
import type { Outcome, PathVerdict, TouchingTest } from "../model.js";

/**
 * Tests that reach error paths and kill no mutant of any, most paths first. A test is named only where
 * that is certain: where a mutant was killed before this test had its turn, nobody knows what it would
 * have noticed, and it goes unnamed.
 */
export function touchingTests(verdicts: readonly PathVerdict[]): readonly TouchingTest[] {
  const touched = new Map<string, Set<string>>();
  const cleared = new Set<string>();
  for (const { path, mutants } of verdicts) {
    for (const { mutant, outcome } of mutants) {
      for (const testId of outcome.coveredBy) {
        if (outcome.status === "ignored") continue;
        if (passed(outcome, testId)) {
          if (!path.runsOnSuccess && mutant.askedOf === "path")
            touched.set(testId, (touched.get(testId) ?? new Set()).add(path.id));
        } else cleared.add(testId);
      }
    }
  }
  return [...touched]
    .filter(([testId]) => !cleared.has(testId))
    .map(([testId, pathIds]) => ({ testId, pathIds: [...pathIds] }))
    .sort((a, b) => b.pathIds.length - a.pathIds.length);
}

/** Whether a test certainly ran with the mutant, and passed. */
function passed({ status, coveredBy, killedBy, testsCompleted }: Outcome, testId: string): boolean {
  if (status === "survived") return true;
  return status === "killed" && killedBy.length > 0 && !killedBy.includes(testId) && testsCompleted >= coveredBy.length;
}
