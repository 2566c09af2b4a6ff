import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("guard-drop", () => {
  it.each<[string, string[]]>([
    ["function f(a) { if (!a) throw new Error('x'); go(); }", ["function f(a) { if (!a) ; go(); }"]],
    ["function f(a) { if (!a) { log(a); return null; } go(); }", ["function f(a) { if (!a) {} go(); }"]],
    ["read((err, d) => { if (err) { bad(); return; } go(d); });", ["read((err, d) => { if (err) {} go(d); });"]],
    ["read((err, d) => { if (err) { bad(); } go(d); });", []],
    // The same would come back:
    ["function f(m, k) { if (!m.has(k)) return undefined; return m.get(k); }", []],
    [
      "function f(m, k) { if (!m.has(k)) return null; return m.get(k); }",
      ["function f(m, k) { if (!m.has(k)) ; return m.get(k); }"],
    ],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "guard-drop")).toEqual(after);
  });
});
