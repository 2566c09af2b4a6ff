import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated } from "../support/mutate.js";

describe("message-blank", () => {
  it.each<[string, string[]]>([
    [
      "function f(a) { if (!a) throw new Error('no a'); b(); }",
      ['function f(a) { if (!a) throw new Error(""); b(); }'],
    ],
    ["function f(a) { b(); throw new A('E_X', `no ${a}`); }", ["function f(a) { b(); throw new A('E_X', \"\"); }"]],
    ["try { a(); } catch (e) { throw new A('no ' + e.message); }", ['try { a(); } catch (e) { throw new A(""); }']],
    ["p.catch((e) => reject(new A('no')));", ['p.catch((e) => reject(new A("")));']],
    // No message that is written here:
    ["function f(a) { if (!a) throw new Error(); b(); }", []],
    ["function f(a) { if (!a) throw new Error(''); b(); }", []],
    ["function f(a) { if (!a) throw new Error(message); b(); }", []],
    ["function f(a) { if (!a) throw fail('no a'); b(); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "message-blank")).toEqual(after);
  });

  it("is off unless asked for, and placed by Stryker's instrumenter", async () => {
    const code = "function f(a) { if (!a) throw new A(('no a' as string)); b(); throw new A(`no ${b}`); }";
    expect(mutantsOf(code).map(({ operator }) => operator)).not.toContain("message-blank");
    const { unplaced, ids } = await instrument(code, "code.ts", ["message-blank"]);
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(2);
  });
});
