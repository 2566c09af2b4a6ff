import { SyntaxKind } from "ts-morph";
import { describe, expect, it } from "vitest";
import { fallback } from "../../src/paths/fallback.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { createTypes, type Types } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { instrument } from "../support/instrument.js";
import { found, pathsOf, skipsOf } from "../support/mutate.js";

describe("a fallback", () => {
  it.each([
    ["const x = m.get(k) ?? d;", ["m.get(k) ?? d"]],
    ["const x = await load(k) ?? d;", ["await load(k) ?? d"]],
    ["const x = a?.b ?? d;", ["a?.b ?? d"]],
    ["const x = a ?? b ?? c;", ["a ?? b ?? c", "a ?? b"]],
    ["const x = byName[name] ?? d;", ["byName[name] ?? d"]],
    ["const x = parts[1] ?? d;", ["parts[1] ?? d"]],
    ["function f() { let x = g(); x ??= d; return x; }", ["x ??= d"]],
    ["function f(user) { user.name ??= 'nobody'; }", ["user.name ??= 'nobody'"]],
    ["const x = (a as string | null) ?? d;", ["(a as string | null) ?? d"]],
    ["const x = load() || d;", ["load() || d"]],
    ["const x = (await load()) || d;", ["(await load()) || d"]],
    ["function f() { let x; x = load(); x ||= d; }", []],
    ["counts.set(k, (counts.get(k) ?? 0) + 1);", ["counts.get(k) ?? 0"]],
    ["for (const x of m.get(k) ?? []) go(x);", ["m.get(k) ?? []"]],
    ["return_({ ...all, list: [...(a.list ?? [])] });", ["a.list ?? []"]],
    ["const x = a.name ?? true;", ["a.name ?? true"]],
    ["const f = () => ({ on: row.on ?? false });", ["row.on ?? false"]],
    ["const x = `${a?.b ?? 'nothing'}`;", ["a?.b ?? 'nothing'"]],
    ["const x = headers.get('x') ?? 'none';", ["headers.get('x') ?? 'none'"]],
    ["const x = (a.n ?? 5) > 3;", ["a.n ?? 5"]],
    ["const x = (a.n ?? 0) === 0;", ["a.n ?? 0"]],
    ["const x = (a.n ?? 0) < 3;", ["a.n ?? 0"]],
    ["throw new HttpError(e.status ?? 500);", ["e.status ?? 500"]],
    ["throw err ?? new Error('x');", ["err ?? new Error('x')"]],
  ])("in %s is found: %j", (code, titles) => {
    expect(found(code, "fallback")).toEqual(titles);
  });

  it.each([
    "if (load() || b) go();",
    "while (load() || b) go();",
    "const x = load() || b ? 1 : 2;",
    "const x = !(load() || b);",
    "const x = (load() || b) && c;",
    "const f = (): boolean => load() || b;",
    "const y = list.filter((x) => load(x) || b);",
    "function isGood(x) { return load(x) || b; }",
    "const hasMore = load() || b;",
    "const x = Boolean(load() || b);",
    "load() || go();",
    "const x = isA() || b;",
    "const x = load() || a === 1;",
    "const x = a || b;",
    "const x = a && b;",
    "const x = a + b;",
  ])("is none where `||` joins conditions, or nothing says that there may be nothing: %s", (code) => {
    expect(found(code, "fallback")).toEqual([]);
    expect(skipsOf(code, [])).toEqual([]);
  });

  it.each([
    ["const x = m.get(k) ?? fail('no k');"],
    ["const x = options.key ?? fail('no key');"],
    ["const x = process.env.KEY ?? missing('KEY'); function missing(n) { throw new Error(n); }"],
  ])("that always throws is a guard, of an option too: %s", (code) => {
    expect(found(code, "fallback")).toHaveLength(1);
  });
});

describe("what looks like a fallback is passed over", () => {
  it.each([
    ["yields-nothing", "const x = a ?? undefined;"],
    ["yields-nothing", "const x = a ?? null;"],
    ["yields-nothing", "if (a.b ?? false) go();"],
    ["yields-nothing", "if (!(a.n ?? 0)) go();"],
    ["yields-nothing", "this.strict = a.strict ?? false;"],
    ["yields-nothing", "const x = { ...(a.b ?? {}) };"],
    ["yields-nothing", "Object.assign(x, a.b ?? {});"],
    ["yields-nothing", "const x = new Map(a.b ?? []);"],
    ["yields-nothing", "const x = (a.n ?? 0) > 0;"],
    ["yields-nothing", "const x = 0 < (a.n ?? 0);"],
    ["yields-nothing", 'const x = (a.b ?? "") === "x";'],
    ["yields-nothing", 'const x = parseInt(a.b ?? "", 10);'],
    ["yields-nothing", 'const x = JSON.parse(a.b ?? "");'],
    ["memoised", "const x = cache.get(k) ?? load(k);"],
    ["memoised", "const x = this.userCache[k] ?? load(k);"],
    ["memoised", "const x = cached ?? (await load());"],
    ["memoised", "const x = m.get(k) ?? m.set(k, v);"],
    ["memoised", "const x = a ?? (a = load());"],
    ["memoised", "class A { f() { return (this.x ??= load()); } }"],
    ["memoised", "class A { f() { this.x = this.x ?? load(); } }"],
    ["memoised", "let x; function f() { x ??= load(); return x; }"],
    ["memoised", "class A { static one; f() { return (A.one ??= new A()); } }"],
    ["memoised", "groups[k] ??= [];"],
    ["index-in-bounds", "const x = list[i] ?? 0;"],
    ["index-in-bounds", "const x = row[j - 1] ?? 0;"],
    ["index-in-bounds", "const x = text.split(',')[0] ?? '';"],
    ["arid-code", "console.log(a?.b ?? 'nothing');"],
    ["arid-code", "logger.warn(`it was ${a?.b ?? c}`);"],
    ["arid-code", "const name = a?.b ?? 'x'; console.log(name);"],
    ["arid-code", "const x = table[kind] ?? assertNever(kind);"],
    ["error-text", "throw new Error(a?.b ?? 'nothing');"],
    ["error-text", "throw new NotFoundError(`no ${a?.b ?? c}`);"],
    ["error-text", "reject(new Error('no ' + (a?.b ?? c)));"],
    ["error-text", "const text = error?.message ?? 'unknown';"],
    ["error-text", "const text = body.message || 'failed';"],
    ["error-text", "try { go(); } catch (problem) { show(problem?.code ?? 'unknown'); }"],
    ["error-text", "const name = a?.b ?? 'x'; if (c) throw new Error(`no ${name}`);"],
    ["error-text", "class A extends Error { constructor(m) { super(m ?? 'x'); } }"],
    ["feature-or-state", "const x = globalThis.fetch ?? load();"],
    ["option-default", "const x = options.port ?? 80;"],
    ["option-default", "const x = this.#options?.retry.limit ?? 80;"],
    ["option-default", "const x = serverConfig.port || 80;"],
    ["option-default", "const x = process.env.PORT ?? '80';"],
    ["option-default", "const x = config.get('port') ?? 80;"],
    ["option-default", "const { port } = options; const x = port ?? 80;"],
    ["option-default", "const port = options.port; const x = port ?? 80;"],
    ["option-default", "function f(port?: number) { return port ?? 80; }"],
    ["option-default", "function f(query?: Query) { return query?.page ?? 1; }"],
    ["option-default", "function f({ port }) { return port ?? 80; }"],
    ["option-default", "function f(port: number | undefined) { port ??= 80; }"],
    ["cannot-be-nullish", "const x = `${a}` ?? b;"],
    ["cannot-be-nullish", "const x = a + 1 ?? b;"],
    ["cannot-be-nullish", "const x = new A() ?? b;"],
  ])("by the rule %s in %s", (rule, code) => {
    expect(found(code, "fallback")).toEqual([]);
    expect(skipsOf(code, [])).toEqual([`fallback ${rule}`]);
  });

  it("not where a name is also used for something else than words", () => {
    const code = "const name = a?.b ?? 'x'; console.log(name); save(name);";
    expect(found(code, "fallback")).toEqual(["a?.b ?? 'x'"]);
  });

  it("not where a parameter must be given, though nothing may be in it", () => {
    expect(found("function f(user: User | null) { return user ?? guest; }", "fallback")).toHaveLength(1);
  });

  it("in plain JavaScript any parameter may be left out", () => {
    expect(skipsOf("function f(port) { return port ?? 80; }", [], "code.js")).toEqual(["fallback option-default"]);
  });
});

describe("by its types a fallback", () => {
  const code = `
declare const name: string;
declare const maybe: string | undefined;
declare const flag: boolean;
declare const any: any;
declare const byName: Record<string, string>;
declare const list: { first: string }[];
declare function ask(): boolean;
declare function read(): string;
export const a = name ?? "1";
export const b = maybe ?? "2";
export const c = maybe || "3";
export const d = name || "4";
export const e = flag || "5";
export const f = any || "6";
export const g = byName[name] ?? "7";
export const h = list[0].first?.trim() ?? "8";
export const i = ask() || "9";
export const j = read() || "10";
export const k = list[0] ?? "11";
`;
  const inspect = (types?: Types) => {
    const tree = parse("code.ts", code);
    if (types !== undefined) attachContext(tree, { types, vocabulary: noVocabulary });
    return tree.getDescendantsOfKind(SyntaxKind.BinaryExpression).map((node) => {
      const located = fallback.match(node);
      const { isUnsure } = located ?? {};
      return `${node.getText()}: ${located === undefined ? (fallback.passesOver?.(node) ?? "none") : isUnsure ? "unsure" : "found"}`;
    });
  };

  it("is one where the left side can be nothing, and of `||` where that is no boolean", () => {
    const dir = folderOf({ "tsconfig.json": '{ "compilerOptions": { "strict": true } }', "code.ts": code });
    expect(inspect(createTypes(dir, ["code.ts"])("code.ts"))).toEqual([
      'name ?? "1": cannot-be-nullish',
      'maybe ?? "2": found',
      'maybe || "3": found',
      'name || "4": none',
      'flag || "5": none',
      'any || "6": found',
      'byName[name] ?? "7": found',
      'list[0].first?.trim() ?? "8": found',
      'ask() || "9": none',
      'read() || "10": found',
      'list[0] ?? "11": cannot-be-nullish',
    ]);
  });

  it("is decided from syntax where they are not known, and less surely", () => {
    expect(inspect().filter((each) => !each.endsWith("none"))).toEqual([
      'name ?? "1": unsure',
      'maybe ?? "2": unsure',
      'byName[name] ?? "7": found',
      'list[0].first?.trim() ?? "8": found',
      'ask() || "9": unsure',
      'read() || "10": unsure',
      'list[0] ?? "11": unsure',
    ]);
  });
});

it("has its mutants and its probe where they belong", async () => {
  const code = `async function f(a: any, p = a.q ?? 1) {
  const x = (a.b as string) ?? (c as string);
  let y = m.get(x) || (await load()); y ??= { z: 1 };
  return <T,>(q: T) => a ?? b ?? \`\${a?.q ?? "none"}\`;
}
class A { p = m.get(1) ?? 2; }`;
  const { unplaced, probes, ids, mutants } = await instrument(code);
  expect([...unplaced]).toEqual([]);
  expect(ids.size).toBe(mutants.length);
  expect(probes.size).toBe(pathsOf(code).length);
  expect(pathsOf(code).filter(({ kind }) => kind === "fallback")).toHaveLength(8);
});
