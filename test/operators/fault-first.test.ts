import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated, skipsOf } from "../support/mutate.js";

const FAULT = 'new Error("faultline: made to fail")';
const inTry = (body: string) => `async function f(a) { try { ${body} } catch { return null; } }`;

describe("fault-first", () => {
  it.each<[string, string]>([
    ["open(a); use(a);", `throw ${FAULT}; use(a);`],
    ["return parse(a);", `throw ${FAULT};`],
    ["if (a) open(a); use(a);", `throw ${FAULT}; use(a);`],
    ["for (const x of a) use(x);", `throw ${FAULT};`],
    // A declaration cannot be taken away: its initialiser fails.
    ["const x = parse(a); use(x);", `const x = (() => { throw ${FAULT}; })(); use(x);`],
    ["const { x } = parse(a); use(x);", `const { x } = (() => { throw ${FAULT}; })(); use(x);`],
    ["const t = a.title; use(t);", `const t = (() => { throw ${FAULT}; })(); use(t);`],
    ["const x = 1, y = parse(a); use(y);", `const x = 1, y = (() => { throw ${FAULT}; })(); use(y);`],
    // What is awaited rejects:
    ["const x = await read(a); use(x);", `const x = await Promise.reject(${FAULT}); use(x);`],
    ["const x = (await read(a)).body; use(x);", `const x = (await Promise.reject(${FAULT})).body; use(x);`],
    ["x = await read(a); use(x);", `x = await Promise.reject(${FAULT}); use(x);`],
    ["return await read(a);", `return await Promise.reject(${FAULT});`],
    // … but only where nothing comes before it:
    ["use(await read(a));", `throw ${FAULT};`],
    ["if (await read(a)) use(a);", `throw ${FAULT};`],
    ["const x = a.ok ? await read(a) : 1; use(x);", `const x = (() => { throw ${FAULT}; })(); use(x);`],
    // What cannot fail, and what nobody would miss, is passed over:
    [
      "console.log(a); let x; const y = 1; function g() {} use(a);",
      `console.log(a); let x; const y = 1; function g() {} throw ${FAULT};`,
    ],
  ])("makes `%s` fail as `%s`", (before, after) => {
    expect(mutated(inTry(before), "fault-first")).toEqual([inTry(after)]);
  });

  it.each(["", "// nothing", "const x = 1;", "let x;"])("does nothing to a try of `%s`", (body) => {
    expect(mutated(inTry(body), "fault-first")).toEqual([]);
  });

  it("fails in the try of a finally", () => {
    expect(mutated("try { use(a); } finally { stop(); }", "fault-first")).toEqual([
      `try { throw ${FAULT}; } finally { stop(); }`,
    ]);
  });

  it("fails once where there are both a catch and a finally", () => {
    expect(mutated("try { use(a); } catch { undo(); } finally { stop(); }", "fault-first")).toHaveLength(1);
  });

  it("is left out where the try already throws, only logs, or tidies up with best effort", () => {
    const skips = (code: string) => skipsOf(code, ["fault-first"]);
    expect(skips("try { throw new Error('x'); } catch { undo(); }")).toEqual(["fault-first already-there"]);
    expect(skips("try { console.log(a); } catch { undo(); }")).toEqual(["fault-first arid-code"]);
    expect(skips("try { socket.close(); } catch {}")).toEqual(["fault-first best-effort"]);
  });

  it("is left out where fault-call makes the same happen", () => {
    const both = ["fault-first", "fault-call"];
    expect(mutantsOf(inTry("return await read(a);"), both).map(({ operator }) => operator)).toEqual(["fault-call"]);
    expect(skipsOf(inTry("await open(a); await read(a);"), both)).toEqual(["fault-first same-effect"]);
    expect(mutantsOf(inTry("use(a); await read(a);"), both)).toHaveLength(2);
  });

  it("asks every test that runs the code, and never counts", () => {
    expect(mutantsOf(inTry("use(a);"), ["fault-first"])).toMatchObject([{ askedOf: "code", probe: true }]);
  });

  it("is placed by Stryker, in every form", async () => {
    const code = [
      inTry("const x = await read(a), y = 1; use(x);"),
      inTry("using x = open(a); use(x);"),
      inTry("const { x } = parse(a); use(x);"),
      inTry("label: for (const x of a) break label;"),
      "function* g() { try { const x = yield 1; } catch { return 2; } }",
    ]
      .map((each, index) => each.replace("function f", `function f${index}`))
      .join("\n");
    const { unplaced, mutants } = await instrument(code, "code.ts", ["fault-first"]);
    expect([...unplaced]).toEqual([]);
    expect(mutants).toHaveLength(5);
  });
});
