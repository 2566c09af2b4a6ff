import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated } from "../support/mutate.js";

describe("raise-drop", () => {
  it.each<[string, string[]]>([
    ["function f(a) { a(); throw new E(); }", ["function f(a) { a();  }"]],
    ["function f(a) { if (a) b(); else throw new E(); }", ["function f(a) { if (a) b(); else ; }"]],
    [
      "function f(a) { switch (a) { case 1: throw e; default: b(); } }",
      ["function f(a) { switch (a) { case 1:  default: b(); } }"],
    ],
    // A guard, a handler, and a promise that rejects have operators of their own:
    ["function f(a) { if (!a) throw new E(); b(); }", []],
    ["try { a(); } catch (e) { b(); throw e; }", []],
    ["const f = (a) => a ? b : Promise.reject(new E());", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "raise-drop")).toEqual(after);
  });

  it("leaves a promise that rejects to reject-to-resolve", () => {
    expect(mutated("const f = (a) => a ? b : Promise.reject(new E());", "reject-to-resolve")).toEqual([
      "const f = (a) => a ? b : Promise.resolve();",
    ]);
  });

  it("is on by default, and placed by Stryker's instrumenter", async () => {
    const code = "function f(a) { if (a) b(); else throw new Gone('x') }\nfunction g() { a()\n throw new Gone('x') }";
    expect(mutantsOf(code).map(({ operator }) => operator)).toContain("raise-drop");
    const { unplaced, ids, mutants } = await instrument(code);
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(mutants.length);
  });
});
