import { describe, expect, it } from "vitest";
import { confidenceByFile, confidenceOf } from "../../src/judge/confidence.js";
import type { Coverage, OutcomeStatus } from "../../src/model.js";
import { reportOn } from "../support/records.js";

const code = `export async function load(store, id) {
  if (!id) throw new Error('no id');
  try {
    return await store.get(id);
  } catch (error) {
    await store.close();
    return null;
  }
}
`;

const reported = (hits: Record<number, number>): Coverage => ({
  origin: "reports",
  reports: ["lcov.info"],
  files: [{ file: "src/code.ts", hits }],
  notes: [],
});
const all = { 2: 3, 3: 3, 4: 3, 6: 1, 7: 1 };
const survivor: Record<string, OutcomeStatus> = { "handler-value": "survived" };

function handler(outcomes: Record<string, OutcomeStatus>, more: Parameters<typeof reportOn>[2] = {}) {
  const report = reportOn(code, outcomes, more);
  const found = report.verdicts.find(({ path }) => path.kind === "catch-clause");
  return { lines: found?.lines, headline: found?.coveredButUnverified };
}

describe("the lines of an error path", () => {
  it("are those that the report calls executable", () => {
    expect(handler(survivor, { coverage: reported(all) }).lines).toEqual({ executable: [6, 7], covered: [6, 7] });
    expect(handler({}, { coverage: reported({ ...all, 7: 0 }) }).lines).toEqual({ executable: [6, 7], covered: [6] });
  });

  it("are those that hold a mutant where no report speaks of the file", () => {
    const elsewhere = { ...reported({}), files: [] };
    expect(handler(survivor, { coverage: elsewhere }).lines).toEqual({ executable: [5, 6, 7], covered: [5, 6, 7] });
    const statuses = { "handler-effect-drop": "no-coverage", "handler-value": "error" } as const;
    expect(handler(statuses, { coverage: elsewhere }).lines).toEqual({ executable: [5, 6], covered: [5] });
  });

  it("are not known where nobody asked for coverage", () => {
    expect(handler(survivor, { coverage: { ...reported({}), origin: "none" } })).toEqual({
      lines: undefined,
      headline: true,
    });
  });
});

describe("covered but unverified", () => {
  it.each<[string, Record<string, OutcomeStatus>, Record<number, number>, boolean]>([
    ["every line covered and a survivor", survivor, all, true],
    ["a line not covered", survivor, { ...all, 6: 0 }, false],
    ["no survivor", {}, all, false],
    ["no survivor, but code that no test reaches", { "handler-value": "no-coverage" }, all, false],
    ["no executable line of its own and a survivor", survivor, { 1: 1 }, true],
  ])("is a path with %s", (_, outcomes, hits, headline) => {
    expect(handler(outcomes, { coverage: reported(hits) }).headline).toBe(headline);
  });

  it("is no path that no test reaches, though its one line is covered", () => {
    const { verdicts } = reportOn(code, { "guard-drop": "no-coverage" }, { coverage: reported(all), reached: false });
    const guard = verdicts.find(({ path }) => path.kind === "guard-clause");
    expect(guard).toMatchObject({ verdict: "unreached", coveredButUnverified: false, lines: { covered: [2] } });
  });
});

describe("confidence", () => {
  it("counts lines, asserted paths, and the gap between them", () => {
    const { verdicts } = reportOn(code, survivor, { coverage: reported({ ...all, 7: 0 }) });
    const expected = {
      lines: { executable: 3, covered: 2 },
      paths: { judged: 2, asserted: 1 },
      coveredPercent: 67,
      assertedPercent: 50,
      gap: 17,
    };
    expect(confidenceOf(verdicts)).toEqual(expected);
    expect(confidenceByFile(verdicts)).toEqual([{ file: "src/code.ts", ...expected }]);
  });

  it("counts a line once that belongs to two paths", () => {
    const nested = "function f() {\ntry { a(); } catch (e) {\ntry { b(); } catch (x) {\nundo();\n}\n}\n}";
    const { verdicts } = reportOn(nested, {}, { coverage: reported({ 2: 1, 3: 1, 4: 1 }) });
    expect(verdicts).toHaveLength(2);
    expect(confidenceOf(verdicts).lines).toEqual({ executable: 3, covered: 3 });
  });

  it("says 100 and 0 only where it is exactly that", () => {
    const guards = Array.from({ length: 300 }, (_, n) => `if (!a${n}) throw new Error("a${n}");`);
    const many = `function f() {\n${guards.join("\n")}\n}`;
    const hits = Object.fromEntries(guards.map((_, n) => [n + 2, n === 0 ? 0 : 1]));
    const { verdicts } = reportOn(many, {}, { coverage: reported(hits) });
    expect(confidenceOf(verdicts).coveredPercent).toBe(99);
    expect(
      confidenceOf(verdicts.map((each, n) => (n === 0 ? each : { ...each, verdict: "unasserted" }))),
    ).toMatchObject({
      assertedPercent: 1,
    });
  });

  it("leaves out what cannot be judged, and says no gap without lines", () => {
    const { verdicts } = reportOn(code, { "guard-drop": "ignored" }, { coverage: { ...reported({}), origin: "none" } });
    expect(confidenceOf(verdicts)).toEqual({ paths: { judged: 1, asserted: 1 }, assertedPercent: 100 });
  });
});
