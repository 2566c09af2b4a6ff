/** How far a run is, on standard error: one redrawn line on a terminal, a plain line now and then elsewhere. */
import type { Baseline, Coverage, Mutant, Outcome } from "../model.js";
import { count } from "../reporters/style.js";

export interface Progress {
  onCoverage(coverage: Coverage): void;
  onBaseline(baseline: Baseline): void;
  onOutcome(outcome: Outcome): void;
  end(): void;
}

const CLEAR_LINE = "\r\u001b[K";

/** @param mutants those that are to be run; a probe that survives is no survivor */
export function createProgress(mutants: readonly Mutant[], stream: NodeJS.WriteStream): Progress {
  const total = mutants.length;
  const probes = new Set(mutants.filter(({ probe }) => probe).map(({ id }) => id));
  const redraws = stream.isTTY === true;
  let done = 0;
  let survivors = 0;
  let lastTenth = 0;
  const line = () => `${done} of ${count(total, "mutant")}, ${count(survivors, "survivor")}`;
  return {
    onCoverage(coverage) {
      stream.write(`${redraws ? CLEAR_LINE : ""}${coverageText(coverage)}\n`);
    },
    onBaseline({ tests, durationMs }) {
      const text = `${count(tests.length, "test")} ran in ${(durationMs / 1000).toFixed(1)} s; now ${count(total, "mutant")}`;
      stream.write(redraws ? `${CLEAR_LINE}${text}` : `${text}\n`);
    },
    onOutcome({ mutantId, status }) {
      done++;
      if (status === "survived" && !probes.has(mutantId)) survivors++;
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

function coverageText({ origin, reports, notes }: Coverage): string {
  const found: Readonly<Record<Coverage["origin"], string>> = {
    reports: `line coverage: ${count(reports.length, "report")}: ${reports.slice(0, 3).join(", ")}${reports.length > 3 ? " …" : ""}`,
    provider: `line coverage: one run of ${reports.join(", ")}`,
    "per-test": "line coverage: Stryker's per-test coverage",
    none: "line coverage: not asked for",
  };
  return [found[origin], ...notes.map((note) => `  ${note}`)].join("\n");
}
