import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated, skipsOf } from "../support/mutate.js";

const REJECTION = 'Promise.reject(new Error("faultline: made to fail"))';
const inTry = (body: string) => `async function f(a) { try { ${body} } catch { return null; } }`;
const skips = (code: string) => skipsOf(code, ["fault-call"]);

describe("fault-call, in a try", () => {
  it.each<[string, string[]]>([
    ["await save(a);", [`await ${REJECTION};`]],
    ["return (await a.read()).body;", [`return (await ${REJECTION}).body;`]],
    ["use(await read(a));", [`use(await ${REJECTION});`]],
    ["const x = await (read(a) as Promise<X>); use(x);", [`const x = await ${REJECTION}; use(x);`]],
    ["const [x] = await Promise.all([b(), c()]); use(x);", [`const [x] = await ${REJECTION}; use(x);`]],
    ["await Promise.resolve(read(a));", [`await ${REJECTION};`]],
    ["await open(a); await read(a);", [`await ${REJECTION}; await read(a);`, `await open(a); await ${REJECTION};`]],
    // Nothing is called, or it is not awaited here:
    ["await a;", []],
    ["await new Promise((resolve) => setTimeout(resolve, 5));", []],
    ["return read(a);", []],
    ["a.forEach(async (x) => { await read(x); });", []],
    ["try { await read(a); } catch { use(a); }", []],
  ])("makes of `%s` %j", (before, after) => {
    const outer = mutated(inTry(before), "fault-call").filter(
      (code) => !code.includes(`try { await ${REJECTION}; } catch { use`),
    );
    expect(outer).toEqual(after.map(inTry));
  });

  it("counts to the finally where there is no catch, and leaves the calls of a catch alone", () => {
    expect(mutated("async function f() { try { await a(); } finally { b(); } }", "fault-call")).toHaveLength(1);
    const both = "async function f() { try { a(); } catch { await undo(); } finally { b(); } }";
    expect(mutated(both, "fault-call")).toEqual([]);
  });

  it.each<[string, string]>([
    ["await logger.flush();", "arid-code"],
    ["await sleep(10);", "cannot-fail"],
    ["await timers.setTimeout(10);", "cannot-fail"],
    ["await Promise.allSettled([b(), c()]);", "cannot-fail"],
    ["await Promise.resolve();", "cannot-fail"],
    ["await Promise.reject(a);", "already-there"],
  ])("leaves `%s` out: %s", (body, rule) => {
    expect(mutated(inTry(body), "fault-call")).toEqual([]);
    expect(skips(inTry(body))).toEqual([`fault-call ${rule}`]);
  });

  it("leaves out a cleanup with best effort", () => {
    expect(skips("async function f(s) { try { await s.close(); } catch {} }")).toEqual(["fault-call best-effort"]);
  });
});

describe("fault-call, before a promise handler", () => {
  it.each<[string, string[]]>([
    ["load(a).catch(h);", [`${REJECTION}.catch(h);`]],
    ["load(a).then(b, h);", [`${REJECTION}.then(b, h);`]],
    ["load(a).then(b).finally(c).catch(h);", [`${REJECTION}.then(b).finally(c).catch(h);`]],
    ["Promise.resolve().then(work).catch(h);", [`${REJECTION}.then(work).catch(h);`]],
    ["load(a).finally(c);", [`${REJECTION}.finally(c);`]],
    ["this.db.load(a)!.catch(h);", [`${REJECTION}!.catch(h);`]],
    // What is not called cannot be made to fail here:
    ["promise.catch(h);", []],
    ["promise.then(b).catch(h);", []],
    ["new Promise(b).catch(h);", []],
  ])("makes of `%s` %j", (before, after) => {
    expect(mutated(before, "fault-call")).toEqual(after);
  });

  it("puts one failure into one chain", () => {
    expect(mutated("load(a).then(b, g).then(c).catch(h).finally(d);", "fault-call")).toEqual([
      `${REJECTION}.then(b, g).then(c).catch(h).finally(d);`,
    ]);
    expect(skips("load(a).catch(g).finally(d);")).toEqual(["fault-call cannot-fail"]);
  });

  it("leaves out what cannot fail, logs, or tidies up with best effort", () => {
    expect(skips("sleep(a).catch(h);")).toEqual(["fault-call cannot-fail"]);
    expect(skips("logger.flush().catch(h);")).toEqual(["fault-call arid-code"]);
    expect(skips("socket.close().catch(() => {});")).toEqual(["fault-call best-effort"]);
  });
});

it("asks every test that runs the code, and never counts", () => {
  expect(mutantsOf(inTry("await read(a);"), ["fault-call"])).toMatchObject([{ askedOf: "code", probe: true }]);
});

describe("instrumented", () => {
  it("a call is made to fail in every form", async () => {
    const code = [
      inTry("const { x } = await read(a); use(x ?? (await b?.c()), `${await d()}`);"),
      "const x = a?.load()?.catch(h);",
      "const y = a?.load().then(b).catch(h);",
    ].join("\n");
    const { unplaced, mutants } = await instrument(code, "code.ts", ["fault-call"]);
    expect([...unplaced]).toEqual([]);
    expect(mutants).toHaveLength(5);
  });

  it("a chain that is cut short by `?.` stays so", async () => {
    const { code } = await instrument(
      "return a?.load().catch(h);".replace(/^/, "function f(a, h) { ").concat(" }"),
      "code.js",
      ["fault-call"],
    );
    const run = new Function("globalThis", `${code}\nreturn f(undefined);`);
    expect(run({ Math })).toBeUndefined();
  });
});
