import { describe, expect, it } from "vitest";
import { findingsOf, planPass } from "../../../src/engine/stryker/pass/plan-pass.js";

const probes = new Set(["9"]);
const test = (id: string, timeSpentMs = 10) => ({ id, timeSpentMs });

describe("the plan of a pass", () => {
  it("tries each mutant on the tests that cover it, and no probe", () => {
    const coverage = { static: {}, perTest: { t1: { 1: 2, 9: 1 }, t2: { 1: 1, 2: 3 }, t3: { 9: 1 } } };
    expect(
      planPass(
        coverage,
        ["t1", "t2", "t3"].map((id) => test(id)),
        probes,
      ),
    ).toMatchObject({
      tests: { t1: ["1"], t2: ["1", "2"] },
      hitLimits: { 1: 300, 2: 300 },
      isolated: {},
    });
  });

  it("leaves to runs of their own what the pass cannot judge", () => {
    const coverage = { static: { 1: 1 }, perTest: { t1: { 1: 1, 2: 1 }, same: { 3: 1 }, slow: { 2: 1, 4: 1 } } };
    const plan = planPass(coverage, [test("t1"), test("same"), test("same"), test("slow", 5_000)], probes);
    expect(plan.tests).toEqual({ t1: ["2"] });
    expect(plan.isolated).toEqual({
      1: "runs while a module loads",
      3: "two tests have the same name",
      4: "its tests take long",
    });
    expect(plan.slowestMs).toBe(10);
  });

  it("runs no test that does not pass without mutants", () => {
    expect(planPass({ static: {}, perTest: { failed: { 1: 1 } } }, [test("t1")], probes).tests).toEqual({});
  });
});

describe("what a pass has found", () => {
  const plan = {
    ...planPass({ static: { 7: 1 }, perTest: { t1: { 1: 1 }, t2: { 1: 1 } } }, [test("t1"), test("t2")], probes),
  };

  it.each([
    [
      "a kill by one test",
      { t1: [["1", "killed", "why"]], t2: [["1", "survived"]] },
      { killedBy: ["t1"], passedBy: ["t2"], message: "why" },
    ],
    [
      "a kill beside a doubt",
      { t1: [["1", "ran out of time"]], t2: [["1", "killed", "why"]] },
      { killedBy: ["t2"], passedBy: [], message: "why" },
    ],
    ["a survivor", { t1: [["1", "survived"]], t2: [["1", "survived"]] }, { isolated: "survivor to be confirmed" }],
    ["a doubt", { t1: [["1", "survived"]], t2: [["1", "ran out of time"]] }, { isolated: "ran out of time" }],
    [
      "the last attempt",
      {
        t1: [
          ["1", "the mutated code did not run again"],
          ["1", "survived"],
        ],
        t2: [["1", "survived"]],
      },
      { isolated: "survivor to be confirmed" },
    ],
    ["nothing of a test", { t1: [["1", "survived"]] }, { isolated: "the pass ended before its turn" }],
  ])("is %s", (_, result, finding) => {
    expect(findingsOf(plan, result as never)).toEqual({ 1: finding, 7: { isolated: "runs while a module loads" } });
  });
});
