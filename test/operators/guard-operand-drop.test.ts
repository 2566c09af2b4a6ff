import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("guard-operand-drop", () => {
  it.each<[string, string[]]>([
    [
      "function f(a) { if (!a || a < 1) throw new Error('x'); go(); }",
      [
        "function f(a) { if (a < 1) throw new Error('x'); go(); }",
        "function f(a) { if (!a) throw new Error('x'); go(); }",
      ],
    ],
    [
      "function f(a) { if (!a || (b && c) || d) throw new Error('x'); }",
      [
        "function f(a) { if ((b && c) || d) throw new Error('x'); }",
        "function f(a) { if (!a || d) throw new Error('x'); }",
        "function f(a) { if (!a || (b && c)) throw new Error('x'); }",
      ],
    ],
    [
      "function f(a) { if (!(m = r.exec(a)) || m.bad) throw new Error('x'); }",
      ["function f(a) { if (!(m = r.exec(a))) throw new Error('x'); }"],
    ],
    // Dropping an operand of && would refuse good input instead:
    ["function f(a) { if (a && a < 1) throw new Error('x'); }", []],
    ["function f(a) { if (!a) throw new Error('x'); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "guard-operand-drop")).toEqual(after);
  });
});
