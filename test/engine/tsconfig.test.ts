import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { rewriteTsconfig, tsconfigsToRewrite } from "../../src/engine/stryker/tsconfig.js";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "faultline-tsconfig-"));
  mkdirSync(path.join(root, "packages/a"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const project = () => path.join(root, "packages/a");
const sandbox = () => path.join(project(), ".stryker-tmp/run/sandbox");

it("lets references that leave the project climb as far as the sandbox lies deeper", () => {
  writeFileSync(
    path.join(project(), "tsconfig.json"),
    `{
      // comments stay
      "extends": "../../tsconfig.base.json",
      "references": [{ "path": "../b" }],
      "include": ["./src", "../shared/*.ts"],
    }`,
  );
  const text = rewriteTsconfig("tsconfig.json", project(), sandbox());
  expect(text).toContain('"extends": "../../../../../tsconfig.base.json"');
  expect(text).toContain('"path": "../../../../b"');
  expect(text).toContain('"include": ["./src", "../../../../shared/*.ts"]');
  expect(text).toContain("// comments stay");
});

it("leaves alone what stays inside, and what is not there", () => {
  writeFileSync(path.join(project(), "tsconfig.json"), '{ "extends": "./tsconfig.base.json", "include": ["src"] }');
  expect(rewriteTsconfig("tsconfig.json", project(), sandbox())).toBeUndefined();
  expect(rewriteTsconfig("missing.json", project(), sandbox())).toBeUndefined();
});

it("finds the files that need it", () => {
  mkdirSync(path.join(project(), "test"));
  writeFileSync(path.join(project(), "tsconfig.json"), '{ "include": ["src"] }');
  writeFileSync(path.join(project(), "test/tsconfig.json"), '{ "extends": "../../../tsconfig.base.json" }');
  expect(tsconfigsToRewrite(project())).toEqual(["test/tsconfig.json"]);
});
