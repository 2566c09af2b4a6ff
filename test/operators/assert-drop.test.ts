import { describe, expect, it } from "vitest";
import { mutantsOf, mutated } from "../support/mutate.js";

const FROM = "import assert from 'node:assert';\n";

describe("assert-drop", () => {
  it.each<[string, string[]]>([
    [`${FROM}function f(a) { assert(a); go(a); }`, [`${FROM}function f(a) {  go(a); }`]],
    [`${FROM}if (a) assert.ok(a.b);`, [`${FROM}if (a) ;`]],
    [`${FROM}assert.fail('x');`, []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "assert-drop")).toEqual(after);
  });

  it("is the only one for an assertion in a handler: it is no effect of that handler's", () => {
    const code = `${FROM}try { go(); } catch (e) { assert(e.code); undo(e); throw e; }`;
    const drops = mutantsOf(code, ["assert-drop", "handler-effect-drop"]);
    expect(drops.map(({ operator, original }) => `${operator}: ${original}`)).toEqual([
      "handler-effect-drop: undo(e);",
      "assert-drop: assert(e.code);",
    ]);
  });
});
