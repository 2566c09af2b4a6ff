import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("await-drop-handled", () => {
  it.each<[string, string[]]>([
    [
      "async function f() { try { return await a(); } catch { b(); } }",
      ["async function f() { try { return a(); } catch { b(); } }"],
    ],
    [
      "async function f() { try { return (await a()) as X; } catch { b(); } }",
      ["async function f() { try { return (a()) as X; } catch { b(); } }"],
    ],
    ["async function f() { try { return await a(); } catch (e) { log(e); throw e; } }", []],
    ["async function f() { try { await a(); return 1; } catch { b(); } }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "await-drop-handled")).toEqual(after);
  });
});
