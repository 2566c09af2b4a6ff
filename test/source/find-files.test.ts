import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFiles } from "../../src/source/find-files.js";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "faultline-find-"));
  const files = [
    "src/a.ts",
    "src/b.tsx",
    "src/[id].ts",
    "src/a.test.ts",
    "src/a.d.ts",
    "src/style.css",
    "src/deep/c.mjs",
    "src/deep/d.cjs",
    "lib/build/h.ts",
    "lib/app.config.ts",
    "lib/load-test.ts",
    "src/__tests__/e.ts",
    "src/test/f.ts",
    "test/g.ts",
    "vite.config.ts",
    "node_modules/x/index.js",
    "dist/a.js",
    "empty/readme.md",
  ];
  for (const file of files) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), "");
  }
});
afterAll(() => rmSync(dir, { recursive: true }));

describe("findFiles", () => {
  it.each<[string[], string[]]>([
    [["src"], ["src/[id].ts", "src/a.ts", "src/b.tsx", "src/deep/c.mjs", "src/deep/d.cjs"]],
    [
      ["."],
      [
        "lib/app.config.ts",
        "lib/build/h.ts",
        "lib/load-test.ts",
        "src/[id].ts",
        "src/a.ts",
        "src/b.tsx",
        "src/deep/c.mjs",
        "src/deep/d.cjs",
      ],
    ],
    [["lib"], ["lib/app.config.ts", "lib/build/h.ts", "lib/load-test.ts"]],
    [["lib/load-test.ts"], ["lib/load-test.ts"]],
    [["dist"], ["dist/a.js"]],
    [["src/a.ts"], ["src/a.ts"]],
    [["./src/a.ts", "src/a.ts"], ["src/a.ts"]],
    [["src/[id].ts"], ["src/[id].ts"]],
    [["src/**/*.mjs"], ["src/deep/c.mjs"]],
    [
      ["src", "!src/deep/**"],
      ["src/[id].ts", "src/a.ts", "src/b.tsx"],
    ],
    [["test"], ["test/g.ts"]],
    [["src/test/f.ts"], ["src/test/f.ts"]],
  ])("of %j are %j", (patterns, files) => {
    expect(findFiles(dir, patterns)).toEqual(files);
  });

  it("takes an absolute path into the project", () => {
    expect(findFiles(dir, [path.join(dir, "src/a.ts")])).toEqual(["src/a.ts"]);
  });

  it.each<[string, string, RegExp]>([
    ["a missing file", "src/missing.ts", /No such file or folder: src\/missing\.ts/],
    ["a path outside", "../other/a.ts", /lies outside/],
    ["an absolute path outside", "/etc/passwd", /lies outside/],
    ["a folder without sources", "empty", /No source files in empty/],
    ["a glob without sources", "other/**/*.ts", /No source files/],
    ["a test file", "src/a.test.ts", /is a test file/],
    ["a declaration file", "src/a.d.ts", /declaration file/],
    ["another sort of file", "src/style.css", /not a TypeScript or JavaScript/],
  ])("says what is wrong with %s", (_, pattern, message) => {
    expect(() => findFiles(dir, [pattern])).toThrow(message);
  });
});
