import { describe, expect, it } from "vitest";
import { generate } from "../../src/operators/generate.js";
import { locate } from "../../src/paths/locate.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { createTypes } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated, skipsOf } from "../support/mutate.js";

const IMPORTS = 'import { read } from "./store"; import * as fs from "node:fs/promises"; async function local() {}\n';
const inTry = (body: string) => `${IMPORTS}async function f(api, id) { try { ${body} } catch { return null; } }`;
const ID = "malformed-response";

describe("malformed-response", () => {
  it.each<[string, string]>([
    ["const x = await api.get(id); return x;", "const x = (await api.get(id), undefined); return x;"],
    ["const x = await read(id); return x;", "const x = (await read(id), undefined); return x;"],
    ["return await fs.readFile(id);", "return (await fs.readFile(id), undefined);"],
    ["return await fetch(id);", "return (await fetch(id), undefined);"],
    ["return await this.client.get(id);", "return (await this.client.get(id), undefined);"],
    ["return (await api.get(id))?.body;", "return ((await api.get(id), undefined))?.body;"],
    ["if (await api.has(id)) return 1;", "if ((await api.has(id), undefined)) return 1;"],
    ["return show(await api.get(id));", "return show((await api.get(id), undefined));"],
  ])("makes of `%s` `%s`", (before, after) => {
    expect(mutated(inTry(before), ID)).toEqual([inTry(after)]);
  });

  it.each([
    "return await local(id);",
    "const x = await Promise.all([read(id)]); return x;",
    "const x = await id; return x;",
    "return await sleep(10);",
    "return read(id);",
  ])("leaves `%s` alone: nothing comes from outside there", (body) => {
    expect(mutated(inTry(body), ID)).toEqual([]);
    expect(skipsOf(inTry(body), [ID])).toEqual([]);
  });

  it.each(["await api.put(id);", "void (await api.put(id));"])("leaves `%s` out: nobody reads it", (body) => {
    expect(mutated(inTry(body), ID)).toEqual([]);
    expect(skipsOf(inTry(body), [ID])).toEqual([`${ID} unread-value`]);
  });

  it.each([
    "const { data } = await api.get(id); return data;",
    "const [first] = await api.get(id); return first;",
    "return (await api.get(id)).data;",
    "return (await api.get(id))[0];",
    "return [...(await api.get(id))];",
    "for (const x of await api.get(id)) use(x);",
    "return ((await api.get(id)) as X)!.data;",
  ])("leaves `%s` out: it fails at once, as if the call had", (body) => {
    expect(mutated(inTry(body), ID)).toEqual([]);
    expect(skipsOf(inTry(body), [ID])).toEqual([`${ID} same-effect`]);
  });

  it("leaves out a call that gives nothing anyway, by its type", () => {
    const code = (type: string) =>
      `export async function f(api: { put(): Promise<${type}> }) { try { return await api.put(); } catch { return 1; } }`;
    expect(typed(code("void"))).toEqual([]);
    expect(typed(code("number"))).toEqual([ID]);
    expect(typed(code("number | undefined"))).toEqual([ID]);
  });

  it("asks every test that runs the code, and never counts", () => {
    expect(mutantsOf(inTry("return await read(id);"), [ID])).toMatchObject([{ askedOf: "code", probe: true }]);
  });

  it("is placed by Stryker", async () => {
    const code = inTry(
      "const x = await read(id); return x || (await api.get(id)) ? await fetch(x) : `${await api.b()}`;",
    );
    const { unplaced, mutants } = await instrument(code, "code.ts", [ID]);
    expect([...unplaced]).toEqual([]);
    expect(mutants).toHaveLength(4);
  });
});

function typed(code: string): readonly string[] {
  const config = '{ "compilerOptions": { "strict": true, "lib": ["es2022"], "module": "esnext", "target": "es2022" } }';
  const dir = folderOf({ "code.ts": code, "tsconfig.json": config });
  const tree = parse("code.ts", code);
  attachContext(tree, { types: createTypes(dir, ["code.ts"])("code.ts"), vocabulary: noVocabulary });
  const selection = { kinds: new Set(["handled-await", "catch-clause"] as const), operators: new Set([ID]) };
  return generate(tree, locate(tree, "code.ts"), selection).mutants.map(({ operator }) => operator);
}
