/**
 * Ends a test that can never end. A mutant that drops a rejection or a call often leaves a promise that
 * nobody will ever settle, and the test would wait for all of its timeout. But if nothing is pending in the
 * process that could happen before that, no timer, no socket, no file, then nothing can settle it: that is
 * known at once, and as certain as if the timeout had been waited for.
 *
 * Copied into the sandbox, so it imports nothing of ours from outside.
 */
import { performance } from "node:perf_hooks";
import * as vitest from "vitest";
import { clearTimeout, now, setTimeout } from "./clock.js";
import { giveUp, isIdleUntil } from "./pending.js";

/** How long to wait between two looks, in milliseconds. */
const LOOK_MS = 30;

/** So many looks in a row must find nothing pending: what Node's own threads work on is not seen. */
const LOOKS = 3;

export interface Watch {
  /** How long the test takes without a mutant, in milliseconds. */
  readonly ownMs: number;
  /** Its own timeout, in milliseconds; 0 for none. */
  readonly timeoutMs: number;
  /** After that it is ended, whatever is pending; in milliseconds. */
  readonly limitMs: number;
  /** Set when it was ended: as it never would have, or although something was pending. */
  ended?: "for ever" | "unfinished";
}

interface Runner {
  runTask?(test: unknown): Promise<void> | void;
}

/**
 * Has tests watched from now on.
 *
 * @param watchOf tells for a test how it is to be watched, `undefined` for not at all
 */
export async function watchTests(watchOf: WatchOf): Promise<void> {
  const isFirst = watching === undefined;
  watching = watchOf;
  // Test files that share their modules share this one too.
  if (!isFirst) return;
  const { prototype, getFn } = await findRunner();
  const original = prototype.runTask;
  prototype.runTask = async function (this: unknown, test) {
    const run = async () => {
      await (original === undefined ? getFn(test)() : original.call(this as Runner, test));
    };
    const watch = watching?.(test);
    await (watch === undefined ? run() : orNever(run(), watch));
  };
}

type WatchOf = (test: unknown) => Watch | undefined;
let watching: WatchOf | undefined;

type GetFn = (test: unknown) => () => Promise<void> | void;

/** Where the class of the runner is, over all supported versions. */
async function findRunner(): Promise<{ readonly prototype: Runner; readonly getFn: GetFn }> {
  const { TestRunner } = vitest as unknown as { TestRunner?: { prototype: Runner; getTestFn: GetFn } };
  if (TestRunner !== undefined) return { prototype: TestRunner.prototype, getFn: TestRunner.getTestFn };
  // Built at run time: Vitest 5 has no such modules.
  const [runners, suite] = ["vitest/runners", "vitest/suite"];
  const { VitestTestRunner } = await import(runners);
  const { getFn } = await import(suite);
  return { prototype: VitestTestRunner.prototype, getFn };
}

function orNever(run: Promise<void>, watch: Watch): Promise<void> {
  return new Promise((resolve, reject) => {
    const started = now();
    const timeout = watch.timeoutMs > 0 ? started + watch.timeoutMs : Number.POSITIVE_INFINITY;
    const wasQuiet = watchLoop();
    let idle = 0;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      idle = wasQuiet() && isIdleUntil(timeout, started) && (await importsAreSettled()) ? idle + 1 : 0;
      if (idle === LOOKS) {
        giveUp(started, timeout);
        watch.ended = "for ever";
        reject(new Error("the test would not end: nothing that it could wait for is pending"));
      } else if (now() - started > watch.limitMs) {
        watch.ended = "unfinished";
        reject(new Error("the test takes much longer than without the mutant"));
      } else timer = setTimeout(look, LOOK_MS);
    };
    timer = setTimeout(look, Math.max(LOOK_MS, 2 * watch.ownMs));
    run.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Tells at each look whether nothing has come in since the one before, and the look is on time. On a busy machine
 * a process gets its turn seldom: then two looks can follow each other with one step of the test between them.
 */
function watchLoop(): () => boolean {
  const eventsSoFar = () => performance.nodeTiming.uvMetricsInfo?.events ?? 0;
  let events = -1;
  let due = Number.POSITIVE_INFINITY;
  return () => {
    const [before, isOnTime] = [events, now() - due < LOOK_MS];
    events = eventsSoFar();
    due = now() + LOOK_MS;
    return events === before && isOnTime;
  };
}

/** A module that is still being loaded is nothing that the process sees. */
function importsAreSettled(): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), LOOK_MS);
    vitest.vi.dynamicImportSettled().then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
