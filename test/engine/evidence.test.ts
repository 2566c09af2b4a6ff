import { type MutantRunResult, MutantRunStatus } from "@stryker-mutator/api/test-runner";
import { describe, expect, it } from "vitest";
import { judgeRun, type RunFacts, restrictCoverage } from "../../src/engine/stryker/evidence.js";
import type { BaselineFaults } from "../../src/engine/stryker/protocol.js";

const clean: BaselineFaults = { failedTests: [], failedFiles: [], strayErrors: [] };
const quiet: RunFacts = { strayErrors: [], failedFiles: [], hits: 1, isStatic: false, collidesAlways: false };
const survived: MutantRunResult = { status: MutantRunStatus.Survived, nrOfTests: 2 };
const killed = (...killedBy: string[]): MutantRunResult => ({
  status: MutantRunStatus.Killed,
  killedBy,
  failureMessage: "no",
  nrOfTests: 2,
});
const cancelling = "[vitest-pool]: Cannot run tasks while pool is cancelling";

describe("a mutant that no test failed on", () => {
  it("is a survivor where a test ended and ran the mutated code", () => {
    expect(judgeRun(survived, quiet, clean)).toEqual(survived);
  });

  it("is none where no test ran", () => {
    expect(judgeRun({ ...survived, nrOfTests: 0 }, quiet, clean)).toMatchObject({
      status: "error",
      errorMessage: expect.stringContaining("no test ran"),
    });
  });

  it("is none where the tests did not run the mutated code", () => {
    expect(judgeRun(survived, { ...quiet, hits: 0 }, clean)).toMatchObject({
      status: "error",
      errorMessage: expect.stringContaining("did not run it"),
    });
  });

  it("is one where the mutated code runs while the module loads: hits are not counted then", () => {
    expect(judgeRun(survived, { ...quiet, hits: 0, isStatic: true }, clean)).toEqual(survived);
  });
});

describe("a detection", () => {
  it("is a test that fails", () => {
    expect(judgeRun(killed("a", "b"), quiet, clean)).toEqual(killed("a", "b"));
  });

  it("is a test once, in however many projects it fails", () => {
    expect(judgeRun(killed("a", "b", "a"), quiet, clean)).toEqual(killed("a", "b"));
  });

  it("is an error outside of any test", () => {
    expect(judgeRun(survived, { ...quiet, strayErrors: ["boo"] }, clean)).toMatchObject({
      status: "killed",
      failureMessage: "outside of a test: boo",
    });
  });

  it("is a test file that does not load any more", () => {
    const failedFiles = [{ file: "a.test.ts", message: "cannot load" }];
    expect(judgeRun({ ...survived, nrOfTests: 0 }, { ...quiet, failedFiles }, clean)).toMatchObject({
      status: "killed",
    });
  });

  it("is not what happens without mutants too", () => {
    const faults: BaselineFaults = {
      failedTests: [{ id: "red", name: "red", file: "a.test.ts", message: "no" }],
      failedFiles: [{ file: "b.test.ts", message: "cannot load" }],
      strayErrors: ["boo"],
    };
    const facts = { ...quiet, strayErrors: ["boo"], failedFiles: [{ file: "b.test.ts", message: "cannot load" }] };
    expect(judgeRun(killed("red"), facts, faults)).toEqual(survived);
    expect(judgeRun(killed("red", "green"), facts, faults)).toEqual({ ...killed("green") });
  });
});

it("an error that differs only in its numbers and ids from one without mutants is no detection", () => {
  const faults = { ...clean, strayErrors: ["stray 0.123 at port 4711 (3fa9c2d1)"] };
  expect(judgeRun(survived, { ...quiet, strayErrors: ["stray 0.456 at port 815 (99e1b2c3)"] }, faults)).toEqual(
    survived,
  );
});

describe("a run in which tests collided over a port or a file", () => {
  it("is done again: no mutant did that", () => {
    expect(judgeRun(survived, { ...quiet, strayErrors: ["listen EADDRINUSE :::45871"] }, clean)).toBe("again");
    expect(
      judgeRun({ ...killed("a"), failureMessage: "SQLITE_BUSY: database is locked" } as MutantRunResult, quiet, clean),
    ).toBe("again");
  });
});

it("a run that collides in the same way each time is no chance", () => {
  const failed = { ...killed("a"), failureMessage: "listen EADDRINUSE :::45871" } as MutantRunResult;
  expect(judgeRun(failed, { ...quiet, collidesAlways: true }, clean)).toEqual(failed);
});

describe("a run that Vitest cancelled", () => {
  it("is done again", () => {
    expect(judgeRun(survived, { ...quiet, strayErrors: [cancelling] }, clean)).toBe("again");
    expect(judgeRun({ status: MutantRunStatus.Error, errorMessage: cancelling }, quiet, clean)).toBe("again");
  });

  it("is a detection nevertheless where something else went wrong too", () => {
    expect(judgeRun(survived, { ...quiet, strayErrors: [cancelling, "boo"] }, clean)).toMatchObject({
      status: "killed",
    });
    expect(judgeRun(killed("a"), { ...quiet, strayErrors: [cancelling] }, clean)).toEqual(killed("a"));
  });
});

it("a timeout and an error stay what they are", () => {
  const timeout: MutantRunResult = { status: MutantRunStatus.Timeout };
  const error: MutantRunResult = { status: MutantRunStatus.Error, errorMessage: "no" };
  expect(judgeRun(timeout, quiet, clean)).toBe(timeout);
  expect(judgeRun(error, quiet, clean)).toBe(error);
});

describe("coverage", () => {
  it("counts for a mutant only in tests that reach its path", () => {
    const coverage = {
      perTest: { t1: { mutant: 3, probe: 1 }, t2: { mutant: 2 }, t3: { other: 1 } },
      static: { mutant: 1 },
    };
    expect(restrictCoverage(coverage, { mutant: "probe" }, new Set())).toEqual({
      perTest: { t1: { mutant: 3, probe: 1 }, t2: {}, t3: { other: 1 } },
      static: {},
    });
  });

  it("leaves tests in quarantine out", () => {
    expect(
      restrictCoverage({ perTest: { t1: { a: 1 }, t2: { a: 1 } }, static: {} }, {}, new Set(["t1"])).perTest,
    ).toEqual({ t2: { a: 1 } });
  });

  it("is empty where there is none", () => {
    expect(restrictCoverage(undefined, {}, new Set())).toEqual({ perTest: {}, static: {} });
  });
});
