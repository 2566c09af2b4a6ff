import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated } from "../support/mutate.js";

describe("unwrap-rethrow", () => {
  it.each<[string, string[]]>([
    [
      "try { a(); } catch (e) { undo(); throw new A('x', { cause: e }); }",
      ["try { a(); } catch (e) { undo(); throw e; }"],
    ],
    [
      "try { a(); } catch (e) { if (e.gone) throw new A('x'); return 1; }",
      ["try { a(); } catch (e) { if (e.gone) throw e; return 1; }"],
    ],
    ["p.catch((e) => { undo(); throw new A(e); });", ["p.catch((e) => { undo(); throw e; });"]],
    ["p.catch((e) => Promise.reject(new A(e)));", ["p.catch((e) => Promise.reject(e));"]],
    ["p.then(a, function (e) { throw new A(e); });", ["p.then(a, function (e) { throw e; });"]],
    // No wrapper, no name for the error, another function:
    ["try { a(); } catch (e) { throw wrap(e); }", []],
    ["try { a(); } catch (e) { undo(); throw e; }", []],
    ["try { a(); } catch { throw new A('x'); }", []],
    ["try { a(); } catch ({ message }) { throw new A(message); }", []],
    ["p.catch(() => { throw new A('x'); });", []],
    ["p.catch(({ message }) => { throw new A(message); });", []],
    ["p.finally(() => { throw new A('x'); });", []],
    ["try { a(); } catch (e) { list.map((x) => { throw new A(x); }); }", []],
    ["function f(a) { if (!a) throw new A('x'); b(); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "unwrap-rethrow")).toEqual(after);
  });

  it.each([
    ["try { a(); } catch (e) { throw new A(e); }", false],
    ["try { a(); } catch (e) { console.error(e); throw new A(e); }", false],
    ["try { a(); } catch (e) { undo(); throw new A(e); }", true],
  ])("is left to catch-rethrow where that does the same: %s", (code, isThere) => {
    const names = mutantsOf(code).map(({ operator }) => operator);
    expect(names).toContain("catch-rethrow");
    expect(names.includes("unwrap-rethrow")).toBe(isThere);
  });

  it("is placed by Stryker's instrumenter", async () => {
    const { unplaced, ids, mutants } = await instrument(
      "async function f(p) { try { await p; } catch (e) { undo(); throw (new A('x', { cause: e })); } }\np.catch((e) => Promise.reject(new A(e)));",
    );
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(mutants.length);
    expect(mutants.filter(({ operator }) => operator === "unwrap-rethrow")).toHaveLength(2);
  });
});
