import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { found, pathsOf } from "../support/mutate.js";

describe("disposal", () => {
  it.each([
    ["function f() { using a = g(); }", ["using a = g()"]],
    ["async function f() { await using a = await g(); }", ["await using a = await g()"]],
    ["function f() { using a = g(), b = h(); }", ["using a = g(), b = h()", "using a = g(), b = h()"]],
    ["function f() { for (using a of b) a.c(); }", ["using a"]],
    ["async function f() { for await (await using a of b) { a.c(); } }", ["await using a"]],
    ["const a = g(); let b = using; var c;", []],
    ["const using = g(); using.a = 1;", []],
  ])("in %s finds %j", (code, titles) => {
    expect(found(code, "disposal")).toEqual(titles);
  });

  it("also runs on success, and is reached where the resource is taken", () => {
    const code = "function f() { using a = g(); }";
    const [path] = pathsOf(code);
    expect(path?.runsOnSuccess).toBe(true);
    expect(code.slice(path?.reach.span.start, path?.reach.span.end)).toBe("g()");
  });

  it("has its probe placed by Stryker's instrumenter", async () => {
    const code =
      "async function f() { using a = g(), b = (h() as X); await using c = await g(); for (using a of b) a.c(); for await (await using a of b) { a.c(); } }";
    for (const file of ["code.ts", "code.js"]) {
      const { unplaced, ids, probes } = await instrument(file === "code.js" ? code.replace(" as X", "") : code, file);
      expect([...unplaced]).toEqual([]);
      expect([ids.size, probes.size]).toEqual([5, 5]);
    }
  });
});
