import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { operatorIds } from "../src/operators/registry.js";
import { kindIds } from "../src/paths/registry.js";
import { NOISE_RULES, type NoiseRule } from "../src/source/noise-rules.js";
import { skipsOf } from "./support/mutate.js";

const inAsync = (code: string) => `async function f(a, b) { ${code} }`;

/** Rule, code, and the operator (or the kind that is passed over). */
const table: readonly (readonly [NoiseRule, string, string])[] = [
  ["already-there", "try { a(); } catch (e) { log(e); throw e; }", "catch-rethrow"],
  ["already-there", "try { a(); } catch { }", "catch-swallow"],
  ["already-there", "const x = a().catch(() => undefined);", "promise-catch-swallow"],
  ["already-there", "try { throw new Error('x'); } catch { undo(); }", "fault-first"],
  ["already-there", inAsync("try { await Promise.reject(a); } catch { undo(); }"), "fault-call"],
  ["arid-code", "try { a(); } catch (e) { undo(); console.log(e); }", "handler-effect-drop"],
  ["arid-code", "function f() { try { a(); } catch (e) { return console.log(e); } }", "handler-value"],
  ["arid-code", "const x = a().catch((e) => console.error(e));", "promise-catch-swallow"],
  ["arid-code", "try { a(); } finally { console.log('done'); }", "finally-success-only"],
  ["arid-code", "a().finally(() => logger.info('done'));", "finally-success-only"],
  ["arid-code", "try { console.log(a); } catch { undo(); }", "fault-first"],
  ["arid-code", inAsync("try { await logger.flush(); } catch { undo(); }"), "fault-call"],
  ["best-effort", "try { socket.close(); } catch {}", "catch-rethrow"],
  ["best-effort", "socket.close().catch(() => {});", "promise-catch-drop"],
  ["cannot-fail", "a().catch(b).finally(stop);", "finally-success-only"],
  ["cannot-fail", "a().catch(b).finally(stop);", "fault-call"],
  ["cannot-fail", inAsync("try { await sleep(5); } catch { undo(); }"), "fault-call"],
  ["dead-code", "function f(a) { if (false) throw new Error('x'); return a; }", "guard-clause"],
  ["error-text", "try { a(); } catch (e) { b(e instanceof Error ? e.message : String(e)); }", "discriminate-widen"],
  ["error-text", "try { a(); } catch (e) { b(e instanceof Error ? e.message : `${e}`); }", "discriminate-narrow"],
  ["feature-or-state", "function f() { if (!this.ready) return; go(); }", "guard-clause"],
  ["feature-or-state", "function f(a) { if (!a || !a.enabled()) return; go(); }", "guard-clause"],
  ["builtin-error-class", "function f(a) { if (a < 0) throw new RangeError('x'); return a; }", "error-upcast"],
  ["cannot-be-nullish", "const x = `a${b}` ?? 'c';", "fallback"],
  [
    "exhausted-by-type",
    "function f(a) { switch (a) { case 1: return 1; default: return assertNever(a); } }",
    "exhaustive",
  ],
  ["index-in-bounds", "const x = row[j - 1] ?? 0;", "fallback"],
  ["lookup", "function f(m, k) { if (!m.has(k)) return; return m.get(k); }", "guard-clause"],
  ["loop-control", "for (const x of l) { if (!x) continue; use(x); }", "guard-clause"],
  ["loop-control", "while (a) { if (!next()) break; use(a); }", "guard-clause"],
  ["memoised", "class A { f() { return (this.x ??= load()); } }", "fallback"],
  ["needed-later", "function f(a) { if (!(m = r.exec(a)) || m.bad) throw new Error('x'); }", "guard-operand-drop"],
  ["no-shared-state", inAsync("if (!a) throw new Error('x'); await b(a);"), "interleave"],
  ["not-implemented", "class A { f(a) { throw new Error('not implemented'); } }", "raise-site"],
  ["nothing-follows", "function f() { try { a(); } catch { b(); return; } }", "handler-exit-drop"],
  ["nothing-follows", "for (const x of l) { try { a(x); } catch { b(); continue; } }", "handler-exit-drop"],
  ["nothing-follows", "function f(a) { if (!a) return; }", "guard-clause"],
  ["only-a-value", "const x = a().catch(() => null);", "promise-catch-swallow"],
  ["only-a-value", "const x = a().catch(() => ('none' as const));", "promise-catch-swallow"],
  ["only-hangs", "new Promise((resolve, reject) => { a().catch(reject); });", "promise-catch-swallow"],
  ["only-rethrows", inAsync("try { return await b(); } catch (e) { throw e; }"), "await-drop-handled"],
  ["only-rethrows", "a().catch((e) => { log(e); throw e; });", "promise-catch-drop"],
  ["option-default", "const x = options.port ?? 80;", "fallback"],
  ["recursion-base-case", "function f(n) { if (!n) return; f(n.left); f(n.right); }", "guard-clause"],
  ["same-effect", "try { a(); } catch { undo(); }", "handler-effect-drop"],
  ["same-effect", "function f(a) { if (!a) return; go(); }", "handler-exit-drop"],
  ["same-effect", inAsync("try { await b(); } catch { undo(); }"), "fault-first"],
  ["same-effect", inAsync("try { const { x } = await a(); b(x); } catch { undo(); }"), "malformed-response"],
  [
    "settles-twice",
    "new Promise((resolve, reject) => { read((err, d) => { if (err) return reject(err); resolve(d); }); });",
    "handler-exit-drop",
  ],
  ["unread-value", "a().catch(() => { b(); return false; });", "handler-value"],
  ["unread-value", "const x = a().finally(() => false);", "handler-value"],
  ["unread-value", inAsync("try { await a(); } catch { undo(); }"), "malformed-response"],
  ["yields-nothing", "const x = a ?? undefined;", "fallback"],
];

test.each(table)("%s: %s leaves out %s", (rule, code, what) => {
  expect(skipsOf(code)).toContain(`${what} ${rule}`);
});

it("renders-nothing: a component that shows nothing is passed over", () => {
  const code = "const A = ({ user }) => { if (!user) return null; return <b>{user}</b>; };";
  expect(skipsOf(code, [], "code.tsx")).toEqual(["guard-clause renders-nothing"]);
});

describe("nothing is said", () => {
  it.each([
    "function f(a) { if (!a) throw new Error('x'); go(); }",
    "function f(a) { if (a > 5) return; go(); }",
    "function f(cache) { if (cache) return cache; go(); }",
    "function f(a) { if (!a.ready) { go(); } stop(); }",
    "function f(a) { if (!a.ready) { return; } else { go(); } }",
    "try { a(); } catch (e) { if (!e.done) return; go(); }",
  ])("of what looks like no guard, or is one: %s", (code) => {
    const guards = skipsOf(code, []);
    expect(guards).toEqual([]);
  });

  it("of operators that were not asked for", () => {
    expect(skipsOf("try { a(); } catch (e) { throw e; }", ["catch-swallow"])).toEqual([]);
    expect(skipsOf("try { a(); } catch (e) { throw e; }", ["catch-rethrow"])).toEqual(["catch-rethrow already-there"]);
  });
});

it("each rule is in the table", () => {
  const covered = new Set([...table.map(([rule]) => rule), "renders-nothing"]);
  expect(Object.keys(NOISE_RULES).filter((rule) => !covered.has(rule))).toEqual([]);
});

describe("docs/noise.md", () => {
  const page = readFileSync(path.join(import.meta.dirname, "../docs/noise.md"), "utf8");
  const sections = page.split(/^## /m).slice(1);
  const known: readonly string[] = [...operatorIds, ...kindIds];

  it.each(
    sections.map((section) => [section.split("\n", 1)[0] ?? "", section]),
  )("%s shows what it says", (rule, text) => {
    const [, language = "", code = ""] = /```(tsx?)\n([\s\S]*?)```/.exec(text) ?? [];
    const [, said = ""] = /^(?:Left out|Passed over): ([\s\S]*)$/m.exec(text) ?? [];
    expect(code).not.toBe("");
    expect(said).not.toBe("");
    const [, what = ""] = /`([a-z-]+)`/.exec(said) ?? [];
    expect(known).toContain(what);
    expect(skipsOf(code, undefined, `code.${language}`)).toContain(`${what} ${rule}`);
  });
});
