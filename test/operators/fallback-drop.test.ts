import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("fallback-drop", () => {
  it.each<[string, string[]]>([
    ["const x = m.get(k) ?? d;", ["const x = m.get(k);"]],
    ["const x = (await load()) || d;", ["const x = (await load());"]],
    ["function f(u) { u.name ??= 'x'; }", ["function f(u) { u.name; }"]],
    ["const x = m.get(k) ?? fail('no k');", ["const x = m.get(k);"]],
    ["const x = a ?? b ?? c;", ["const x = a ?? b;", "const x = a ?? c;"]],
    ["const x = options.a ?? 1;", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "fallback-drop")).toEqual(after);
  });
});
