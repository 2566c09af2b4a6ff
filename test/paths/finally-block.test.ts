import { describe, expect, it } from "vitest";
import { found } from "../support/mutate.js";

describe("finally-block", () => {
  it.each([
    ["try { a(); } finally { b(); }", ["finally { b(); }"]],
    ["try { a(); } catch { c(); } finally { b(); }", ["finally { b(); }"]],
    ["try { try { a(); } finally { b(); } } finally { c(); }", ["finally { b(); }", "finally { c(); }"]],
    ["try { a(); } catch { b(); }", []],
    ["{ b(); }", []],
    ["p.finally(() => b());", []],
  ])("in %s finds %j", (code, titles) => {
    expect(found(code, "finally-block")).toEqual(titles);
  });
});
