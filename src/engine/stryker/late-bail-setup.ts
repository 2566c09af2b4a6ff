/**
 * A setup file of the user's tests in mutant runs: copied into the sandbox, so it imports nothing of ours.
 * Every covering test has its turn, so that all killers of a mutant are known; but once one has failed
 * and the run takes long (tests that hang until their time is over), the others are skipped.
 */
import { afterEach, beforeEach, inject } from "vitest";

const graceMs = inject("faultlineGraceMs" as never) as number | undefined;

if (graceMs !== undefined) {
  // The real clock: tests may put a false one in its place.
  const now = performance.now.bind(performance);
  const started = now();
  let hasFailed = false;
  beforeEach(({ skip }) => {
    if (hasFailed && now() - started > graceMs) skip();
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail" && task.fails !== true && isLastTry(task)) hasFailed = true;
  });
}

/** A test that fails may pass when it is tried again. */
function isLastTry({ retry, result }: { retry?: unknown; result?: { retryCount?: number } | undefined }): boolean {
  const allowed = typeof retry === "number" ? retry : (retry as { count?: number } | undefined)?.count;
  return (result?.retryCount ?? 0) >= (allowed ?? 0);
}
