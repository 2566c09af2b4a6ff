import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("finally-success-only", () => {
  it.each<[string, string[]]>([
    [
      "try { a(); } finally { b(); }",
      [
        "{ let failed = false; try { a(); } catch (error) { failed = true; throw error; } finally { if (!failed) { b(); } } }",
      ],
    ],
    [
      "try { a(); } catch (e) { c(e); } finally { b(); }",
      ["{ let failed = false; try { a(); } catch (e) { failed = true; { c(e); } } finally { if (!failed) { b(); } } }"],
    ],
    [
      "try { failed(error); } catch { c(); } finally { b(); }",
      [
        "{ let failed1 = false; try { failed(error); } catch { failed1 = true; { c(); } } finally { if (!failed1) { b(); } } }",
      ],
    ],
    ["p.finally(close);", ["p.then(async (value) => { await (close)(); return value; });"]],
    ["p?.finally(close);", ["p?.then(async (value) => { await (close)(); return value; });"]],
    [
      "try { a(); } catch { // ignore\n } finally { b(); }",
      [
        "{ let failed = false; try { a(); } catch { failed = true; { // ignore\n } } finally { if (!failed) { b(); } } }",
      ],
    ],
    // Behind a handler nothing is rejected any more:
    ["p.catch(show).finally(stop);", []],
    ["p.then(show, report).finally(stop);", []],
    // Nothing to clean up:
    ["try { a(); } finally {}", []],
    ["p.finally(() => console.log('done'));", []],
    ["try { a(); } finally { console.log('done'); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "finally-success-only")).toEqual(after);
  });
});
