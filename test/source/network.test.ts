import { describe, expect, it } from "vitest";
import { createNetworkQuestion } from "../../src/source/network.js";
import { folderOf } from "../support/files.js";

const manifest = (content: object) => JSON.stringify(content);

describe("a package", () => {
  const dir = folderWith({
    "client/package.json": manifest({ dependencies: { transport: "1" } }),
    "transport/package.json": manifest({ exports: { ".": { import: "./lib/main.mjs" } } }),
    "transport/lib/main.mjs": "export const get = (url) => fetch(url);",
    "@scope/old/package.json": manifest({ main: "old.js" }),
    "@scope/old/old.js": 'const https = require("https");',
    "pure/package.json": manifest({ main: "index.js", dependencies: { circle: "1" } }),
    "pure/index.js": "exports.add = (a, b) => a + b; // no need to prefetch()",
    "circle/package.json": manifest({ dependencies: { pure: "1" } }),
    "broken/package.json": "{",
    "chosen/index.js": "export const get = (url, options) => (options?.fetch || fetch)(url);",
    "chosen/package.json": manifest({ exports: "./index.js" }),
  });

  function folderWith(files: Record<string, string>) {
    return () =>
      folderOf(Object.fromEntries(Object.entries(files).map(([name, text]) => [`node_modules/${name}`, text])));
  }

  it.each([
    ["client", true],
    ["transport/deep", true],
    ["@scope/old", true],
    ["chosen", true],
    ["pure", false],
    ["broken", false],
    ["not-installed", false],
    ["axios", true],
    ["http", true],
    ["fs", false],
    ["./local", false],
  ])("%s speaks to the network: %s", (name, expected) => {
    expect(createNetworkQuestion(dir())(name)).toBe(expected);
  });
});
