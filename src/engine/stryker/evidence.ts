/** What a mutant run proves. Pure: facts of one run in, Stryker's sort of result out. */
import type { MutantCoverage } from "@stryker-mutator/api/core";
import { type MutantRunResult, MutantRunStatus } from "@stryker-mutator/api/test-runner";
import type { BaselineFaults } from "./protocol.js";

export interface RunFacts {
  /** Messages of errors outside of any test. */
  readonly strayErrors: readonly string[];
  /** Test files that did not load. */
  readonly failedFiles: readonly { readonly file: string; readonly message: string }[];
  /** The runs before this one collided in the same way: then it is no chance. */
  readonly collidesAlways: boolean;
  /** How often the mutated code ran. Not counted for static mutants. */
  readonly hits: number;
  readonly isStatic: boolean;
}

/** What Vitest says when it is bailing out: noise, not a detection. */
const CANCELLING = /\[vitest-pool\]: Cannot run tasks while pool is cancelling/;

/** Tests of several workers at the same port, file or row: no mutant did that. */
const COLLISION = /EADDRINUSE|EBUSY|SQLITE_BUSY|deadlock detected/;

/** A message without what differs from run to run: numbers, ids, paths of the sandbox. */
function masked(message: string): string {
  return message.replace(/\S*sandbox-\S*|\b[0-9a-f]{6,}\b|\d+(?:\.\d+)?/gi, "#");
}

/**
 * Reads one mutant run.
 *
 * @returns the result, or `again` where the run proves nothing because Vitest cancelled itself
 */
export function judgeRun(
  result: MutantRunResult,
  facts: RunFacts,
  baseline: BaselineFaults,
): MutantRunResult | "again" {
  if (result.status === MutantRunStatus.Timeout) return result;
  const known = new Set(baseline.strayErrors.map(masked));
  const stray = facts.strayErrors.filter((message) => !known.has(masked(message)));
  const failedFiles = facts.failedFiles.filter(
    ({ file }) => !baseline.failedFiles.some((known) => known.file === file),
  );
  const killers = result.status === MutantRunStatus.Killed ? realKillers(result.killedBy, baseline) : [];
  const messages = [...stray, result.status === MutantRunStatus.Killed ? result.failureMessage : ""];
  if (!facts.collidesAlways && messages.some((message) => COLLISION.test(message))) return "again";
  if (result.status === MutantRunStatus.Killed && killers.length > 0) return { ...result, killedBy: killers };
  const detection = failedFiles[0]?.message ?? stray.find((message) => !CANCELLING.test(message));
  if (detection !== undefined) {
    return {
      status: MutantRunStatus.Killed,
      killedBy: [],
      failureMessage: `outside of a test: ${detection}`,
      nrOfTests: testsOf(result),
    };
  }
  if (stray.length > 0) return "again";
  if (result.status === MutantRunStatus.Error) return CANCELLING.test(result.errorMessage) ? "again" : result;
  return survivor(testsOf(result), facts);
}

/** Each once: a test can fail in several of Vitest's projects. */
function realKillers(killedBy: readonly string[], { failedTests }: BaselineFaults): string[] {
  return [...new Set(killedBy)].filter((id) => !failedTests.some((test) => test.id === id));
}

function testsOf(result: MutantRunResult): number {
  return "nrOfTests" in result ? result.nrOfTests : 0;
}

/** No test failed: that is a survivor only if a test ended and ran the mutated code. */
function survivor(nrOfTests: number, { hits, isStatic }: RunFacts): MutantRunResult {
  if (nrOfTests === 0)
    return { status: MutantRunStatus.Error, errorMessage: "no test ran to its end with this mutant" };
  if (hits === 0 && !isStatic) {
    return {
      status: MutantRunStatus.Error,
      errorMessage: "the tests that ran the code before did not run it with this mutant",
    };
  }
  return { status: MutantRunStatus.Survived, nrOfTests };
}

/**
 * Per-test coverage, without tests in quarantine, and for each mutant only where its error path was
 * reached: a mutant may sit on code that also runs when nothing goes wrong.
 *
 * @param probes for each mutant the reach probe of its path, by Stryker's ids
 */
export function restrictCoverage(
  coverage: MutantCoverage | undefined,
  probes: Readonly<Record<string, string>>,
  quarantined: ReadonlySet<string>,
): MutantCoverage {
  const reached = (hits: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(hits).filter(([id]) => isReached(id, hits, probes)));
  const perTest = Object.entries(coverage?.perTest ?? {}).filter(([testId]) => !quarantined.has(testId));
  return {
    perTest: Object.fromEntries(perTest.map(([testId, hits]) => [testId, reached(hits)])),
    static: reached(coverage?.static ?? {}),
  };
}

function isReached(
  id: string,
  hits: Readonly<Record<string, number>>,
  probes: Readonly<Record<string, string>>,
): boolean {
  const probe = probes[id];
  return probe === undefined || (hits[probe] ?? 0) > 0;
}
