import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("discriminate-widen", () => {
  it.each<[string, string[]]>([
    [
      "try { a(); } catch (e) { if (e instanceof A) { b(); } else { throw e; } }",
      ["try { a(); } catch (e) { if (true) { b(); } else { throw e; } }"],
    ],
    [
      "try { a(); } catch (e) { if (e.code !== 'X') throw e; b(); }",
      ["try { a(); } catch (e) { if (false) throw e; b(); }"],
    ],
    [
      "try { a(); } catch ({ code }) { if (code === 'X') b(); else c(); }",
      ["try { a(); } catch ({ code }) { if (true) b(); else c(); }"],
    ],
    [
      "function f() { try { a(); } catch (e) { return isGone(e) ? null : b(e); } }",
      ["function f() { try { a(); } catch (e) { return true ? null : b(e); } }"],
    ],
    [
      "p.catch((e) => { if (e.status === 404) return null; throw e; });",
      ["p.catch((e) => { if (true) return null; throw e; });"],
    ],
    [
      "try { a(); } catch (e) { const err = e as AppError; if (err.code === 'X') b(); else throw e; }",
      ["try { a(); } catch (e) { const err = e as AppError; if (true) b(); else throw e; }"],
    ],
    [
      "try { a(); } catch (e) { if (!fatal(e) && retry) b(); else throw e; }",
      ["try { a(); } catch (e) { if (true) b(); else throw e; }"],
    ],
    [
      "s.on('error', (e) => { if (e.code === 'X') { a(); } else { b(); } });",
      ["s.on('error', (e) => { if (true) { a(); } else { b(); } });"],
    ],
    [
      "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') { if (r.reason.gone) { a(); } else { b(); } } } }",
      [
        "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') { if (true) { a(); } else { b(); } } } }",
      ],
    ],
    // Not about the error, or only about its words:
    ["try { a(); } catch (e) { if (retries > 3) throw e; b(); }", []],
    ["try { a(); } catch (e) { b(e instanceof Error ? e.message : String(e)); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "discriminate-widen")).toEqual(after);
  });
});
