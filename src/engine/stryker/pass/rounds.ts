/** Which rounds a pass needs. Pure. */
import { keyOf, type RoundOutcome, straysOf } from "./findings.js";
import { type Attempt, type FileRecord, lastAttempts } from "./journals.js";
import type { AttemptOutcome, FileFacts, FileRun, Round, RoundFacts } from "./pass-protocol.js";

/** A round ends early for each mutant that a worker hangs or dies with; so many are borne with. */
const MAX_ROUNDS = 8;

/** After so many rounds no other is spent on mutants that did not have their turn. */
const MAX_EARLY_ROUNDS = 3;

/** So many attempts that another mutant has spoilt are worth a round: alone each of them costs a second or two. */
const WORTH_A_ROUND = 3;

/** All tests, and all mutants on the tests that cover them. Mostly there is no other round. */
const FIRST_ROUND: Round = { mutate: true, excluded: [], done: {} };

/** What an attempt may come to without the mutant having had its turn. */
const SPOILT = new Set<AttemptOutcome>(["another mutant ran out of time", "the pass ended before its turn"]);

/**
 * The round to come after those that were: one for what a hung or dead worker left undone, without the mutant
 * that did it; one for tests that suffered from what came before them, and now run without it; at last one
 * without any mutants, for test files that suffer still.
 *
 * @returns `undefined` when all is known, `"lost"` when the tests cannot be brought to an end like this
 */
export function nextRound(rounds: readonly RoundOutcome[]): Round | "lost" | undefined {
  if (rounds.length === 0) return FIRST_ROUND;
  const unfinished = runsOf(rounds).filter((run) => !isFinished(rounds, run));
  const attempts = rounds.flatMap(({ records }) => records.flatMap((record) => record.attempts));
  const excluded = [...new Set(rounds.flatMap(culpritsOf))];
  const tried = lastAttempts(attempts);
  const mutating = { mutate: true, excluded, done: mutantsTried(tried.filter(({ outcome }) => !SPOILT.has(outcome))) };
  if (unfinished.length > 0) {
    const isProgress = culpritsOf(rounds.at(-1)).length > 0 && rounds.length < MAX_ROUNDS;
    return isProgress ? { ...mutating, files: filesOf(unfinished) } : "lost";
  }
  const doubtful = doubtfulRuns(rounds);
  const spoilt = tried.filter(({ outcome, mutant }) => SPOILT.has(outcome) && !excluded.includes(mutant));
  const again = [
    ...filesOf(doubtful.filter((run) => rounds.filter((round) => wasPlanned(round, run)).length === 1)),
    ...(spoilt.length >= WORTH_A_ROUND ? spoilt.map(({ test }) => fileOf(test)) : []),
  ];
  if (again.length > 0 && rounds.length < MAX_EARLY_ROUNDS) return { ...mutating, files: [...new Set(again)] };
  // Nothing is left to be done for those that a round without mutants has not cleared.
  if (rounds.length > MAX_ROUNDS) return doubtful.length === 0 ? undefined : "lost";
  return doubtful.length === 0 ? undefined : { mutate: false, files: filesOf(doubtful), excluded: [], done: {} };
}

/** By project and test. */
function mutantsTried(attempts: readonly Attempt[]): Round["done"] {
  const mutants: Record<string, Record<string, string[]>> = {};
  for (const { project, test, mutant } of attempts) {
    mutants[project] ??= {};
    mutants[project][test] ??= [];
    mutants[project][test].push(mutant);
  }
  return mutants;
}

function runsOf(rounds: readonly RoundOutcome[]): readonly FileRun[] {
  const planned = rounds.flatMap(({ facts }) => facts.planned);
  return [...new Map(planned.map((run) => [keyOf(run), run])).values()];
}

/** They are run again in all projects that have them: Vitest is only told their names. */
function filesOf(runs: readonly FileRun[]): readonly string[] {
  return [...new Set(runs.map(({ file }) => file))];
}

function wasPlanned({ facts }: RoundOutcome, run: FileRun): boolean {
  return facts.planned.some(isOf(run));
}

function isOf(run: FileRun): (other: FileRun) => boolean {
  return (other) => keyOf(other) === keyOf(run);
}

/** Finished in the last round that was to run it. */
function isFinished(rounds: readonly RoundOutcome[], run: FileRun): boolean {
  const round = rounds.findLast((each) => wasPlanned(each, run));
  const facts = round?.facts.files.filter(isOf(run)) ?? [];
  const died = round?.records.some((record) => isOf(run)(record) && record.open !== undefined) ?? false;
  return !died && facts.length > 0 && facts.every(({ ended }) => ended);
}

/** Mutants that were active when a worker fell silent for good. */
function culpritsOf(round: RoundOutcome | undefined): readonly string[] {
  return round?.records.flatMap(({ open }) => open?.mutant ?? []) ?? [];
}

/** Test files in which something failed by itself, and some test had been run again. */
function doubtfulRuns(rounds: readonly RoundOutcome[]): readonly FileRun[] {
  return runsOf(rounds).filter((run) => {
    const round = rounds.findLast((each) => wasPlanned(each, run));
    if (round === undefined) return false;
    const records = round.records.filter(isOf(run));
    const repeated = (round.facts.shared ? round.records : records).some((record) => record.repeated);
    const strays = doubtfulStrays(round).some(({ file }) => file === undefined || file === run.file);
    const failed = round.facts.files.some((facts) => isOf(run)(facts) && hasFailed(facts, records));
    return repeated && (strays || failed);
  });
}

/** All but those that the tests made before any mutant was active, and those that came while one was. */
function doubtfulStrays(round: RoundOutcome): RoundFacts["strayErrors"] {
  const { records } = round;
  const clear = records.flatMap(({ strays }) => strays.filter(({ by }) => by === "tests"));
  const messages = new Set(clear.map(({ message }) => message));
  const doubtful = records.flatMap(({ file, strays }) =>
    strays.flatMap(({ message, by }) => (by === "either" ? [{ message, file }] : [])),
  );
  return [...doubtful, ...straysOf(round).filter(({ message }) => !messages.has(message))];
}

function hasFailed({ tests, failure }: FileFacts, records: readonly FileRecord[]): boolean {
  const known = new Map(records.flatMap((record) => record.tests.map(({ id, baseline }) => [id, baseline] as const)));
  return failure !== undefined || tests.some(({ id, state }) => !(known.get(id)?.passed ?? state !== "failed"));
}

function fileOf(test: string): string {
  return test.slice(0, test.indexOf("#"));
}
