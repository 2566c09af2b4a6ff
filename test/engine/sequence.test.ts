import { describe, expect, it } from "vitest";
import { createSequence } from "../../src/engine/stryker/in-sandbox/sequence.js";

type Reaction = "passes" | "fails" | "hangs" | "is cut off" | "loops" | "does not run it";

/**
 * Runs a sequence to its end.
 *
 * @param react what the test does in its nth run with a mutant, or with none
 */
function outcomes(mutants: readonly string[], react: (mutant: string | undefined, run: number) => Reaction) {
  const sequence = createSequence(mutants);
  const order: string[] = [];
  let active: string | undefined;
  for (let run = 0; ; run++) {
    if (run > 100) throw new Error("the sequence does not end");
    order.push(active ?? "-");
    const reaction = react(active, run);
    const step = sequence.next({
      passed: reaction === "passes" || reaction === "does not run it",
      hits: reaction === "loops" ? 1000 : active === undefined || reaction === "does not run it" ? 0 : 1,
      hitLimit: 100,
      tookLong: false,
      unfinished: reaction === "is cut off",
      message: reaction === "hangs" ? "Test timed out in 1500.5ms." : "expected 1 to be 2",
    });
    if (step === "end") break;
    active = step.mutant;
  }
  return { order: order.join(" "), found: sequence.found.map(([mutant, outcome]) => `${mutant} ${outcome}`) };
}

const failsWith =
  (...killed: string[]) =>
  (mutant: string | undefined): Reaction =>
    mutant !== undefined && killed.includes(mutant) ? "fails" : "passes";

describe("the sequence of a test", () => {
  it("counts a kill between two controls that pass", () => {
    expect(outcomes(["a", "b"], failsWith("a", "b"))).toEqual({
      order: "- - a - a - b -",
      found: ["a killed", "b killed"],
    });
  });

  it("needs no control between survivors", () => {
    expect(outcomes(["a", "b", "c"], failsWith())).toEqual({
      order: "- - a b c",
      found: ["a survived", "b survived", "c survived"],
    });
  });

  it("runs a mutant again between controls that failed behind another mutant", () => {
    expect(outcomes(["a", "b"], failsWith("b"))).toEqual({
      order: "- - a b - b - b -",
      found: ["a survived", "b killed"],
    });
  });

  it("takes back nothing that only a polluted state made: then it survives", () => {
    const react = (mutant: string | undefined, run: number): Reaction =>
      mutant === "b" && run === 3 ? "fails" : "passes";
    expect(outcomes(["a", "b"], react).found).toEqual(["a survived", "b survived"]);
  });

  it("gives up where the test does not pass without a mutant", () => {
    expect(outcomes(["a", "b"], () => "fails").found).toEqual([
      "a its tests do not always pass without it",
      "b its tests do not always pass without it",
    ]);
  });

  it("gives up where the state stays broken behind a mutant", () => {
    expect(outcomes(["a", "b"], (_, run) => (run >= 2 ? "fails" : "passes")).found).toEqual([
      "a its tests do not always pass without it",
      "b its tests do not always pass without it",
    ]);
  });

  it("finds out a test that passes every other time", () => {
    expect(outcomes(["a"], (_, run) => (run % 2 === 1 ? "fails" : "passes")).found).toEqual([
      "a its tests do not always pass without it",
    ]);
  });

  it("finds out a test that fails every third time", () => {
    expect(outcomes(["a", "b"], (_, run) => (run % 3 === 2 ? "fails" : "passes")).found).toEqual([
      "a its tests do not always pass without it",
      "b its tests do not always pass without it",
    ]);
  });

  it.each<[Reaction]>([["hangs"], ["is cut off"]])("proves nothing any more when a test %s", (reaction) => {
    expect(outcomes(["a", "b", "c"], (mutant) => (mutant === "b" ? reaction : "passes")).found).toEqual([
      "a survived",
      "b ran out of time",
      "c another mutant ran out of time",
    ]);
  });

  it("finds an endless loop that Stryker's counter has stopped, between two controls", () => {
    const loopsWith = (mutant: string | undefined): Reaction => (mutant === "b" ? "loops" : "passes");
    expect(outcomes(["a", "b", "c"], loopsWith)).toEqual({
      order: "- - a b - b - b - c",
      found: ["a survived", "b looped", "c survived"],
    });
  });

  it("does not call a survivor what did not run", () => {
    expect(outcomes(["a", "b"], (mutant) => (mutant === "a" ? "does not run it" : "passes")).found).toEqual([
      "a the mutated code did not run again",
      "b survived",
    ]);
  });

  it("ends at once without mutants", () => {
    expect(outcomes([], failsWith())).toEqual({ order: "- -", found: [] });
  });
});
