import { describe, expect, it } from "vitest";
import { createModules, exportedBy } from "../../src/source/modules.js";
import { folderOf } from "../support/files.js";

describe("a module specifier", () => {
  const files = {
    "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    "src/a.ts": "",
    "src/db/index.ts": "",
    "src/view.tsx": "",
    "src/plain.js": "",
    "node_modules/pg/package.json": '{ "name": "pg", "main": "index.js" }',
    "node_modules/pg/index.js": "",
  };

  it.each([
    ["./a", "src/b.ts", "src/a.ts"],
    ["./a.js", "src/b.ts", "src/a.ts"],
    ["../src/a.ts", "test/a.test.ts", "src/a.ts"],
    ["./db", "src/b.ts", "src/db/index.ts"],
    ["./view", "src/b.ts", "src/view.tsx"],
    ["./plain.js", "src/b.ts", "src/plain.js"],
    ["@/a", "test/deep/a.test.ts", "src/a.ts"],
    ["./a?raw", "src/b.ts", "src/a.ts"],
    ["pg", "src/b.ts", "pg"],
    ["node:fs", "src/b.ts", "fs"],
    ["fs/promises", "src/b.ts", "fs/promises"],
    ["#db", "src/b.ts", "#db"],
    ["./gone", "src/b.ts", "src/gone"],
    ["not-installed", "src/b.ts", "not-installed"],
  ])("%s in %s is %s", (specifier, from, expected) => {
    expect(createModules(folderOf(files)).resolve(specifier, from)).toBe(expected);
  });
});

describe("what a module exports", () => {
  const files = {
    "a.ts":
      "export function f() { return 1; }\nexport const g = () => 2;\nfunction h() {}\nexport { h as i };\nexport default function () { return 3; }",
    "b.ts": 'export * from "./a";\nexport { f as renamed } from "./a";',
    "c.ts": "const v = 1;\nexport default v;",
    "d.ts": "const w = 1;\nexport { w as default };",
    "loop.ts": 'export * from "./loop";',
  };

  it.each([
    ["a.ts", "f", "export function f() { return 1; }"],
    ["a.ts", "g", "g = () => 2"],
    ["a.ts", "i", "function h() {}"],
    ["a.ts", "default", "export default function () { return 3; }"],
    ["b.ts", "f", "export function f() { return 1; }"],
    ["b.ts", "renamed", "export function f() { return 1; }"],
    ["c.ts", "default", "v = 1"],
    ["d.ts", "default", "w = 1"],
    ["a.ts", "missing", undefined],
    ["loop.ts", "x", undefined],
    ["gone.ts", "x", undefined],
  ])("of %s under the name %s", (file, name, expected) => {
    expect(exportedBy(createModules(folderOf(files)), file, name)?.node.getText()).toBe(expected);
  });
});
