/** Reads what test files wrote into their journals. Pure. */
import type { AttemptOutcome, FileRun, JournalEntry, TestBaseline } from "./pass-protocol.js";

type Hits = Readonly<Record<string, number>>;

/** One mutant tried on one test, in one project. */
export interface Attempt {
  readonly project: string;
  readonly test: string;
  readonly mutant: string;
  readonly outcome: AttemptOutcome;
  readonly message: string;
}

/** One run of a test file. */
export interface FileRecord extends FileRun {
  readonly tests: readonly { readonly id: string; readonly baseline: TestBaseline }[];
  readonly attempts: readonly Attempt[];
  /** Whether a test of it was run again, with a mutant or without. */
  readonly repeated: boolean;
  readonly ended: boolean;
  /** Errors outside of any test, and what they may come from. */
  readonly strays: readonly { readonly message: string; readonly by: "tests" | "mutant" | "either" }[];
  /** The mutant that was active when the worker fell silent, and on which test. */
  readonly open?: { readonly test: string; readonly mutant: string };
  readonly atLoad: Hits;
}

/** @returns nothing where the file has not come to its tests */
export function readJournal(text: string): FileRecord | undefined {
  const entries = entriesOf(text);
  const [, file, project] = entries.find((entry) => entry[0] === "file") ?? [];
  if (file === undefined || project === undefined) return undefined;
  const end = entries.find((entry) => entry[0] === "end");
  const last = entries.findLast(([type]) => type !== "stray");
  const open = last?.[0] === "begin" && last[2] !== null ? { test: last[1], mutant: last[2] } : undefined;
  const tests = entries.flatMap((entry) => (entry[0] === "test" ? [{ id: entry[1], baseline: entry[2] }] : []));
  const attempts = entries.flatMap((entry): Attempt[] =>
    entry[0] === "tried"
      ? [{ project, test: entry[1], mutant: entry[2], outcome: entry[3], message: entry[4] ?? "" }]
      : [],
  );
  return {
    file,
    project,
    tests: tests.map(({ id, baseline }) => ({ id, baseline: withConcurrent(baseline, end?.[2]) })),
    attempts: [...attempts, ...tests.flatMap((test) => concurrentAttempts(project, test, end?.[2]))],
    repeated: repetitionsIn(entries).size > 0,
    ended: end !== undefined,
    strays: straysIn(entries),
    ...(open === undefined ? {} : { open }),
    atLoad: end?.[1] ?? {},
  };
}

/**
 * The entries with which a test begins again: what it does by itself is known, and it is not over. Its name does
 * not tell, since other tests of the file may have the same.
 */
function repetitionsIn(entries: readonly JournalEntry[]): ReadonlySet<JournalEntry> {
  const known = new Set<string>();
  const found = new Set<JournalEntry>();
  for (const entry of entries) {
    if (entry[0] === "test") known.add(entry[1]);
    else if (entry[0] === "over") known.delete(entry[1]);
    else if (entry[0] === "begin" && known.has(entry[1])) found.add(entry);
  }
  return found;
}

/** Before the first test is run again the tests made it; while a mutant is active, that one; later who knows. */
function straysIn(entries: readonly JournalEntry[]): FileRecord["strays"] {
  let by: "tests" | "mutant" | "either" = "tests";
  const repetitions = repetitionsIn(entries);
  return entries.flatMap((entry) => {
    if (entry[0] === "begin") {
      if (entry[2] !== null) by = "mutant";
      else if (by !== "tests" || repetitions.has(entry)) by = "either";
    }
    return entry[0] === "stray" ? [{ message: entry[1], by }] : [];
  });
}

/** A mutant can be tried on a test of a project more than once: the last time counts. */
export function lastAttempts(attempts: readonly Attempt[]): readonly Attempt[] {
  const keyed = attempts.map((attempt) => [`${attempt.project}\n${attempt.mutant}\n${attempt.test}`, attempt] as const);
  return [...new Map(keyed).values()];
}

/** Which of some concurrent tests ran what cannot be told: each may have. */
function withConcurrent(baseline: TestBaseline, hits: Hits = {}): TestBaseline {
  return baseline.concurrent ? { ...baseline, hits } : baseline;
}

/** None of them can be run again by itself. */
function concurrentAttempts(
  project: string,
  { id, baseline }: FileRecord["tests"][number],
  hits: Hits = {},
): readonly Attempt[] {
  if (!baseline.concurrent) return [];
  return Object.keys(hits).map((mutant) => ({
    ...{ project, test: id, mutant, message: "" },
    outcome: "its tests run at the same time",
  }));
}

/**
 * Since when a worker has been silent that should not be.
 *
 * @param silentMs for how long nothing has been added to the journal
 */
export function isBlocked(text: string, silentMs: number): boolean {
  const last = entriesOf(text).findLast(([type]) => type !== "stray");
  return last?.[0] === "begin" && last[2] !== null && silentMs > last[3];
}

/** A worker that died may have left half a line. */
function entriesOf(text: string): readonly JournalEntry[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line, index): JournalEntry[] => {
    try {
      return [JSON.parse(line)];
    } catch (error) {
      if (index === lines.length - 1) return [];
      throw error;
    }
  });
}
