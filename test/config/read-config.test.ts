import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.js";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "faultline-config-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

function given(content: string, file = "stryker.conf.json") {
  writeFileSync(path.join(dir, file), content);
  return readConfig(dir, undefined);
}

describe("the configuration", () => {
  it("may be missing", async () => {
    expect(await readConfig(dir, undefined)).toEqual({
      ignorePatterns: [],
      plugins: [],
      setsTimeout: false,
      vitest: {},
      faultline: {},
    });
  });

  it("is read from Stryker's file", async () => {
    const content = {
      mutate: ["lib/**"],
      ignorePatterns: ["big"],
      timeoutMS: 20_000,
      vitest: { configFile: "v.ts", related: false, other: 1 },
      faultline: { kinds: ["guard-clause"], strictBaseline: true, coverage: "none", requireReal: ["src/db"] },
    };
    expect(await given(JSON.stringify(content))).toEqual({
      file: "stryker.conf.json",
      mutate: ["lib/**"],
      ignorePatterns: ["big"],
      plugins: [],
      setsTimeout: true,
      vitest: { configFile: "v.ts", related: false },
      faultline: { kinds: ["guard-clause"], strictBaseline: true, coverage: ["none"], requireReal: ["src/db"] },
    });
  });

  it("may be a module", async () => {
    expect(await given("export default { mutate: ['a.ts'] };", "stryker.config.mjs")).toMatchObject({
      file: "stryker.config.mjs",
      mutate: ["a.ts"],
    });
  });

  it("needs the user's plugins only for ignorers", async () => {
    expect(await given('{ "plugins": ["x"] }')).toMatchObject({ plugins: [] });
    expect(await given('{ "plugins": ["x"], "ignorers": ["y"] }')).toMatchObject({ plugins: ["x"] });
  });

  it.each<[string, string, RegExp]>([
    [
      "broken JSON, with its place",
      '{\n  "mutate": ["a"\n  "b"]\n}',
      /stryker\.conf\.json:3:3 is not valid JSON: .*expected/,
    ],
    ["JSON that ends early", '{ "mutate": [', /stryker\.conf\.json:1:\d+ is not valid JSON/],
    ["comments", '{ /* x */ "mutate": [] }', /is not valid JSON/],
    ["something that is no object", "[]", /must hold an object/],
    ["a wrong type", '{ "mutate": "src" }', /"mutate" must be a list of strings/],
    [
      "an unknown key of ours, and the nearest",
      '{ "faultline": { "operator": [] } }',
      /unknown key "faultline\.operator"\. Did you mean "operators"\?/,
    ],
    [
      "a wrong type of ours",
      '{ "faultline": { "strictBaseline": "yes" } }',
      /"faultline\.strictBaseline" must be true or false, not a string/,
    ],
    [
      "an unknown operator, and the nearest",
      '{ "faultline": { "operators": ["guard-drp"] } }',
      /unknown operator: "guard-drp"\. Did you mean "guard-drop"\?/,
    ],
    [
      "an unknown kind",
      '{ "faultline": { "kinds": ["zzzzzzzzzzzzzz"] } }',
      /unknown kind of error path: "zzzzzzzzzzzzzz"\. Known: catch-clause/,
    ],
    ["a section that is no object", '{ "faultline": true }', /"faultline" must be an object, not a boolean/],
    ["a key that every object has", '{ "faultline": { "constructor": 1 } }', /unknown key "faultline\.constructor"/],
    [
      "a key that would change every object",
      '{ "faultline": { "__proto__": { "kinds": [] } } }',
      /unknown key "faultline\.__proto__"/,
    ],
  ])("names %s", async (_, content, message) => {
    await expect(given(content)).rejects.toThrow(message);
  });

  it("says which file named with --config is missing", async () => {
    await expect(readConfig(dir, "other.json")).rejects.toThrow(/No such configuration file: other\.json/);
  });

  it("says which module cannot be loaded", async () => {
    await expect(given("throw new Error('boo');", "stryker.conf.mjs")).rejects.toThrow(
      /stryker\.conf\.mjs cannot be loaded: boo/,
    );
  });
});
