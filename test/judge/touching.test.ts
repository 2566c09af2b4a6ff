import { describe, expect, it } from "vitest";
import { judge } from "../../src/judge/judge.js";
import { touchingTests } from "../../src/judge/touching.js";
import type { Outcome, OutcomeStatus } from "../../src/model.js";
import { mutantsOf, pathsOf } from "../support/mutate.js";
import { baseline, outcome } from "../support/records.js";

const code = `function f(a) { if (!a) throw new Error("a"); }
function g(b) { if (!b) throw new Error("b"); }
function h() { try { use(); } finally { release(); } }`;
const paths = pathsOf(code);
const mutants = mutantsOf(code, ["guard-drop", "finally-success-only"]);

/** What each of two tests is found to touch, given the outcomes of the two guards and the finally. */
function touched(...outcomes: readonly [OutcomeStatus, Partial<Outcome>?][]) {
  const found = outcomes.map(([status, more], i) => outcome(mutants[i] as never, status, { killedBy: [], ...more }));
  const reachedBy = Object.fromEntries(paths.map(({ id }) => [id, ["t1", "t2"]]));
  return touchingTests(judge(paths, mutants, found, baseline(reachedBy))).map(
    ({ testId, pathIds }) => `${testId} ${pathIds.length}`,
  );
}

const both = { coveredBy: ["t1", "t2"], testsCompleted: 2 };
const quiet = ["survived", { coveredBy: [] }] as [OutcomeStatus, Partial<Outcome>];

describe("a test that touches without asserting", () => {
  it("runs error paths and kills nothing in any of them", () => {
    expect(touched(["survived", both], ["killed", { ...both, killedBy: ["t2"] }])).toEqual(["t1 2"]);
    expect(touched(["survived", both], ["survived", { coveredBy: ["t2"] }])).toEqual(["t2 2", "t1 1"]);
  });

  it("is not one that verifies something elsewhere", () => {
    expect(touched(["survived", both], ["killed", { ...both, killedBy: ["t1", "t2"] }])).toEqual([]);
  });

  it.each<[string, OutcomeStatus, Partial<Outcome>]>([
    ["the run ended before its turn", "killed", { ...both, killedBy: ["t2"], testsCompleted: 1 }],
    ["nobody knows which test it was", "killed", both],
    ["the mutant timed out", "timeout", both],
    ["the mutant could not be measured", "error", both],
  ])("is not said where %s", (_, status, more) => {
    expect(touched([status, { killedBy: [], ...more }], quiet)).not.toContain("t1 1");
  });

  it("is not one that only runs a finally, as every success does", () => {
    expect(touched(quiet, quiet, ["survived", both])).toEqual([]);
  });
});
