import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createProgress } from "../../src/cli/progress.js";
import { mutantsOf } from "../support/mutate.js";
import { baseline, outcome } from "../support/records.js";

const code = `${Array.from({ length: 20 }, (_, n) => `function f${n}(a) { if (!a) throw new Error('x'); }`).join("\n")}\n`;
const mutants = mutantsOf(code, undefined, "src/a/rather/long/name/of/a/file.ts");

function progressOn({ isTTY = false, columns = 80 } = {}) {
  let written = "";
  let time = 0;
  const stream = {
    isTTY,
    columns,
    write(text: string) {
      written += text;
      return true;
    },
  };
  const progress = createProgress(mutants, stream as never, { color: false, width: columns }, () => time);
  return {
    progress,
    wait: (ms: number) => {
      time += ms;
    },
    /** What was written since it was last asked. */
    written() {
      const text = written;
      written = "";
      return text;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubEnv("TERM", "xterm");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const killed = (n: number) => outcome(mutants[n] as never, "killed");
const survived = (n: number) => outcome(mutants[n] as never, "survived");

describe("on a terminal", () => {
  it("one line is redrawn, with what is done, survivors and the time left", () => {
    const { progress, wait, written } = progressOn({ isTTY: true });
    expect(written()).toBe("\r\u001b[Kstarting, and running the tests: 0.0 s");
    progress.onBaseline(baseline({ x: ["t1"] }));
    expect(written()).toBe("\r\u001b[K1 test ran in 0.1 s; now 20 mutants\n\r\u001b[K0 of 20 mutants, 0 survivors");
    wait(5000);
    progress.onOutcome(killed(0));
    expect(written()).toBe("\r\u001b[K1 of 20 mutants, 0 survivors, about 1 min 35 s left");
    progress.end();
    expect(written()).toBe("\r\u001b[K");
  });

  it("survivors stand above it as soon as they are known, but not all of many", () => {
    const { progress, written } = progressOn({ isTTY: true });
    progress.onBaseline(baseline({ x: ["t1"] }));
    written();
    progress.onOutcome(survived(0));
    const [line, next] = written().split("\n");
    expect(line).toBe(
      `\r\u001b[Ksurvived: src/a/rather/long/name/of/a/file.ts:1:${mutants[0]?.range.start.column} guard-drop ${mutants[0]?.id}`,
    );
    expect(next).toMatch(/^\r\u001b\[K1 of 20 mutants, 1 survivor\r/);
    for (let n = 1; n < 10; n++) progress.onOutcome(survived(n));
    expect(written().match(/survived:/g)).toHaveLength(4);
  });

  it("time goes by while nothing is heard, and not any more at the end", () => {
    const { progress, wait, written } = progressOn({ isTTY: true });
    written();
    wait(3000);
    vi.advanceTimersByTime(1000);
    expect(written()).toBe("\r\u001b[Kstarting, and running the tests: 3.0 s");
    progress.end();
    written();
    vi.advanceTimersByTime(5000);
    expect(written()).toBe("");
  });

  it("nothing is broken at 40 columns", () => {
    const { progress, wait, written } = progressOn({ isTTY: true, columns: 40 });
    progress.onBaseline(baseline({ x: ["t1"] }));
    wait(100_000);
    progress.onOutcome(survived(0));
    for (const line of written().split(/[\r\n]/)) expect(line.replace("\u001b[K", "").length).toBeLessThanOrEqual(40);
  });
});

describe("elsewhere", () => {
  it("a plain line comes now and then, and the first survivors at once", () => {
    const { progress, written } = progressOn();
    expect(written()).toBe("");
    progress.onBaseline(baseline({ x: ["t1"] }));
    for (const [n, mutant] of mutants.entries()) progress.onOutcome(outcome(mutant, n === 2 ? "survived" : "killed"));
    progress.end();
    const lines = written().trimEnd().split("\n");
    expect(lines[0]).toBe("1 test ran in 0.1 s; now 20 mutants");
    expect(lines.filter((line) => /^\d+ of 20 mutants/.test(line))).toHaveLength(9);
    expect(
      lines.indexOf(
        `survived: src/a/rather/long/name/of/a/file.ts:3:${mutants[2]?.range.start.column} guard-drop ${mutants[2]?.id}`,
      ),
    ).toBe(2);
    expect(lines.join()).not.toMatch(/[\r\u001b]/);
  });

  it("a terminal that cannot redraw is one of them", () => {
    vi.stubEnv("TERM", "dumb");
    const { written } = progressOn({ isTTY: true });
    expect(written()).toBe("");
  });
});
