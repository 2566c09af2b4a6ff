import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("promise-catch-drop", () => {
  it.each<[string, string[]]>([
    ["p.catch(f);", ["p;"]],
    ["p?.catch(f);", ["p;"]],
    ["p['catch'](f);", ["p;"]],
    ["p.then(a, f);", ["p.then(a);"]],
    ["p.then(a).catch(f).then(b);", ["p.then(a).then(b);"]],
    ["p.finally(f);", []],
    // It only rethrows:
    ["p.catch((e) => { console.error(e); throw e; });", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "promise-catch-drop")).toEqual(after);
  });
});
