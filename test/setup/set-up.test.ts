import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.js";
import { setUp } from "../../src/setup/set-up.js";
import { findFiles } from "../../src/source/find-files.js";
import { folderOf } from "../support/files.js";

const manifest = { "package.json": "{}" };
const lines = (steps: ReturnType<typeof setUp>) => steps.map(({ did, file }) => `${did} ${file}`);
const read = (dir: string, file: string) => readFileSync(path.join(dir, file), "utf8");
const isRoot = process.getuid?.() === 0;

describe("setting a project up", () => {
  it("creates a configuration that is valid, and says which sources it means", async () => {
    const dir = folderOf({ ...manifest, "lib/a.ts": "", "lib/a.test.ts": "" });
    expect(lines(setUp(dir, undefined))).toEqual(["created stryker.conf.json"]);
    const { mutate, faultline } = await readConfig(dir, undefined);
    expect(findFiles(dir, mutate ?? [])).toEqual(["lib/a.ts"]);
    expect(faultline).toEqual({ engine: "pass", strictBaseline: false });
  });

  it("takes everything but tests and tools where no folder has a usual name", async () => {
    const dir = folderOf({ ...manifest, "a.ts": "", "test/b.ts": "", "node_modules/c/c.js": "", "x.config.ts": "" });
    setUp(dir, undefined);
    expect(findFiles(dir, (await readConfig(dir, undefined)).mutate ?? [])).toEqual(["a.ts"]);
  });

  it.each([
    [
      "two spaces",
      '{\n  "mutate": ["src/a.ts"]\n}\n',
      '{\n  "mutate": ["src/a.ts"],\n  "faultline": {\n    "engine": "pass",\n    "strictBaseline": false\n  }\n}\n',
    ],
    [
      "tabs, and no final newline",
      '{\n\t"mutate": [ "a" ]\n}',
      '{\n\t"mutate": [ "a" ],\n\t"faultline": {\n\t\t"engine": "pass",\n\t\t"strictBaseline": false\n\t}\n}',
    ],
    ["nothing in it", "{}\n", '{\n  "faultline": {\n    "engine": "pass",\n    "strictBaseline": false\n  }\n}\n'],
    [
      "CRLF, and a byte order mark",
      '\uFEFF{\r\n    "a": {}\r\n}\r\n',
      '\uFEFF{\r\n    "a": {},\r\n    "faultline": {\r\n        "engine": "pass",\r\n        "strictBaseline": false\r\n    }\r\n}\r\n',
    ],
  ])("adds its section to a file with %s, and touches nothing else", (_, before, after) => {
    const dir = folderOf({ ...manifest, "stryker.conf.json": before });
    expect(lines(setUp(dir, undefined))).toEqual(["changed stryker.conf.json"]);
    expect(read(dir, "stryker.conf.json")).toBe(after);
  });

  it.each(["stryker.conf.js", "stryker.config.mjs"])("tells what to add to %s, which is a program", (file) => {
    const dir = folderOf({ ...manifest, [file]: "export default {};\n" });
    const [step] = setUp(dir, undefined);
    expect(step).toMatchObject({ file, did: "left" });
    expect(step?.more).toContain('faultline: {\n  engine: "pass"');
    expect(read(dir, file)).toBe("export default {};\n");
  });

  it("does nothing the second time", () => {
    const dir = folderOf({ ...manifest, "stryker.conf.json": "{}", ".gitignore": "node_modules" });
    setUp(dir, "github");
    const files = () =>
      readdirSync(dir, { recursive: true })
        .map(String)
        .filter((name) => /\.\w+$/.test(name));
    const before = files().map((file) => (file === ".github" ? "" : read(dir, file)));
    expect(setUp(dir, "github").map(({ did, what }) => `${did}: ${what}`)).toEqual([
      'left: the "faultline" section is already there',
      "left: .stryker-tmp is already there",
      "left: it is already there",
    ]);
    expect(files().map((file) => (file === ".github" ? "" : read(dir, file)))).toEqual(before);
  });

  it.each([
    ["node_modules\n", "node_modules\n.stryker-tmp\n"],
    ["node_modules", "node_modules\n.stryker-tmp\n"],
    ["", ".stryker-tmp\n"],
    ["/.stryker-tmp/\n", "/.stryker-tmp/\n"],
  ])("has git ignore Stryker's folder: %j", (before, after) => {
    const dir = folderOf({ ...manifest, ".gitignore": before });
    setUp(dir, undefined);
    expect(read(dir, ".gitignore")).toBe(after);
  });

  it("makes no .gitignore of its own", () => {
    const dir = folderOf(manifest);
    setUp(dir, undefined);
    expect(existsSync(path.join(dir, ".gitignore"))).toBe(false);
  });
});

describe("a CI job", () => {
  it.each([
    ["package-lock.json", "npm ci", "npx faultline"],
    ["pnpm-lock.yaml", "pnpm install --frozen-lockfile", "pnpm exec faultline"],
    ["yarn.lock", "yarn install --immutable", "yarn faultline"],
  ])("is written for the package manager of %s", (lock, install, run) => {
    const dir = folderOf({ ...manifest, [lock]: "" });
    expect(lines(setUp(dir, "github")).at(-1)).toBe("created .github/workflows/faultline.yml");
    const text = read(dir, ".github/workflows/faultline.yml");
    expect(text).toContain(install);
    // A branch's name is never part of a script.
    expect(text).toContain(`run: ${run} --since "$BASE"`);
    expect(text).not.toMatch(/run:.*\$\{\{/);
  });

  it("is never put into a file that is there, but shown", () => {
    const dir = folderOf({ ...manifest, ".gitlab-ci.yml": "test:\n  script: npm test\n" });
    const step = setUp(dir, "gitlab").at(-1);
    expect(step).toMatchObject({ file: ".gitlab-ci.yml", did: "left" });
    expect(step?.more).toContain("faultline:merge-request:");
    expect(read(dir, ".gitlab-ci.yml")).toBe("test:\n  script: npm test\n");
  });
});

describe("a set-up that cannot be done changes nothing", () => {
  it("without a package.json", () => {
    const dir = folderOf({ "src/a.ts": "" });
    expect(() => setUp(dir, "github")).toThrow(/There is no package\.json/);
    expect(readdirSync(dir)).toEqual(["src"]);
  });

  it("with a configuration that is no JSON", () => {
    const dir = folderOf({ ...manifest, "stryker.conf.json": '{ "mutate": [ }', ".gitignore": "" });
    expect(() => setUp(dir, "github")).toThrow(/stryker\.conf\.json:1:15 is not valid JSON/);
    expect(read(dir, "stryker.conf.json")).toBe('{ "mutate": [ }');
    expect(read(dir, ".gitignore")).toBe("");
    expect(existsSync(path.join(dir, ".github"))).toBe(false);
  });

  it("with a configuration that is a list", () => {
    expect(() => setUp(folderOf({ ...manifest, "stryker.conf.json": "[]" }), undefined)).toThrow(/must hold an object/);
  });

  // Root may write everything.
  it.skipIf(isRoot)("with a file that is read-only", () => {
    const dir = folderOf({ ...manifest, "stryker.conf.json": "{}", ".gitignore": "" });
    chmodSync(path.join(dir, ".gitignore"), 0o444);
    expect(() => setUp(dir, undefined)).toThrow(/\.gitignore cannot be written, so nothing was changed/);
    expect(read(dir, "stryker.conf.json")).toBe("{}");
  });

  it("with a file where a folder is needed", () => {
    const dir = folderOf({ ...manifest, ".github": "no folder", "stryker.conf.json": "{}" });
    expect(() => setUp(dir, "github")).toThrow(/faultline\.yml cannot be written, so nothing was changed/);
    expect(read(dir, "stryker.conf.json")).toBe("{}");
  });
});
