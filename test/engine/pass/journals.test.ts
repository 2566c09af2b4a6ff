import { describe, expect, it } from "vitest";
import { isBlocked, readJournal } from "../../../src/engine/stryker/pass/journals.js";
import type { JournalEntry, TestBaseline } from "../../../src/engine/stryker/pass/pass-protocol.js";

const baseline: TestBaseline = {
  passed: true,
  retried: false,
  concurrent: false,
  ms: 3,
  message: "",
  hits: { "1": 2 },
};

function journal(...entries: readonly JournalEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

const file: JournalEntry = ["file", "test/a.test.ts", "unit"];

describe("a journal", () => {
  it("tells what a test file found", () => {
    const text = journal(
      file,
      ["begin", "t", null, 0],
      ["test", "t", baseline],
      ["begin", "t", "1", 2000],
      ["tried", "t", "1", "killed", "expected 1 to be 2"],
      ["over", "t"],
      ["end", { "7": 1 }, {}],
    );
    expect(readJournal(text)).toEqual({
      file: "test/a.test.ts",
      project: "unit",
      tests: [{ id: "t", baseline }],
      attempts: [{ project: "unit", test: "t", mutant: "1", outcome: "killed", message: "expected 1 to be 2" }],
      repeated: true,
      ended: true,
      strays: [],
      atLoad: { "7": 1 },
    });
  });

  it("does not take two tests of the same name for one that was run again", () => {
    const once: readonly JournalEntry[] = [
      ["begin", "t", null, 0],
      ["test", "t", baseline],
      ["over", "t"],
    ];
    expect(readJournal(journal(file, ...once, ...once))?.repeated).toBe(false);
    const again: readonly JournalEntry[] = [...once.slice(0, 2), ["begin", "t", null, 0], ["over", "t"]];
    expect(readJournal(journal(file, ...once, ...again))?.repeated).toBe(true);
  });

  it("names the mutant that a worker never came back from", () => {
    const text = `${journal(file, ["begin", "t", null, 0], ["begin", "t", "4", 2000])}\n\n["tri`;
    expect(readJournal(text)).toMatchObject({ ended: false, open: { test: "t", mutant: "4" } });
  });

  it("blames no mutant for a worker that falls silent without one", () => {
    const text = journal(file, ["begin", "t", "4", 2000], ["tried", "t", "4", "survived"], ["begin", "t", null, 0]);
    expect(readJournal(text)?.open).toBeUndefined();
  });

  it("says nothing of a file that has not come to its tests", () => {
    expect(readJournal("")).toBeUndefined();
  });

  it("does not pass over a line that it cannot read", () => {
    expect(() => readJournal(`${journal(file)}nonsense\n${journal(["over", "t"])}`)).toThrow();
  });

  it("gives what concurrent tests ran to each of them", () => {
    const concurrent = { ...baseline, concurrent: true, hits: {} };
    const text = journal(file, ["begin", "t", null, 0], ["test", "t", concurrent], ["end", {}, { "3": 1 }]);
    expect(readJournal(text)?.tests[0]?.baseline.hits).toEqual({ "3": 1 });
    expect(readJournal(text)?.attempts).toMatchObject([
      { test: "t", mutant: "3", outcome: "its tests run at the same time" },
    ]);
  });

  it("tells from the order what an error outside of any test comes from", () => {
    const text = journal(
      file,
      ["begin", "t", null, 0],
      ["stray", "first"],
      ["test", "t", baseline],
      ["begin", "t", null, 0],
      ["stray", "in a control"],
      ["begin", "t", "1", 2000],
      ["stray", "with a mutant"],
      ["over", "t"],
      ["stray", "behind it"],
      ["begin", "u", null, 0],
      ["stray", "later"],
    );
    expect(readJournal(text)?.strays).toEqual([
      { message: "first", by: "tests" },
      { message: "in a control", by: "either" },
      { message: "with a mutant", by: "mutant" },
      { message: "behind it", by: "mutant" },
      { message: "later", by: "either" },
    ]);
  });

  it("is blocked when a mutant has been silent for longer than it may", () => {
    const open = journal(file, ["begin", "t", "1", 2000]);
    expect([isBlocked(open, 1_999), isBlocked(open, 2_001)]).toEqual([false, true]);
    expect(isBlocked(`${open}\n\n`, 2_001)).toBe(true);
    expect(isBlocked(journal(file, ["begin", "t", null, 0]), 60_000)).toBe(false);
    expect(isBlocked(`${open}${journal(["over", "t"])}`, 60_000)).toBe(false);
  });
});
