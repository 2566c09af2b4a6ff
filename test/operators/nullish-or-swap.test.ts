import { describe, expect, it } from "vitest";
import { mutantsOf, mutated, skipsOf } from "../support/mutate.js";

describe("nullish-or-swap", () => {
  it.each<[string, string[]]>([
    ["const x = m.get(k) ?? d;", ["const x = m.get(k) || d;"]],
    ["const x = load() || d;", ["const x = load() ?? d;"]],
    ["function f(u) { u.name ??= 'x'; }", ["function f(u) { u.name ||= 'x'; }"]],
    ["const x = a ?? b ?? c;", ["const x = (a ?? b) || c;", "const x = a || b ?? c;"]],
    ["const x = load() || (a && b);", ["const x = load() ?? (a && b);"]],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "nullish-or-swap")).toEqual(after);
  });

  it("is left out where an object is expected: none is falsy", () => {
    const code = "const x = a.b ?? {}; const y = load() || new A();";
    expect(mutated(code, "nullish-or-swap")).toEqual([]);
    expect(skipsOf(code, ["nullish-or-swap"])).toEqual([
      "nullish-or-swap already-there",
      "nullish-or-swap already-there",
    ]);
  });

  it("is off unless it is asked for", () => {
    expect(mutantsOf("const x = m.get(k) ?? d;").map(({ operator }) => operator)).not.toContain("nullish-or-swap");
  });
});
