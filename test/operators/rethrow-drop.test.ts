import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("rethrow-drop", () => {
  it.each<[string, string[]]>([
    ["try { a(); } catch (e) { b(); throw e; }", ["try { a(); } catch (e) { b();  }"]],
    ["try { a(); } catch (e) { if (e.fatal) throw e; b(); }", ["try { a(); } catch (e) { if (e.fatal) ; b(); }"]],
    ["p.catch((e) => { b(); throw e; });", ["p.catch((e) => { b();  });"]],
    ["s.on('error', (e) => { b(); throw e; });", ["s.on('error', (e) => { b();  });"]],
    [
      "class B extends C { componentDidCatch(e) { b(); throw e; } }",
      ["class B extends C { componentDidCatch(e) { b();  } }"],
    ],
    [
      "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') { b(); throw r.reason; } } }",
      [
        "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') { b();  } } }",
      ],
    ],
    // The throw of a callback is not the handler's:
    ["try { a(); } catch (e) { b(() => { throw e; }); }", []],
    // Nor is that of a guard or another handler inside:
    [
      "try { a(); } catch (e) { try { b(); } catch (f) { c(); throw f; } }",
      ["try { a(); } catch (e) { try { b(); } catch (f) { c();  } }"],
    ],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "rethrow-drop")).toEqual(after);
  });
});
