import type { Node } from "ts-morph";
import { describe, expect, it } from "vitest";
import { locate } from "../../src/paths/locate.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { createTypes, noTypes } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { found, mutantsOf, pathsOf } from "../support/mutate.js";

/** What is found with real types, and how sure that is. */
function withTypes(code: string): readonly string[] {
  const dir = folderOf({
    "tsconfig.json": '{ "compilerOptions": { "strict": true, "target": "ES2022", "types": [] }, "files": ["code.ts"] }',
    "code.ts": code,
  });
  const tree = parse("code.ts", code);
  attachContext(tree, { types: createTypes(dir, ["code.ts"])("code.ts"), vocabulary: noVocabulary });
  return locate(tree, "code.ts").map(({ record }) => `${record.title} ${record.confidence}`);
}

describe("promise-handler", () => {
  it.each([
    ["p.catch((e) => b(e));", [".catch((e) => b(e))"]],
    ["p?.catch(f);", [".catch(f)"]],
    ["p['catch'](f);", ["['catch'](f)"]],
    ["p.then(a, b);", [".then(a, b)"]],
    ["p.finally(() => b());", [".finally(() => b())"]],
    ["load().then(a).catch(this.onError);", [".catch(this.onError)"]],
    ["(p as Promise<void>).catch(f);", [".catch(f)"]],
    ["p.then(a, undefined);", []],
    ["p.then(a, null);", []],
    ["p.then(a);", []],
    ["p.catch();", []],
    ["p.catch(undefined);", []],
    ["z.string().catch('x');", []],
    ["z.string().catch(() => 'x');", []],
    ["schema.catch(fallback);", []],
    ["trap.catch(42);", []],
    ["p.catch(...handlers);", []],
    ["catch_(f);", []],
  ])("in %s finds %j", (code, titles) => {
    expect(found(code, "promise-handler")).toEqual(titles);
  });

  it.each([
    ["cy.get('a').then(a, b);", 0],
    ["cy.get('a').then(a, (e) => b(e));", 0],
    ["p.catch(42);", 0],
    // Without types only a function, or a name that may be one's, tells a promise:
    ["p.catch(makeHandler());", 0],
    ["p.catch(defaults.name);", 0],
    ["const none = []; p.catch(none);", 0],
    ["const fallback = 'x'; field.catch(fallback);", 0],
    ["const fail = (e) => b(e); p.catch(fail);", 1],
    ["p.catch(this.fail);", 1],
    ["p.catch(api.fail.bind(api));", 1],
    // But this can be nothing else:
    ["fetch(u).catch(handlers.fail);", 1],
    ["Promise.all(xs).then(a).catch(makeHandler());", 1],
    ["import('./x.js').catch(makeHandler());", 1],
    ["async function load() {} load().catch(makeHandler());", 1],
    ["const load = async () => {}; load().catch(makeHandler());", 1],
  ])("in %s finds %i", (code, count) => {
    expect(found(code, "promise-handler")).toHaveLength(count);
  });

  it("is unsure where neither types nor syntax tell that it is a promise", () => {
    const confidence = (code: string) => pathsOf(code).map((path) => path.confidence);
    expect(confidence("p.catch((e) => b(e));")).toEqual(["low"]);
    expect(confidence("fetch(u).catch((e) => b(e));")).toEqual(["high"]);
    expect(confidence("fetch(u).then(a).catch((e) => b(e));")).toEqual(["high"]);
    expect(confidence("async function load() {} load().catch((e) => b(e));")).toEqual(["high"]);
  });

  it("is told by its type where there is one", () => {
    const z = "const z = { string: () => ({ catch: (x: unknown) => x, parse: (x: unknown) => x }) };\n";
    const typed = (code: string) => withTypes(`declare const p: Promise<string> | undefined;\n${z}${code}\nexport {};`);
    expect(typed("z.string().catch('x');")).toEqual([]);
    expect(typed("z.string().catch(() => 'x');")).toEqual([]);
    expect(typed("z.string().catch(z.parse);")).toEqual([]);
    expect(typed("p?.catch((e) => String(e));")).toEqual([".catch((e) => String(e)) high"]);
    expect(typed("p?.['catch']((e) => String(e));")).toEqual(["['catch']((e) => String(e)) high"]);
    expect(typed("p?.catch(z.string);")).toEqual([".catch(z.string) high"]);
    expect(typed("p?.catch(make()); function make() { return () => 1; }")).toEqual([".catch(make()) high"]);
    // Not known by its type:
    expect(typed("(z as any).catch((e: unknown) => e);")).toEqual([]);
    expect(typed("declare const a: any; a.catch((e: unknown) => e);")).toEqual([".catch((e: unknown) => e) low"]);
  });

  it("asks for no type where the syntax has decided", () => {
    const asked: string[] = [];
    const isThenable = (node: Node) => {
      asked.push(node.getText());
      return true;
    };
    const tree = parse(
      "code.ts",
      "p.then(a); p.catch(); p.then(a, undefined); s.trap(b); fetch(u).catch(b); p.catch(b);",
    );
    attachContext(tree, { types: { ...noTypes, isThenable }, vocabulary: noVocabulary });
    expect(locate(tree, "code.ts")).toHaveLength(2);
    expect(asked).toEqual(["p"]);
  });

  it("knows each handler of a chain", () => {
    expect(found("p.then(a, b).catch(c).finally(d);", "promise-handler")).toHaveLength(3);
  });

  it("reports an ignored failure of a cleanup as a note, and gives it no mutants", () => {
    expect(pathsOf("conn.close().catch(() => {});")[0]?.notes).toEqual([expect.stringContaining("best effort")]);
    expect(mutantsOf("conn.close().catch(() => {});")).toEqual([]);
    expect(mutantsOf("conn.close().catch((e) => console.warn(e));")).toEqual([]);
    expect(mutantsOf("conn.load().catch(() => {});")).not.toEqual([]);
  });
});
