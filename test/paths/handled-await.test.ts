import { describe, expect, it } from "vitest";
import { locate } from "../../src/paths/locate.js";
import { parse } from "../../src/source/open.js";
import { found, mutated, pathsOf } from "../support/mutate.js";

const dropped = (code: string) => mutated(code, "await-drop-handled").length;

describe("handled-await", () => {
  it("is a site of the handler's path, never a path of its own", () => {
    expect(found("async function f() { try { return await a(); } catch { return b(); } }", "handled-await")).toEqual(
      [],
    );
  });

  it.each([
    ["async function f() { try { return await a(); } catch { b(); } }", 1],
    ["async function f() { try { return await a(); } finally { b(); } }", 1],
    ["async function f() { try { c(); } catch { return await a(); } finally { b(); } }", 1],
    ["async function f() { try { c(); } catch { return await a(); } }", 0],
    ["async function f() { return await a(); }", 0],
    ["async function f() { try { list.map(async () => { return await a(); }); } catch { b(); } }", 0],
    ["async function f() { try { try { return await a(); } catch { c(); } } catch { b(); } }", 1],
    [
      "async function f() { try { try { try { a(); } catch { return await b(); } } catch { c(); } } catch { d(); } }",
      1,
    ],
    ["async function f() { try { const x = await a(); return x; } catch { b(); } }", 0],
  ])("in %s is a returned await of a handler %i times", (code, times) => {
    expect(dropped(code)).toBe(times);
  });

  it.each([
    ["async function f() { try { for await (const x of y) b(x); } catch { c(); } }", 1],
    ["async function f() { try { for await (const x of y) await b(x); } finally { c(); } }", 2],
    ["async function f() { try { a(); } catch { for await (const x of y) b(x); } finally { c(); } }", 1],
    ["async function f() { try { a(); } catch { await b(); } finally { c(); } }", 1],
    ["async function f() { try { a(); } catch { await b(); } }", 0],
    ["async function f() { try { for (const x of y) b(x); } catch { c(); } }", 0],
  ])("in %s is a site %i times", (code, count) => {
    const tree = parse("code.ts", code);
    expect(locate(tree, "code.ts").flatMap(({ located }) => located.awaits)).toHaveLength(count);
  });

  it("has no `await` to drop where `for await` waits by itself", () => {
    expect(dropped("async function f() { try { for await (const x of y) { return x; } } catch { b(); } }")).toBe(0);
  });

  it("notes a promise that is returned past its handler", () => {
    const [path] = pathsOf("async function f() {\n  try {\n    return fetch(u);\n  } catch { b(); }\n}");
    expect(path?.notes).toEqual([expect.stringContaining("line 3 returns a promise without await")]);
  });

  it("notes nothing where the syntax does not tell that it is a promise", () => {
    expect(pathsOf("async function f() { try { return g(u); } catch { b(); } }")[0]?.notes).toEqual([]);
    expect(
      pathsOf("async function g() {} async function f() { try { return g(); } catch { b(); } }")[0]?.notes,
    ).toHaveLength(1);
  });
});
