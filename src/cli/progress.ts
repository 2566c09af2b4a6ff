/** How far a run is, on standard error: one redrawn line on a terminal, a plain line now and then elsewhere. */
import type { Baseline, Outcome } from "../model.js";
import { count } from "../reporters/style.js";

export interface Progress {
  onBaseline(baseline: Baseline): void;
  onOutcome(outcome: Outcome): void;
  end(): void;
}

const CLEAR_LINE = "\r\u001b[K";

export function createProgress(total: number, stream: NodeJS.WriteStream): Progress {
  const redraws = stream.isTTY === true;
  let done = 0;
  let survivors = 0;
  let lastTenth = 0;
  const line = () => `${done} of ${count(total, "mutant")}, ${count(survivors, "survivor")}`;
  return {
    onBaseline({ tests, durationMs }) {
      const text = `${count(tests.length, "test")} ran in ${(durationMs / 1000).toFixed(1)} s; now ${count(total, "mutant")}`;
      stream.write(redraws ? `${CLEAR_LINE}${text}` : `${text}\n`);
    },
    onOutcome({ status }) {
      done++;
      if (status === "survived") survivors++;
      const tenth = Math.floor((done * 10) / total);
      if (redraws) stream.write(`${CLEAR_LINE}${line()}`);
      else if (tenth > lastTenth && done < total) stream.write(`${line()}\n`);
      lastTenth = tenth;
    },
    end() {
      if (redraws) stream.write(CLEAR_LINE);
    },
  };
}
