import { describe, expect, it } from "vitest";
import { found, mutantsOf, pathsOf } from "../support/mutate.js";

describe("catch-clause", () => {
  it.each([
    ["try { a(); } catch (e) { b(e); }", ["catch (e) { b(e); }"]],
    ["try { a(); } catch { b(); }", ["catch { b(); }"]],
    ["try { a(); } catch ({ message }) { b(message); }", ["catch ({ message }) { b(message); }"]],
    ["try { a(); } catch (e) {}", ["catch (e) {}"]],
    [
      "try { a(); } catch (e) { try { b(); } catch (f) { c(f); } }",
      ["catch (e) { try { b(); } catch (f) { c(f); } }", "catch (f) { c(f); }"],
    ],
    ["try { a(); } finally { b(); }", []],
    ["p.catch((e) => b(e));", []],
  ])("in %s finds %j", (code, titles) => {
    expect(found(code, "catch-clause")).toEqual(titles);
  });

  it("names the function that it stands in", () => {
    const owners = pathsOf(`
      class Pool { async acquire() { try { a(); } catch { b(); } } static { try { a(); } catch { c(); } } }
      const load = async () => { list.map(() => { try { a(); } catch { d(); } }); };
      try { a(); } catch { e(); }
    `).map((path) => path.owner);
    expect(owners).toEqual(["Pool.acquire", "Pool.static", "load", "<module>"]);
  });

  it("reports an ignored failure of a cleanup as a note, and gives it no mutants", () => {
    const code = "async function f(c) { try { await c.close(); } catch (e) { console.warn(e); } }";
    expect(pathsOf(code)[0]?.notes).toEqual([expect.stringContaining("best effort")]);
    expect(mutantsOf(code)).toEqual([]);
  });

  it("is no best effort where the handler does something, or the try does more than clean up", () => {
    expect(mutantsOf("async function f(c) { try { await c.close(); } catch (e) { count++; } }")).not.toEqual([]);
    expect(mutantsOf("async function f(c) { try { await c.flush(); await c.close(); } catch {} }")).not.toEqual([]);
  });
});
