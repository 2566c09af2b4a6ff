/** One test in the pass: its run without mutants, and then one run after the other as its sequence asks for. */
import type { AttemptOutcome, IsolationReason, JournalEntry, TestBaseline } from "../pass/pass-protocol.js";
import { clearInterval, now, setImmediate, setInterval } from "./clock.js";
import { beat, write } from "./journal.js";
import { activate, countHits, coverBy, hitsAtLoad, hitsOf, input } from "./namespace.js";
import type { Watch } from "./never-ends.js";
import { createSequence, type Run, type Sequence } from "./sequence.js";

/** What we use of Vitest's tests, over all supported versions. */
export interface Test {
  readonly concurrent?: boolean;
  readonly fails?: boolean;
  readonly timeout?: number;
  readonly result?: Result;
  /** What it asserts of promises and has not settled yet: no run of it ends before. */
  promises?: unknown;
}

/** What is known of a test before it runs. */
export interface Known {
  readonly id: string;
  /** Under this name concurrent tests of a file are covered together: who of them ran what cannot be told. */
  readonly group: string;
  /** Another test of the file has the same id. */
  readonly isShared: boolean;
  /** Mutants that it has been tried on in earlier rounds. */
  readonly done: readonly string[];
}

interface Result {
  state?: string;
  errors?: readonly { readonly message?: string }[] | undefined;
  retryCount?: number;
}

/** From here on a test is slow, in milliseconds: all killers are worth knowing, but not at any price. */
const SLOW_MS = 250;

/** A run of its own costs about a second and the tests' time; in the pass a mutant costs two runs of a test. */
const TOO_LONG_MS = 500;

/**
 * A run is ended after that, in milliseconds, if it takes much longer than without a mutant. What waits for an
 * element or a call to come gives up by itself after a second: `vi.waitFor`, `expect.poll`, Testing Library.
 */
const LIMIT_MS = 1_500;

/** Stryker's own factor: code that runs a hundred times as often as without a mutant is in an endless loop. */
const HIT_LIMIT_FACTOR = 100;

/** Running as often as this can be sensible; Stryker has the hits of all tests to multiply. */
const LEAST_HIT_LIMIT = 10_000;

const HEARTBEAT_MS = 250;

/** A test of this file has been run again. */
let hasRepeated = false;

const notToTry = new Set([...input.probeIds, ...input.excluded]);
/** Mutants that a test of this file has killed. */
const killed = new Set<string>();
/** Mutants of which nothing more is wanted from this file: a test hung with it, or took long to be killed. */
const costly = new Set<string>();

export class Trial {
  /** How the run that is going on is watched. */
  watch: Watch | undefined;
  readonly test: Test;
  readonly id: string;
  readonly #known: Known;
  readonly #started = now();
  #baseline: Result = {};
  #ownMs = 0;
  #sequence: Sequence | undefined;
  #written = 0;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  /** Mutants with which this test took long. */
  readonly #slowWith = new Set<string>();
  /** The mutant of the run that goes on, and when that began. */
  #active: string | undefined;
  #begun = 0;
  /** To be written when the run begins. */
  #opening: JournalEntry | undefined;

  constructor(test: Test, known: Known) {
    this.test = test;
    this.id = known.id;
    this.#known = known;
    this.#opening = ["begin", this.id, null, 0];
    if (!hasRepeated || test.concurrent === true) this.#open();
    activate(undefined);
    coverBy(test.concurrent === true ? known.group : this.id);
    // What was tried on the tests before may have left it waiting for ever.
    if (hasRepeated && test.concurrent !== true) this.#watch(Number.POSITIVE_INFINITY);
  }

  /**
   * To be called as the first hook of a run. Errors outside of tests are told late: those of the run before
   * come before the journal says that this one begins.
   */
  async opened(): Promise<void> {
    if (this.#opening === undefined) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#open();
  }

  #open(): void {
    if (this.#opening !== undefined) write(this.#opening);
    this.#opening = undefined;
  }

  /**
   * A run is over.
   *
   * @param runs how many there have been
   * @returns whether there is to be another
   */
  next(runs: number): boolean {
    this.#open();
    const run = this.#ended();
    clearInterval(this.#heartbeat);
    if (this.#active !== undefined && run.tookLong) this.#slowWith.add(this.#active);
    if (this.#sequence === undefined) {
      const mutants = this.#afterBaseline(run, runs);
      if (mutants.length === 0) return this.end();
      this.#sequence = createSequence(mutants);
    }
    const step = this.#sequence.next(run);
    this.#note(this.#sequence);
    if (step === "end") return this.end();
    this.#begin(step.mutant);
    return true;
  }

  /** Leaves everything as it was after the run without mutants. */
  end(): false {
    clearInterval(this.#heartbeat);
    this.watch = undefined;
    activate(undefined);
    // Hooks of the suite come next; but other concurrent tests are still on their way.
    coverBy(this.test.concurrent === true ? this.#known.group : undefined);
    if (this.test.result !== undefined) Object.assign(this.test.result, this.#baseline);
    write(["over", this.id]);
    return false;
  }

  /** Notes what the test does by itself, and tells which mutants to try on it. */
  #afterBaseline({ passed, message }: Run, runs: number): readonly string[] {
    const { result = {}, concurrent = false } = this.test;
    this.#baseline = { state: result.state ?? "pass", errors: result.errors };
    this.#ownMs = (now() - this.#started) / runs;
    const retried = (result.retryCount ?? 0) > 0;
    const baseline: TestBaseline = { passed, retried, concurrent, ms: this.#ownMs, message, hits: hitsOf(this.id) };
    write(["test", this.id, baseline]);
    if (!input.mutate || !passed || concurrent) return [];
    const mutants = this.#covered(baseline).filter((each) => !this.#known.done.includes(each));
    const doubt = this.#doubt(baseline);
    if (doubt === undefined) {
      return mutants.filter((each) => !costly.has(each) && !(this.#ownMs > SLOW_MS && killed.has(each)));
    }
    for (const each of mutants) write(["tried", this.id, each, doubt]);
    return [];
  }

  #covered({ hits }: TestBaseline): readonly string[] {
    const atLoad = hitsAtLoad();
    const isReached = (mutant: string) => {
      const probe = input.probes[mutant];
      return probe === undefined || (hits[probe] ?? 0) > 0;
    };
    return Object.keys(hits).filter((each) => !notToTry.has(each) && atLoad[each] === undefined && isReached(each));
  }

  /** Why this test cannot judge a mutant here. */
  #doubt({ retried, ms }: TestBaseline): IsolationReason | undefined {
    if (this.#known.isShared) return "two tests have the same name";
    if (retried) return "its tests do not always pass without it";
    return ms > TOO_LONG_MS ? "its tests take long" : undefined;
  }

  #begin(mutant: string | undefined): void {
    coverBy(null);
    if (this.test.result !== undefined) {
      Object.assign(this.test.result, { state: "run", errors: undefined, retryCount: 0 });
    }
    this.test.promises = undefined;
    const limitMs = Math.max(LIMIT_MS, 4 * this.#ownMs + 500);
    this.#watch(limitMs);
    this.#active = mutant;
    this.#begun = now();
    hasRepeated = true;
    if (mutant === undefined) {
      this.#opening = ["begin", this.id, null, 0];
      activate(undefined);
      return;
    }
    this.#opening = ["begin", this.id, mutant, limitMs + 1_000];
    this.#heartbeat = setInterval(beat, HEARTBEAT_MS);
    this.#heartbeat.unref?.();
    activate(mutant, Math.max(LEAST_HIT_LIMIT, HIT_LIMIT_FACTOR * (hitsOf(this.id)[mutant] ?? 0)));
  }

  #watch(limitMs: number): void {
    this.watch = { ownMs: this.#ownMs, timeoutMs: this.test.timeout ?? 0, limitMs };
  }

  #ended(): Run {
    const { state, errors } = this.test.result ?? {};
    const isTurned = this.test.fails === true && !input.flipsEachRun;
    const passed = (state === "fail") === isTurned;
    const message = errors?.[0]?.message ?? "";
    const tookLong = this.watch?.ended !== undefined || now() - this.#begun > SLOW_MS;
    return { ...countHits(), passed, message, unfinished: this.watch?.ended === "unfinished", tookLong };
  }

  #note({ found }: Sequence): void {
    for (const [mutant, outcome, message] of found.slice(this.#written)) {
      if (outcome === "killed") killed.add(mutant);
      if (outcome === "ran out of time" || (outcome === "killed" && this.#slowWith.has(mutant))) costly.add(mutant);
      const entry = ["tried", this.id, mutant, outcome as AttemptOutcome] as const;
      write(message === undefined ? entry : [...entry, message]);
    }
    this.#written = found.length;
  }
}
