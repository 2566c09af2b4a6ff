import { describe, expect, it } from "vitest";
import { mutantsOf, mutated } from "../support/mutate.js";

describe("fallback-force", () => {
  it.each<[string, string[]]>([
    ["const x = m.get(k) ?? d;", ["const x = d;"]],
    ["const x = load() || (await other());", ["const x = (await other());"]],
    ["function f(u) { u.name ??= 'x'; }", ["function f(u) { u.name = 'x'; }"]],
    // Always to throw would fail any test:
    ["const x = m.get(k) ?? fail('no k');", []],
    ["function no() { throw new Error('x'); }\nconst x = m.get(k) ?? no();", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "fallback-force")).toEqual(after);
  });

  it("is asked of all tests that run the code: it changes what happens without a failure", () => {
    expect(mutantsOf("const x = m.get(k) ?? d;").map(({ operator, askedOf }) => `${operator} ${askedOf}`)).toEqual([
      "fallback-drop path",
      "fallback-force code",
    ]);
  });
});
