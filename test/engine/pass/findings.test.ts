import { describe, expect, it } from "vitest";
import { baselineOf, findingsOf } from "../../../src/engine/stryker/pass/findings.js";
import { attempt, fileFacts, record, round, testBaseline } from "../../support/rounds.js";

describe("what a pass says of the tests", () => {
  it("takes a test's own run without mutants, not what Vitest saw last", () => {
    const facts = fileFacts("a", { tests: [{ id: "a#t", name: "t", state: "failed", message: "of a mutant" }] });
    const tests = [{ id: "a#t", baseline: testBaseline({ ms: 7, hits: { "1": 2 } }) }];
    const baseline = baselineOf([round([record("a", { tests, atLoad: { "9": 1 } })], {}, [facts])]);
    expect(baseline).toEqual({
      tests: [{ id: "a#t", name: "t", file: "a", ms: 7 }],
      failedTests: [],
      failedFiles: [],
      strayErrors: [],
      coverage: { perTest: { "a#t": { "1": 2 } }, static: { "9": 1 } },
      setupFiles: [],
      overheadMs: 10,
    });
  });

  it("takes Vitest's word for tests that never ran", () => {
    const tests = [
      { id: "a#t", name: "t", state: "failed" as const, message: "beforeAll" },
      { id: "a#s", name: "s", state: "skipped" as const, message: "" },
    ];
    const baseline = baselineOf([
      round([], {}, [fileFacts("a", { tests, failure: "beforeAll" }), fileFacts("b", { tests: [] })]),
    ]);
    expect(baseline.failedTests).toEqual([{ id: "a#t", name: "t", file: "a", message: "beforeAll" }]);
    expect(baseline.failedFiles).toEqual([{ file: "a", message: "beforeAll" }]);
    expect(baseline.tests).toEqual([]);
  });

  it("takes the last round that ran a file", () => {
    const bad = { tests: [{ id: "a#t", baseline: testBaseline({ passed: false, message: "spoilt" }) }] };
    const strays = [{ message: "boom", by: "either" as const }];
    const rounds = [
      round([record("a", { ...bad, repeated: true, strays }), record("b")], {
        strayErrors: [{ message: "boom", file: "a" }],
      }),
      round([record("a")]),
    ];
    const baseline = baselineOf(rounds);
    expect(baseline.tests.map(({ id }) => id)).toEqual(["a#t", "b#t"]);
    expect(baseline.failedTests).toEqual([]);
    expect(baseline.strayErrors).toEqual([]);
  });

  it("tells errors of tests from those of mutants", () => {
    const strays = [
      { message: "of a mutant", by: "mutant" as const },
      { message: "of the tests", by: "tests" as const },
    ];
    const strayErrors = strays.map(({ message }) => ({ message, file: "a" }));
    expect(baselineOf([round([record("a", { strays })], { strayErrors })]).strayErrors).toEqual(["of the tests"]);
  });
});

it("a worker that died with a mutant is no error of the tests", () => {
  const died = record("a", { repeated: true, open: { test: "a#t", mutant: "1" } });
  const rounds = [round([died], { strayErrors: [{ message: "worker died" }] }), round([record("a")])];
  expect(baselineOf(rounds).strayErrors).toEqual([]);
  expect(baselineOf([round([record("a")], { strayErrors: [{ message: "global" }] })]).strayErrors).toEqual(["global"]);
});

describe("what a pass says of a mutant", () => {
  const coverage = (...tests: string[]) => ({
    perTest: Object.fromEntries(tests.map((test) => [test, { "1": 1 }])),
    static: {},
  });

  it("is a kill if one test killed it, whatever the others say", () => {
    const attempts = [
      attempt("1", "s", "survived"),
      attempt("1", "t", "killed", "expected 1 to be 2"),
      attempt("1", "u", "ran out of time"),
    ];
    expect(findingsOf(attempts, coverage("s", "t", "u"))).toEqual({
      "1": { killedBy: ["t"], passedBy: ["s"], message: "expected 1 to be 2" },
    });
  });

  it("does not count tests that do not cover it, or are no evidence", () => {
    const attempts = [attempt("1", "quarantined", "killed"), attempt("1", "t", "survived")];
    expect(findingsOf(attempts, coverage("t"))).toEqual({ "1": { isolated: "survivor to be confirmed" } });
  });

  it("is the last that was found of it on a test", () => {
    const attempts = [attempt("1", "t", "the pass ended before its turn"), attempt("1", "t", "killed", "no")];
    expect(findingsOf(attempts, coverage("t"))).toEqual({ "1": { killedBy: ["t"], passedBy: [], message: "no" } });
  });

  it.each([
    ["killed", "survived"],
    ["survived", "killed"],
  ] as const)("is a kill if a test killed it in one of the projects that run it (%s, %s)", (...outcomes) => {
    const projects = ["x", "y"];
    const attempts = outcomes.map((outcome, index) => attempt("1", "t", outcome, "no", projects[index]));
    const survived = projects.map((project) => attempt("1", "s", "survived", "", project));
    const doubted = [attempt("1", "u", "survived", "", "x"), attempt("1", "u", "its tests take long", "", "y")];
    expect(findingsOf([...attempts, ...survived, ...doubted], coverage("s", "t", "u"))).toEqual({
      "1": { killedBy: ["t"], passedBy: ["s"], message: "no" },
    });
  });

  it("has a killer once, though it killed it in two projects", () => {
    const attempts = ["x", "y"].map((project) => attempt("1", "t", "killed", "no", project));
    expect(findingsOf(attempts, coverage("t"))).toMatchObject({ "1": { killedBy: ["t"], passedBy: [] } });
  });

  it("is an endless loop where the code ran far too often", () => {
    expect(findingsOf([attempt("1", "t", "looped", "Hit limit")], coverage("t"))).toEqual({
      "1": { looped: "Hit limit" },
    });
  });

  it("is the first doubt, where there is one", () => {
    const attempts = [attempt("1", "s", "survived"), attempt("1", "t", "two tests have the same name")];
    expect(findingsOf(attempts, coverage("s", "t"))).toEqual({ "1": { isolated: "two tests have the same name" } });
  });

  it("is nothing where it had no turn, or runs while a module loads", () => {
    expect(findingsOf([], coverage("t"))).toEqual({ "1": { isolated: "the pass ended before its turn" } });
    const atLoad = { ...coverage("t"), static: { "1": 1 } };
    expect(findingsOf([attempt("1", "t", "killed")], atLoad)).toEqual({
      "1": { isolated: "runs while a module loads" },
    });
  });
});
