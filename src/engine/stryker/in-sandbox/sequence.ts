/**
 * In what order one test is run with and without mutants, and what each run proves. It decides from run to
 * run, and imports nothing: the setup file that uses it is copied into the sandbox together with it.
 *
 * A kill counts only between two runs without a mutant that pass: control, mutant, control. Two controls
 * come first, and the first kill must happen twice, so that a test gives itself away that fails every so many
 * times. A mutant that survives needs no control behind it; if the next one then fails, that one is run again
 * between two controls.
 */
export type Outcome = "killed" | "survived" | "looped" | (string & {});

export interface Run {
  readonly passed: boolean;
  /** How often the mutated code ran. */
  readonly hits: number;
  readonly hitLimit: number;
  readonly message: string;
  /** It was ended before it was done, and what it has begun may still go on. */
  readonly unfinished: boolean;
  /** Too long to be run twice for one kill. */
  readonly tookLong: boolean;
}

export interface Sequence {
  /** What the run that has just ended proves, and the mutant of the next one; `undefined` for a control. */
  next(ended: Run): { readonly mutant: string | undefined } | "end";
  /** What is known by now. */
  readonly found: (readonly [mutant: string, outcome: Outcome, message?: string])[];
}

const TIMED_OUT = /\btimed out in [\d.]+\s*ms/i;

interface Suspect {
  readonly mutant: string;
  readonly outcome: "killed" | "looped";
  readonly message: string;
  readonly tookLong: boolean;
}

/** The sequence for one test; its first run is a control. */
export function createSequence(mutants: readonly string[]): Sequence {
  const queue = [...mutants];
  const found: Sequence["found"] = [];
  let controlsToGo = 2;
  let isAfterControl = false;
  let active: string | undefined;
  /** Failed behind a control; it stands if the next control passes. */
  let suspect: Suspect | undefined;
  /** The mutant of the first kill; a test that has killed it twice is believed. */
  let first: string | undefined;
  let isBelieved = false;

  const giveUp = (reason: string): "end" => {
    const open = [...(suspect === undefined ? [] : [suspect.mutant]), ...queue.splice(0)];
    for (const each of open) found.push([each, reason]);
    return "end";
  };
  const control = () => {
    active = undefined;
    return { mutant: undefined };
  };
  const nextMutant = () => {
    active = queue.shift();
    return active === undefined ? "end" : { mutant: active };
  };
  const afterControl = (ended: Run) => {
    if (!ended.passed) return giveUp("its tests do not always pass without it");
    if (suspect !== undefined) accept(suspect);
    suspect = undefined;
    isAfterControl = true;
    controlsToGo--;
    return controlsToGo > 0 ? control() : nextMutant();
  };
  const accept = ({ mutant, outcome, message, tookLong }: Suspect) => {
    isBelieved ||= first === mutant;
    if (!tookLong) first ??= mutant;
    if (isBelieved || tookLong) found.push([mutant, outcome, message]);
    else queue.unshift(mutant);
  };
  const afterMutant = (tried: string, ended: Run) => {
    const isBetweenControls = isAfterControl;
    isAfterControl = false;
    if (ended.unfinished || (!ended.passed && TIMED_OUT.test(ended.message))) {
      // What it has begun may still go on: nothing that this test does from now on proves anything.
      found.push([tried, "ran out of time"]);
      return giveUp("another mutant ran out of time");
    }
    const looped = ended.hits > ended.hitLimit;
    if (tried === first && !isBelieved && ended.passed) {
      queue.unshift(tried);
      return giveUp("its tests do not always pass without it");
    }
    if (ended.hits === 0) found.push([tried, "the mutated code did not run again"]);
    else if (ended.passed && !looped) found.push([tried, "survived"]);
    else if (isBetweenControls) {
      const { message, tookLong } = ended;
      suspect = { mutant: tried, outcome: looped ? "looped" : "killed", message, tookLong };
    } else queue.unshift(tried);
    if (ended.passed && !looped) return nextMutant();
    controlsToGo = 1;
    return control();
  };
  return { found, next: (ended) => (active === undefined ? afterControl(ended) : afterMutant(active, ended)) };
}
