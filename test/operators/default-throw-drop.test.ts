import { describe, expect, it } from "vitest";
import { mutantsOf, mutated } from "../support/mutate.js";

describe("default-throw-drop", () => {
  it.each<[string, string[]]>([
    ["switch (a) { case 1: go(); break; default: throw e; }", ["switch (a) { case 1: go(); break; default:  }"]],
    [
      "switch (a) { case 1: go(); break; default: { throw e; } }",
      ["switch (a) { case 1: go(); break; default: {  } }"],
    ],
    // It must not fall through into the next case:
    ["switch (a) { default: throw e; case 1: go(); }", ["switch (a) { default: break; case 1: go(); }"]],
    ["switch (a) { default: { throw e; } case 1: go(); }", ["switch (a) { default: { break; } case 1: go(); }"]],
    [
      "switch (a) { case 1: go(); break; default: console.log(a); throw e; }",
      ["switch (a) { case 1: go(); break; default: console.log(a);  }"],
    ],
    ["if (a) go(); else if (b) stop(); else throw e;", ["if (a) go(); else if (b) stop(); else ;"]],
    ["if (a) go(); else if (b) stop(); else { throw e; }", ["if (a) go(); else if (b) stop(); else {  }"]],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "default-throw-drop")).toEqual(after);
  });

  it("is the only one for an arm deeper in a handler: its throw is no rethrow", () => {
    const code =
      "try { go(); } catch (e) { for (const x of e.all) { switch (x) { case 1: a(); break; default: throw e; } } }";
    const drops = mutantsOf(code, ["default-throw-drop", "rethrow-drop"]);
    expect(drops.map(({ operator }) => operator)).toEqual(["default-throw-drop"]);
  });
});
