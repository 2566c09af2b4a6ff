/**
 * The setup file of a mutant's own run. Every covering test has its turn, so that all killers of a mutant are
 * known; but once one has failed and the run takes long, the others are skipped.
 *
 * Copied into the sandbox, so it imports nothing of ours from outside.
 */
import { afterEach, beforeEach, inject } from "vitest";
import { now } from "./clock.js";
import { watchTests } from "./never-ends.js";

const graceMs = inject("faultlineGraceMs" as never) as number | undefined;
const endsEarly = inject("faultlineEndsEarly" as never) as boolean | undefined;

if (graceMs !== undefined) {
  const started = now();
  let hasFailed = false;
  beforeEach(({ skip }) => {
    if (hasFailed && now() - started > graceMs) skip();
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail" && task.fails !== true && isLastTry(task)) hasFailed = true;
  });
}

if (endsEarly === true) {
  await watchTests((test) => {
    const { timeout = 0, concurrent = false } = test as { timeout?: number; concurrent?: boolean };
    if (concurrent) return undefined;
    return { ownMs: 0, timeoutMs: timeout, limitMs: Number.POSITIVE_INFINITY };
  });
}

/** A test that fails may pass when it is tried again. */
function isLastTry({ retry, result }: { retry?: unknown; result?: { retryCount?: number } | undefined }): boolean {
  const allowed = typeof retry === "number" ? retry : (retry as { count?: number } | undefined)?.count;
  return (result?.retryCount ?? 0) >= (allowed ?? 0);
}
