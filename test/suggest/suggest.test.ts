import { describe, expect, it } from "vitest";
import { parse } from "../../src/source/open.js";
import { bodiesFor, suggestFor } from "../support/suggest.js";

/** One line a statement, so that a table stays readable. */
const lines = (...text: readonly string[]) => text.join("\n");

describe("the test for a catch block", () => {
  it.each([
    [
      "a method of a parameter rejects",
      "export async function load(store: Store) { try { return await store.find(1); } catch { return null; } }",
      lines(
        'const error = new Error("boom");',
        "const store = { find: vi.fn().mockRejectedValueOnce(error).mockResolvedValue(undefined) };",
        "const result = await load(store as never);",
        "expect(result).toBeNull();",
      ),
    ],
    [
      "a parameter that is a function throws",
      "export function attempt(work: () => number) { try { return work(); } catch { return { ok: false, code: 3 }; } }",
      lines(
        'const error = new Error("boom");',
        "const work = vi.fn().mockImplementationOnce(() => { throw error; }).mockReturnValue(1);",
        "const result = attempt(work as never);",
        "expect(result).toEqual({ ok: false, code: 3 });",
      ),
    ],
    [
      "a global rejects",
      "export async function get(url: string) { try { return await fetch(url); } catch (e) { throw new Error('offline', { cause: e }); } }",
      lines(
        'const error = new Error("boom");',
        'vi.stubGlobal("fetch", vi.fn().mockRejectedValueOnce(error).mockResolvedValue(undefined));',
        'await expect(get("x")).rejects.toThrow("offline");',
      ),
    ],
    [
      "input is malformed",
      "export function read(text: string) { try { return JSON.parse(text); } catch { return undefined; } }",
      lines('const result = read("{");', "expect(result).toBeUndefined();"),
    ],
    [
      "an effect of the handler",
      "export async function run(tx: Tx) { try { await tx.work(); } catch (e) { await tx.rollback(); throw e; } }",
      lines(
        'const error = new Error("boom");',
        "const tx = {",
        "  work: vi.fn().mockRejectedValueOnce(error).mockResolvedValue(undefined),",
        "  rollback: vi.fn().mockResolvedValue(undefined),",
        "};",
        "await expect(run(tx as never)).rejects.toBe(error);",
        "expect(tx.rollback).toHaveBeenCalledOnce();",
      ),
    ],
  ])("where %s", (_, code, expected) => {
    expect(bodiesFor(code)[0]).toBe(expected);
  });

  it("asks for the error that the handler recognises, and for another", () => {
    const bodies = bodiesFor(
      "export async function open(f: File) { try { await f.read(); } catch (e) { if (e.code === 'ENOENT') return null; throw e; } }",
      ["discriminate-narrow", "discriminate-widen"],
    );
    expect(bodies.find((body) => body.includes("toBeNull"))).toContain(
      'const error = Object.assign(new Error("boom"), { code: "ENOENT" });',
    );
    expect(bodies.find((body) => body.includes("rejects.toBe(error)"))).toContain('const error = new Error("boom");');
  });

  it("fails twice where the path is in the handler of another failure", () => {
    const [first] = bodiesFor(
      "export async function save(db: Db) { try { await db.query('a'); } catch { return await db.query('b').catch(() => 'no rollback'); } }",
      ["promise-catch-drop"],
    );
    expect(first).toContain("vi.fn().mockRejectedValueOnce(error).mockRejectedValueOnce(error)");
    expect(first).toContain('expect(result).toBe("no rollback");');
  });
});

describe("the test for a guard", () => {
  it.each([
    ["!name", "string", '""'],
    ["name == null", "string", "undefined as never"],
    ["name.length === 0", "string[]", "[]"],
    ["name < 1", "number", "0"],
    ["!Number.isInteger(name)", "number", "1.5"],
    ["typeof name !== 'string'", "string", "true as never"],
    ["!name.startsWith('org_')", "string", '"x"'],
    ["!name.trim()", "string", '""'],
    ["name === 'none' || name === 'off'", "string", '"none"'],
  ])("%s of a %s hands in %s", (condition, type, given) => {
    const [first] = bodiesFor(
      `export function check(name: ${type}) { if (${condition}) throw new TypeError('bad name'); return name; }`,
      ["guard-drop"],
    );
    expect(first).toContain(`expect(() => check(${given})).toThrow("bad name");`);
  });

  it("gets past the guards before it", () => {
    const bodies = bodiesFor(
      "export function check(n: number) { if (n < 0) throw new Error('low'); if (n > 10) throw new Error('high'); return n; }",
    );
    expect(bodies).toEqual(['expect(() => check(-1)).toThrow("low");', 'expect(() => check(11)).toThrow("high");']);
  });

  it("has a test of its own for each condition", () => {
    const bodies = bodiesFor(
      "export function check(o: { n: number; s: string }) { if (o.n < 1 || !o.s) throw new Error('bad'); return o; }",
      ["guard-operand-drop"],
    );
    expect(bodies).toEqual([
      lines('const o = { n: 0, s: "x" };', 'expect(() => check(o as never)).toThrow("bad");'),
      lines('const o = { n: 1, s: "" };', 'expect(() => check(o as never)).toThrow("bad");'),
    ]);
  });
});

describe("the test for other kinds", () => {
  it("has a finally see the failure", () => {
    const [first] = bodiesFor(
      "export function use(lock: Lock, f: () => void) { try { f(); } finally { lock.release(); } }",
    );
    expect(first).toContain("expect(() => use(lock as never, f as never)).toThrow(error);");
    expect(first).toContain("expect(lock.release).toHaveBeenCalledOnce();");
  });

  it("calls a callback back with the error", () => {
    const [first] = bodiesFor(
      "export function read(fs: Fs, done: (e?: Error) => void) { fs.read('x', (err, data) => { if (err) { done(err); return; } done(); }); }",
    );
    expect(first).toContain("(given[1] as (...more: unknown[]) => void)(error);");
    expect(first).toContain("expect(done).toHaveBeenCalledWith(error);");
  });

  it("waits for a handler that nobody waits for", () => {
    const [first] = bodiesFor(
      "export function start(job: Job, log: { fail(e: Error): void }) { job.run().catch((e) => { log.fail(e); }); }",
    );
    expect(first).toContain("await vi.waitFor(() => expect(log.fail).toHaveBeenCalledWith(error));");
  });
});

describe("the way in", () => {
  it("is a method of an instance", () => {
    const [first] = bodiesFor(
      "export class Pool { #db: Db; constructor(db: Db) { this.#db = db; } async get() { try { return await this.#db.open(); } catch { return false; } } }",
    );
    expect(first).toContain("const subject = new Pool(db as never);\nconst result = await subject.get();");
  });

  it("is an exported function that calls the one in question", () => {
    const [first] = bodiesFor(
      "async function inner(s: S) { try { await s.go(); } catch { return 0; } }\nexport const outer = async (s: S) => inner(s);",
    );
    expect(first).toContain("const result = await outer(s as never);");
  });

  it("is the function that an exported one makes", () => {
    const [first] = bodiesFor(
      "export function maker(s: S) { return () => { try { return s.go(); } catch { return -1; } }; }",
    );
    expect(first).toContain("const made = maker(s as never);\nconst result = made();");
  });

  it("is told to be missing where nothing that is exported leads there", () => {
    const { text, suggestions } = suggestFor({
      "src/code.ts": "function hidden(s: S) { try { s.go(); } catch { s.undo(); } }",
    });
    expect(suggestions[0]?.why).toContain("nothing that is exported calls it");
    expect(text).toContain("it.todo(");
  });

  it("puts a stand-in for an imported function, and leaves all others as they are", () => {
    const { text } = suggestFor({
      "src/code.ts":
        'import { load } from "./load.js";\nexport async function get() { try { return await load(); } catch { return "none"; } }',
      "src/load.ts": "export async function load() { return Math.random(); }",
    });
    expect(text).toContain(
      lines(
        'vi.mock("../src/load.js", async (importOriginal) => {',
        '  const original = await importOriginal<typeof import("../src/load.js")>();',
        "  return { ...original, load: vi.fn(original.load) };",
        "});",
      ),
    );
    expect(text).toContain("vi.mocked(load).mockRejectedValueOnce(error);");
  });
});

describe("the file", () => {
  const kinds = `import { readFile } from "node:fs/promises";
export class Broken extends Error { constructor(message: string) { super(message); this.name = "Broken"; } }
export async function one(path: string) { try { return await readFile(path); } catch (e) { throw new Broken("unreadable"); } }
export function two(a?: { b: string }) { if (!a) throw new Broken("no a"); return a.b; }
export const three = (x: number) => { if (Number.isNaN(x)) return; console.log(x); };
export default async function four(q: { end(): Promise<void>; go(): Promise<number> }) { try { return await q.go(); } finally { await q.end(); } }`;

  it("parses, with every suggestion for every kind of code in it", () => {
    const { text, suggestions } = suggestFor({ "src/code.ts": kinds });
    const tree = parse("code.test.ts", text).compilerNode as unknown as { parseDiagnostics: readonly unknown[] };
    expect(tree.parseDiagnostics).toEqual([]);
    expect(suggestions.filter(({ why }) => why !== undefined)).toEqual([]);
    expect(suggestions.length).toBeGreaterThan(3);
  });

  it("names the place, and the mutants that each test is for", () => {
    const { text } = suggestFor({ "src/code.ts": kinds }, ["guard-drop"]);
    expect(text).toMatch(/^ {2}\/\/ src\/code\.ts:4 {2}if \(!a\) throw new Broken\("no a"\);$/m);
    expect(text).toMatch(/^ {2}\/\/ Should kill: guard-drop [0-9a-f]{10}$/m);
  });

  it("is written as the project writes its tests", () => {
    const { text } = suggestFor({
      "src/code.ts": "export function f(a: string) { if (!a) throw new Error('no a'); return a; }",
      "src/code.test.ts":
        "import { test, expect } from 'vitest';\nimport { f } from './code';\ntest('f', () => { expect(f('x')).toBe('x'); });",
    });
    expect(text).toContain("import { describe, expect, test } from 'vitest';\nimport { f } from './code';");
  });
});
