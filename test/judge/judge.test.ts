import { describe, expect, it } from "vitest";
import { judge, totalsOf } from "../../src/judge/judge.js";
import type { Outcome, OutcomeStatus } from "../../src/model.js";
import { mutantsOf, pathsOf } from "../support/mutate.js";
import { baseline, outcome } from "../support/records.js";

const code = "function f() { try { a(); } catch (e) { undo(); return null; } }";
const paths = pathsOf(code);
const mutants = mutantsOf(code);
const [path] = paths;
const reached = baseline({ [path?.id ?? ""]: ["t1"] });
const nobody = baseline({ [path?.id ?? ""]: [] });

function verdict(statuses: readonly OutcomeStatus[], found = reached) {
  const outcomes = statuses.map((status, index) => outcome(mutants[index] as never, status));
  const [result] = judge(paths, mutants.slice(0, statuses.length), outcomes, found);
  return result;
}

describe("judge", () => {
  it.each<[OutcomeStatus[], string]>([
    [["killed", "killed"], "asserted"],
    [["killed", "survived"], "unasserted"],
    [["survived", "survived"], "unasserted"],
    [["killed", "timeout"], "asserted"],
    [["killed", "ignored"], "asserted"],
    [["survived", "error"], "unasserted"],
    [["timeout", "timeout"], "inconclusive"],
    [["timeout", "error"], "inconclusive"],
    [["error"], "inconclusive"],
    [["ignored", "ignored"], "inconclusive"],
    [["killed", "error"], "inconclusive"],
    [["killed", "no-coverage"], "unasserted"],
  ])("of a path that tests reach, with mutants %j, says %s", (statuses, expected) => {
    expect(verdict(statuses)?.verdict).toBe(expected);
  });

  it("of a path that no test reaches says unreached", () => {
    expect(verdict(["no-coverage", "no-coverage"], nobody)?.verdict).toBe("unreached");
  });

  it("knows a path that runs while its module loads as reached", () => {
    const atLoad = baseline({}, { reachedAtLoad: [path?.id ?? ""] });
    expect(verdict(["killed"], atLoad)?.verdict).toBe("asserted");
    expect(verdict(["survived"], atLoad)?.verdict).toBe("unasserted");
  });

  it("never takes what was not measured for good news", () => {
    const [result] = judge(paths, mutants, [], reached);
    expect(result).toMatchObject({ verdict: "inconclusive", reason: expect.stringContaining("not measured") });
    expect(result?.mutants.every((each) => each.outcome.status === "error")).toBe(true);
  });

  it("says why a path without mutants that count is inconclusive, and that an unreached one is unreached", () => {
    expect(judge(paths, [], [], reached)[0]).toMatchObject({
      verdict: "inconclusive",
      reason: "nothing to assert here",
    });
    expect(judge(paths, [], [], nobody)[0]).toMatchObject({ verdict: "unreached" });
    expect(verdict(["ignored"])?.reason).toBe("all its mutants are suppressed");
  });
});

it("without mutants, of a path whose reach is not known, does not say unreached", () => {
  expect(judge(paths, [], [], baseline({}))[0]).toMatchObject({
    verdict: "inconclusive",
    reason: expect.stringContaining("not known"),
  });
});

it("where a suppressed probe leaves the reach unknown, the covering tests of the mutants tell it", () => {
  const [result] = judge(
    paths,
    mutants,
    mutants.map((mutant) => outcome(mutant, "killed", { coveredBy: ["t7"] })),
    baseline({}),
  );
  expect(result).toMatchObject({ verdict: "asserted", reachedBy: ["t7"] });
});

describe("totals", () => {
  it("count paths by verdict and mutants by outcome", () => {
    const outcomes: Outcome[] = mutants.map((mutant, index) => outcome(mutant, index === 0 ? "survived" : "killed"));
    expect(totalsOf(judge(paths, mutants, outcomes, reached), 3)).toMatchObject({
      files: 3,
      paths: { asserted: 0, unasserted: 1, unreached: 0, inconclusive: 0 },
      mutants: { survived: 1, killed: mutants.length - 1, timeout: 0 },
    });
  });
});
