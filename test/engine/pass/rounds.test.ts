import { describe, expect, it } from "vitest";
import { nextRound } from "../../../src/engine/stryker/pass/rounds.js";
import { attempt, fileFacts, fileRun, record, round, testBaseline } from "../../support/rounds.js";

const failing = { tests: [{ id: "a#t", baseline: testBaseline({ passed: false, message: "no" }) }] };

describe("the rounds of a pass", () => {
  it("are one, where nothing goes wrong", () => {
    expect(nextRound([])).toEqual({ mutate: true, excluded: [], done: {} });
    const attempts = [attempt("1", "a#t", "killed"), attempt("2", "a#t", "survived")];
    expect(nextRound([round([record("a", { attempts, repeated: true })])])).toBeUndefined();
  });

  it("go on without the mutant that a worker hung with, where it had not come to", () => {
    const stuck = record("b", {
      ended: false,
      repeated: true,
      open: { test: "b#t", mutant: "3" },
      attempts: [attempt("2", "b#t", "killed")],
    });
    const facts = { planned: [fileRun("a"), fileRun("b"), fileRun("c")], stuck: true };
    expect(nextRound([round([record("a"), stuck], facts, [fileFacts("a"), fileFacts("b", { ended: false })])])).toEqual(
      { mutate: true, files: ["b", "c"], excluded: ["3"], done: { "": { "b#t": ["2"] } } },
    );
  });

  it("are lost where a worker hangs without a mutant", () => {
    const facts = { planned: [fileRun("a")], stuck: true };
    expect(nextRound([round([record("a", { ended: false })], facts, [fileFacts("a", { ended: false })])])).toBe("lost");
  });

  it("are lost where a worker dies with ever another mutant", () => {
    const dies = (mutant: number) =>
      round([record("a", { repeated: true, open: { test: "a#t", mutant: String(mutant) } })]);
    const rounds = [1, 2, 3, 4, 5, 6, 7].map(dies);
    expect(nextRound(rounds)).toMatchObject({ excluded: ["1", "2", "3", "4", "5", "6", "7"] });
    expect(nextRound([...rounds, dies(8)])).toBe("lost");
  });

  it("come to an end, whatever a run without mutants says", () => {
    const doubtful = round([record("a", { ...failing, repeated: true })]);
    const rounds = Array.from({ length: 20 }, () => doubtful);
    expect(nextRound(rounds)).toBe("lost");
  });

  it("try again, and then without mutants, what fails by itself behind one", () => {
    const first = round([record("a", { ...failing, repeated: true, attempts: [attempt("1", "a#s", "killed")] })]);
    expect(nextRound([first])).toEqual({ mutate: true, files: ["a"], excluded: [], done: { "": { "a#s": ["1"] } } });
    expect(nextRound([first, first])).toEqual({ mutate: false, files: ["a"], excluded: [], done: {} });
    expect(nextRound([first, first, round([record("a", failing)])])).toBeUndefined();
  });

  it("believe a test that fails before any other was run again", () => {
    expect(nextRound([round([record("a", failing)])])).toBeUndefined();
  });

  it("do not believe it where test files share their modules", () => {
    const rounds = [round([record("a", failing), record("b", { repeated: true })], { shared: true })];
    expect(nextRound(rounds)).toMatchObject({ files: ["a"] });
  });

  it("doubt a file of which something failed besides its tests", () => {
    const rounds = [round([record("a", { repeated: true })], {}, [fileFacts("a", { failure: "afterAll" })])];
    expect(nextRound(rounds)).toMatchObject({ files: ["a"] });
  });

  it.each([
    ["a mutant was active", "mutant", undefined],
    ["no test had been run again", "tests", undefined],
    ["nobody knows where it comes from", "either", { files: ["a"] }],
  ] as const)("see to an error outside of the tests only where %s", (_, by, expected) => {
    const strays = [{ message: "boom", by }];
    const rounds = [
      round([record("a", { repeated: true, strays })], { strayErrors: [{ message: "boom", file: "a" }] }),
    ];
    if (expected === undefined) expect(nextRound(rounds)).toBeUndefined();
    else expect(nextRound(rounds)).toMatchObject(expected);
  });

  it("see to an error that only Vitest knows of", () => {
    const rounds = [round([record("a", { repeated: true })], { strayErrors: [{ message: "worker died" }] })];
    expect(nextRound(rounds)).toMatchObject({ files: ["a"] });
  });

  it("go on in a project that a file had not come to, though another project has finished it", () => {
    const facts = { planned: [fileRun("a", "x"), fileRun("a", "y"), fileRun("b", "x")], stuck: true };
    const attempts = [attempt("1", "a#t", "killed", "", "x")];
    const stuck = record("b", { project: "x", ended: false, repeated: true, open: { test: "b#t", mutant: "2" } });
    const files = [fileFacts("a", { project: "x" }), fileFacts("b", { project: "x", ended: false })];
    expect(nextRound([round([record("a", { project: "x", attempts }), stuck], facts, files)])).toEqual({
      ...{ mutate: true, files: ["a", "b"], excluded: ["2"] },
      done: { x: { "a#t": ["1"] } },
    });
  });

  it.each(["x", "y"])("doubt a file that fails behind a mutant in one project and not in another (%s)", (project) => {
    const other = project === "x" ? "y" : "x";
    const failed = record("a", { ...failing, project, repeated: true });
    const passed = record("a", { project: other, repeated: true });
    const records = project === "x" ? [failed, passed] : [passed, failed];
    expect(nextRound([round(records)])).toMatchObject({ mutate: true, files: ["a"] });
  });

  it("believe a file that fails in a project where no test was run again", () => {
    const records = [record("a", { ...failing, project: "x" }), record("a", { project: "y", repeated: true })];
    expect(nextRound([round(records)])).toBeUndefined();
  });

  it("give mutants another turn that one before them has spoilt, if it is worth it", () => {
    const spoilt = (...mutants: string[]) => [
      attempt("1", "a#t", "ran out of time"),
      ...mutants.map((mutant) => attempt(mutant, "a#t", "another mutant ran out of time")),
    ];
    const roundAfter = (...mutants: string[]) => nextRound([round([record("a", { attempts: spoilt(...mutants) })])]);
    expect(roundAfter("2", "3")).toBeUndefined();
    expect(roundAfter("2", "3", "4")).toEqual({
      mutate: true,
      files: ["a"],
      excluded: [],
      done: { "": { "a#t": ["1"] } },
    });
  });
});
