import { describe, expect, it } from "vitest";
import { operatorIds, operators } from "../../src/operators/registry.js";
import { instrument } from "../support/instrument.js";

/** The instrumented code as a function's result: `run` calls it with a mutant active. */
async function runnable(code: string, call: string, file = "code.js") {
  const { code: instrumented, ids, mutants, probes } = await instrument(code, file);
  const strykerId = new Map([...ids].map(([stryker, own]) => [own, stryker]));
  return {
    mutants,
    run(operator?: string) {
      const mutant = mutants.find((each) => each.operator === operator);
      const active = mutant === undefined ? undefined : strykerId.get(mutant.id);
      const namespace = { activeMutant: active };
      return new Function("globalThis", `${instrumented}\nreturn ${call};`)({ Math, __stryker__: namespace });
    },
    covered(call: string): number {
      const namespace: { mutantCoverage?: { static: Record<string, number> } } = {};
      new Function("globalThis", `${instrumented}\n${call};`)({ Math, __stryker__: namespace });
      const reached = new Set(probes.values());
      return Object.keys(namespace.mutantCoverage?.static ?? {}).filter((id) => reached.has(id)).length;
    },
  };
}

describe("the bridge", () => {
  it.each(
    operators.map((operator) => [operator.id, operator.example.before]),
  )("places every mutant of %s's example", async (_, before) => {
    const { unplaced, ids, mutants } = await instrument(
      `async function example() {\n${before}\n}`,
      "code.ts",
      operatorIds,
    );
    expect([...unplaced]).toEqual([]);
    expect(new Set(ids.values())).toEqual(new Set(mutants.map((mutant) => mutant.id)));
    expect(mutants.length).toBeGreaterThan(0);
  });

  it.each([
    ["a byte order mark", "\uFEFFfunction f(a) { if (!a) throw new Error('x'); }", "code.ts"],
    ["CRLF line ends", "function f(a) {\r\n  if (!a) {\r\n    throw new Error('x');\r\n  }\r\n}", "code.ts"],
    ["an emoji in front", "const s = '🙈🙈';\nfunction f(a) { if (!a) throw new Error(s); }", "code.ts"],
    [
      "a cast around it",
      "const r = (p.catch(h)) as Promise<X>; const t = (q.catch(() => 0) as any) as string;",
      "code.ts",
    ],
    [
      "parentheses and casts in it",
      "p.catch((e) => (e ? null : 1)); p.catch(() => (null as any)); p.catch((h as H)); p.then(a, (b)!);",
      "code.ts",
    ],
    [
      "a comment at the end of a handler",
      "try { a(); } catch (e) {\n // ignore\n } finally { b(); } try { c(); } catch { d(); // why\n }",
      "code.ts",
    ],
    ["satisfies and a non-null assertion", "const r = (p.catch(h)!) satisfies X;", "code.ts"],
    ["JSX", "const C = () => <b onClick={() => { try { a(); } catch (e) { b(e); } }} />;", "code.tsx"],
    ["JSX in plain JavaScript", "const C = () => <b c={p.catch(h)} />;", "code.jsx"],
    ["decorators", "@d() class A { @e() m(a: string) { if (!a) throw new Error('x'); } }", "code.ts"],
    [
      "super and private names",
      "class A extends B { #x = 1; m() { try { a(); } catch { super.m(); this.#x++; } finally { super.n(); } } }",
      "code.ts",
    ],
    [
      "yield in a handler",
      "function* f() { try { yield 1; } catch (e) { yield* g(e); h(); } finally { yield 2; } }",
      "code.ts",
    ],
    ["labels", "outer: for (const x of l) { try { a(x); } catch { b(); continue outer; } c(); }", "code.ts"],
    ["a labelled try", "t: try { a(); } finally { b(); }", "code.ts"],
    [
      "new.target and import.meta",
      "function F() { try { a(); } catch { b(new.target, import.meta.url); } }",
      "code.mts",
    ],
    [
      "CommonJS",
      "module.exports = (cb) => { read((err, d) => { if (err) return cb(err); cb(null, d); }); };",
      "code.cjs",
    ],
    ["a chain behind the handler", "p.then(a).catch(h).finally(c).then(d, e);", "code.ts"],
    ["optional chains", "x?.y?.load()?.catch(h)?.then(a);", "code.ts"],
    ["a destructured error", "try { a(); } catch ({ message, ...rest }) { b(message, rest); }", "code.ts"],
    ["generic arrow functions", "const f = <T,>(a: T) => { if (!a) throw new Error('x'); return a; };", "code.tsx"],
    ["using", "async function f() { await using r = g(); try { a(r); } catch { b(); } }", "code.ts"],
    ["type arguments at a call", "load<A, B>(x).catch<null>((e) => { b<C>(e); return null; });", "code.ts"],
    [
      "a statement without semicolon",
      "function f(a) { if (!a) throw new Error('x')\n g() }\ntry { a() } catch (e) { b()\n throw e }",
      "code.ts",
    ],
  ])("places every mutant in code with %s", async (_, code, file) => {
    const { unplaced, ids, mutants } = await instrument(code, file, operatorIds);
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThan(0);
  });

  it("names the mutants that Stryker cannot place, and does not lose them", async () => {
    const { unplaced, mutants } = await instrument("@d(() => { try { a(); } catch { b(); } }) class A {}");
    expect(unplaced.size).toBe(mutants.length);
    expect([...unplaced.values()][0]).toMatch(/does not visit/);
  });

  it("changes nothing as long as no mutant is active", async () => {
    const { run } = await runnable(
      "function f(g) { try { return g(); } catch { return 'fallback'; } finally { done++; } } let done = 0;",
      "[f(() => 1), f(() => { throw 0; }), done]",
    );
    expect(run()).toEqual([1, "fallback", 2]);
  });

  it("activates exactly the mutant asked for", async () => {
    const { run } = await runnable(
      "function f(g) { try { return g(); } catch { return false; } }",
      "f(() => { throw 0; })",
    );
    expect(run("handler-value")).toBe(true);
    expect(() => run("catch-rethrow")).toThrow();
    expect(run("catch-swallow")).toBeUndefined();
  });

  it("gives a catch without binding the error that a mutant rethrows", async () => {
    const { run } = await runnable(
      "function f(g) { try { g(); } catch ({ message }) { return message; } }",
      "f(() => { throw new Error('boo'); })",
    );
    expect(run()).toBe("boo");
    expect(() => run("catch-rethrow")).toThrow("boo");
  });

  it("counts a path as reached only when its failure happens", async () => {
    const tryCatch = await runnable("function f(g) { try { return g(); } catch { return 1; } }", "0");
    expect(tryCatch.covered("f(() => 2)")).toBe(0);
    expect(tryCatch.covered("f(() => { throw 0; })")).toBeGreaterThan(0);
    const guard = await runnable("function f(a) { if (!a) throw new Error('x'); return a; }", "0");
    expect(guard.covered("f(1)")).toBe(0);
    expect(guard.covered("(() => { try { f(0); } catch {} })()")).toBeGreaterThan(0);
  });

  it("hands a handler that is a reference on as it is: this, arguments, and things that are no function", async () => {
    const code =
      "function thenable(v) { return { catch(h) { return typeof h === 'function' ? h.call({ n: 1 }, v, 2) : h; } }; }\nfunction f(h) { return thenable('e').catch(h); }";
    const { run } = await runnable(code, "[f(function (...args) { return [this.n, ...args]; }), f(undefined), f(7)]");
    expect(run()).toEqual([[1, "e", 2], undefined, 7]);
    expect(run("promise-catch-swallow")).toEqual([undefined, undefined, 7]);
  });

  it("runs a cleanup only on success, whatever way the try is left", async () => {
    const code =
      "function f(g) { const log = []; const h = () => { try { return g(); } finally { log.push('cleanup'); } }; try { h(); } catch { log.push('caught'); } return log; }";
    const { run } = await runnable(code, "[f(() => 1), f(() => { throw 0; })]");
    expect(run()).toEqual([["cleanup"], ["cleanup", "caught"]]);
    expect(run("finally-success-only")).toEqual([["cleanup"], ["caught"]]);
  });

  it("leaves a file out that Stryker's Babel cannot parse, and says which mutants that costs", async () => {
    const { unplaced, mutants, code } = await instrument(
      "function f(a) { if (!a) throw new Error('x'); }\nlet x: ^;",
      "code.ts",
    ).catch((error) => error);
    expect(code).toBe("");
    expect(unplaced.size).toBe(mutants.length);
    expect([...unplaced.values()][0]).toMatch(/cannot read its file/);
  });
});
