import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated } from "../support/mutate.js";

describe("cause-drop", () => {
  it.each<[string, string[]]>([
    [
      "try { a(); } catch (e) { throw new A('x', { cause: e }); }",
      ["try { a(); } catch (e) { throw new A('x', {}); }"],
    ],
    [
      "try { a(); } catch (cause) { throw new A('x', { cause }); }",
      ["try { a(); } catch (cause) { throw new A('x', {}); }"],
    ],
    [
      "p.catch((e) => { throw new A({ id: 1, cause: e, ...b }); });",
      ["p.catch((e) => { throw new A({ id: 1, ...b }); });"],
    ],
    [
      "try { a(); } catch (e) { reject(new A('x', { cause: e })); }",
      ["try { a(); } catch (e) { reject(new A('x', {})); }"],
    ],
    [
      "function f(a) { if (a.error) throw new A('x', { cause: a.error }); b(); }",
      ["function f(a) { if (a.error) throw new A('x', {}); b(); }"],
    ],
    // Nothing raised with a cause:
    ["try { a(); } catch (e) { throw new A('x', { because: e }); }", []],
    ["try { a(); } catch (e) { report({ cause: e }); throw new A(cause); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "cause-drop")).toEqual(after);
  });

  it("is off unless asked for, and placed by Stryker's instrumenter", async () => {
    const code = "try { a(); } catch (e) { throw new A('x', { cause: e } as Options); }";
    expect(mutantsOf(code).map(({ operator }) => operator)).not.toContain("cause-drop");
    const { unplaced, ids } = await instrument(code, "code.ts", ["cause-drop"]);
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(1);
  });
});
