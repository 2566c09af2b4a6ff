/** What the rounds of a pass say of the tests and of each mutant. Pure. */
import type { MutantCoverage } from "@stryker-mutator/api/core";
import { type Attempt, type FileRecord, lastAttempts } from "./journals.js";
import type { FileFacts, FileRun, PassBaseline, PassFinding, RoundFacts } from "./pass-protocol.js";

/** One round: what Vitest says of it, and what its test files wrote down. */
export interface RoundOutcome {
  readonly facts: RoundFacts;
  readonly records: readonly FileRecord[];
}

/** The same for the same file in the same project. */
export function keyOf({ file, project }: FileRun): string {
  return `${project}\n${file}`;
}

/** What the tests do without mutants: for each test file what the last round says that ran it. */
export function baselineOf(rounds: readonly RoundOutcome[]): PassBaseline {
  const latest = new Map<string, { readonly facts: FileFacts; readonly record: FileRecord | undefined }>();
  const strays = new Map<string, readonly string[]>();
  for (const { facts, records } of rounds) {
    strays.delete("");
    const byKey = new Map(records.map((record) => [keyOf(record), record]));
    for (const file of facts.files) {
      latest.set(keyOf(file), { facts: file, record: byKey.get(keyOf(file)) });
      strays.delete(file.file);
    }
    for (const { message, file = "" } of straysOf({ facts, records }))
      strays.set(file, [...(strays.get(file) ?? []), message]);
  }
  const files = [...latest.values()];
  const tests = files.flatMap(({ facts, record }) => testsOf(facts, record));
  return {
    tests: tests.flatMap(({ state, message: _, ...test }) => (state === "passed" ? [test] : [])),
    failedTests: tests.flatMap(({ state, ms: _, ...test }) => (state === "failed" ? [test] : [])),
    failedFiles: files.flatMap(({ facts: { file, failure } }) =>
      failure === undefined ? [] : [{ file, message: failure }],
    ),
    strayErrors: [...strays.values()].flat(),
    coverage: coverageOf(files.flatMap(({ record }) => record ?? [])),
    setupFiles: [...new Set(rounds.flatMap(({ facts }) => facts.setupFiles))],
    overheadMs: files.reduce((sum, { facts }) => sum + facts.overheadMs, 0),
  };
}

/** Errors outside of any test, but for those of mutants; that a worker dies with one is what Vitest tells of no file. */
export function straysOf({ facts, records }: RoundOutcome): RoundFacts["strayErrors"] {
  const ofMutants = records.flatMap(({ strays }) => strays.filter(({ by }) => by === "mutant"));
  const messages = new Set(ofMutants.map(({ message }) => message));
  const hasDied = facts.stuck || records.some(({ open }) => open !== undefined);
  return facts.strayErrors.filter(({ message, file }) => !messages.has(message) && !(hasDied && file === undefined));
}

/** A test's own run without mutants counts, where Vitest only knows its last run. */
function testsOf({ file, tests }: FileFacts, record: FileRecord | undefined) {
  const baselines = new Map(record?.tests.map(({ id, baseline }) => [id, baseline]));
  return tests.map(({ id, name, state, message }) => {
    const own = baselines.get(id);
    if (own === undefined) return { id, name, file, ms: 0, state, message };
    const { ms, passed } = own;
    return { id, name, file, ms, state: passed ? ("passed" as const) : ("failed" as const), message: own.message };
  });
}

function coverageOf(records: readonly FileRecord[]): MutantCoverage {
  const perTest: Record<string, Record<string, number>> = {};
  const atLoad: Record<string, number> = {};
  for (const record of records) {
    add(atLoad, record.atLoad);
    for (const { id, baseline } of record.tests) {
      perTest[id] ??= {};
      add(perTest[id], baseline.hits);
    }
  }
  return { perTest, static: atLoad };
}

function add(sums: Record<string, number>, hits: Readonly<Record<string, number>>): void {
  for (const [id, count] of Object.entries(hits)) sums[id] = (sums[id] ?? 0) + count;
}

/**
 * What the attempts say of each mutant that a test covers.
 *
 * @param coverage restricted to tests that count, and to where error paths are reached
 */
export function findingsOf(
  attempts: readonly Attempt[],
  { perTest, static: atLoad }: MutantCoverage = { perTest: {}, static: {} },
): Readonly<Record<string, PassFinding>> {
  const findings: Record<string, PassFinding> = {};
  const covered = Object.values(perTest).flatMap((hits) => Object.keys(hits));
  const own = new Map(covered.map((mutant) => [mutant, [] as Attempt[]]));
  for (const attempt of lastAttempts(attempts)) {
    const { mutant, test } = attempt;
    if (Object.hasOwn(perTest[test] ?? {}, mutant)) own.get(mutant)?.push(attempt);
  }
  for (const [mutant, list] of own) findings[mutant] = findingOf(list);
  for (const mutant of Object.keys(atLoad)) findings[mutant] = { isolated: "runs while a module loads" };
  return findings;
}

/** A kill by one test stands, whatever the others say, or the same test in another project. */
function findingOf(attempts: readonly Attempt[]): PassFinding {
  const killer = attempts.find(({ outcome }) => outcome === "killed");
  if (killer !== undefined) {
    const isOutcome = (wanted: string) => (attempt: Attempt) => attempt.outcome === wanted;
    const tests = [...new Set(attempts.map(({ test }) => test))];
    const ofTest = (id: string) => attempts.filter(({ test }) => test === id);
    return {
      killedBy: tests.filter((test) => ofTest(test).some(isOutcome("killed"))),
      passedBy: tests.filter((test) => ofTest(test).every(isOutcome("survived"))),
      message: killer.message,
    };
  }
  const looped = attempts.find(({ outcome }) => outcome === "looped");
  if (looped !== undefined) return { looped: looped.message };
  for (const { outcome } of attempts) {
    if (outcome !== "survived" && outcome !== "killed" && outcome !== "looped") return { isolated: outcome };
  }
  return { isolated: attempts.length > 0 ? "survivor to be confirmed" : "the pass ended before its turn" };
}
