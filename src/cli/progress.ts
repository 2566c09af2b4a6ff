/**
 * How far a run is, on standard error. On a terminal one redrawn line, elsewhere a plain line now and then;
 * on both the first survivors as soon as they are known.
 */
import type { Baseline, Coverage, Mutant, Outcome } from "../model.js";
import { count, createStyle, type Look, plain } from "../reporters/style.js";
import { cutEnd } from "../reporters/width.js";

export interface Progress {
  onCoverage(coverage: Coverage): void;
  onBaseline(baseline: Baseline): void;
  onOutcome(outcome: Outcome): void;
  end(): void;
}

type Stream = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean; readonly columns?: number };

const CLEAR_LINE = "\r\u001b[K";
const REDRAW_MS = 1_000;
/** More of them are for the report. */
const MAX_ANNOUNCED = 5;

/**
 * @param mutants those that are to be run; a probe that survives is no survivor
 * @param now the time in milliseconds
 */
export function createProgress(
  mutants: readonly Mutant[],
  stream: Stream,
  look: Look,
  now: () => number = () => performance.now(),
): Progress {
  const total = mutants.length;
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const redraws = stream.isTTY === true && process.env["TERM"] !== "dumb";
  const started = now();
  let measuredFrom: number | undefined;
  let done = 0;
  let survivors = 0;
  let lastTenth = 0;
  const line = () =>
    measuredFrom === undefined
      ? `starting, and running the tests: ${seconds(now() - started)}`
      : `${done} of ${count(total, "mutant")}, ${count(survivors, "survivor")}${timeLeft(now() - measuredFrom, done, total)}`;
  // One column less: at the very end of a line some terminals have broken it already.
  const draw = () => {
    if (redraws) stream.write(`${CLEAR_LINE}${cutEnd(line(), Math.max(8, (stream.columns || look.width) - 1))}`);
  };
  const say = (text: string) => {
    stream.write(`${redraws ? CLEAR_LINE : ""}${text}\n`);
    draw();
  };
  // So that time goes by while nothing is heard of the tests.
  const timer = redraws ? setInterval(draw, REDRAW_MS).unref() : undefined;
  draw();
  return {
    onCoverage(coverage) {
      say(coverageText(coverage));
    },
    onBaseline({ tests, durationMs }) {
      const text = `${count(tests.length, "test")} ran in ${seconds(durationMs)}; now ${count(total, "mutant")}`;
      measuredFrom = now();
      say(text);
    },
    onOutcome({ mutantId, status }) {
      done++;
      const mutant = byId.get(mutantId);
      if (status === "survived" && mutant?.probe === false) {
        survivors++;
        if (survivors <= MAX_ANNOUNCED) say(survivorText(mutant, look));
      }
      const tenth = Math.floor((done * 10) / total);
      if (redraws) draw();
      else if (tenth > lastTenth && done < total) say(line());
      lastTenth = tenth;
    },
    end() {
      clearInterval(timer);
      // Apart from the report, which follows on the same screen.
      if (redraws) stream.write(survivors > 0 ? `${CLEAR_LINE}\n` : CLEAR_LINE);
    },
  };
}

/** `survived: src/db/tenant.ts:12:3 guard-drop b4d83a0af2` */
function survivorText({ file, range, operator, id }: Mutant, look: Look): string {
  const style = createStyle(look);
  const place = plain(`${file}:${range.start.line}:${range.start.column}`);
  const whole = `survived: ${place} ${operator} ${id}`;
  const painted = (before: string) =>
    `survived: ${style.paint("bold", before)} ${style.paint("yellow", operator)} ${style.paint("dim", id)}`;
  if (cutEnd(whole, look.width) === whole) return painted(place);
  return [
    `survived: ${style.paint("bold", style.cutMiddle(place, "survived: ".length))}`,
    `  ${style.paint("yellow", operator)} ${style.paint("dim", id)}`,
  ].join("\n");
}

/** Told when there is something to go by. */
function timeLeft(elapsedMs: number, done: number, total: number): string {
  if (done === 0 || done >= total || elapsedMs < 2_000) return "";
  return `, about ${seconds((elapsedMs / done) * (total - done))} left`;
}

function seconds(ms: number): string {
  const whole = Math.round(ms / 1000);
  if (whole < 10) return `${(ms / 1000).toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? "" : ` ${whole % 60} s`}`;
}

function coverageText({ origin, reports, notes }: Coverage): string {
  const found: Readonly<Record<Coverage["origin"], string>> = {
    reports: `line coverage: ${count(reports.length, "report")}: ${reports.slice(0, 3).join(", ")}${reports.length > 3 ? " …" : ""}`,
    provider: `line coverage: one run of ${reports.join(", ")}`,
    "per-test": "line coverage: Stryker's per-test coverage",
    none: "line coverage: not asked for",
  };
  return [found[origin], ...notes.map((note) => `  ${note}`)].join("\n");
}
