// Packs faultline, installs the tarball into fresh projects under other versions of Node, Vitest and
// TypeScript, with one or the other coverage provider, and runs the end-to-end tests against each. Which Stryker npm picks is left to npm, and checked.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** For the tests with a DOM; jsdom 26 suits every Node of these. */
const environments = ["jsdom@26", "happy-dom@21"];

const rows = [
  {
    name: "Node 24, Vitest 5, TypeScript 7",
    node: 24,
    packages: ["vitest@5", "@vitest/coverage-v8@5", "typescript@7", ...environments],
    stryker: 10,
  },
  {
    name: "Node 20, Vitest 3.1",
    node: 20,
    packages: ["vitest@~3.1.0", "@vitest/coverage-istanbul@~3.1.0", "typescript@5", ...environments],
    stryker: 9,
  },
  {
    name: "Node 20, Vitest 2.1",
    node: 20,
    packages: ["vitest@~2.1.0", "@vitest/coverage-v8@~2.1.0", "typescript@5"],
    stryker: 9,
  },
];

const root = path.join(import.meta.dirname, "..");
const npmCli = process.env.npm_execpath;
if (npmCli === undefined) throw new Error("run this with `npm run test:matrix`: it needs to know where npm is");
const only = process.argv[2];
const work = mkdtempSync(path.join(tmpdir(), "faultline-matrix-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

/** @returns {string} */
function npm(node, args, cwd) {
  return execFileSync(node, [npmCli, ...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** The executable of a version of Node: this one, or the one that the npm package `node` brings. */
function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const dir = path.join(work, `node-${major}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, "package.json"), "{}");
  npm(process.execPath, ["install", "--no-audit", "--no-fund", `node@${major}`], dir);
  return path.join(dir, "node_modules/node/bin/node");
}

function versionIn(dir, name) {
  return JSON.parse(readFileSync(path.join(dir, "node_modules", name, "package.json"), "utf8")).version;
}

function check({ name, node, packages, stryker }, tarball, index) {
  const dir = path.join(work, `project-${index}`);
  mkdirSync(dir);
  writeFileSync(path.join(dir, "package.json"), JSON.stringify({ name: "fresh", private: true, type: "module" }));
  const executable = nodeOf(node);
  // With the directory of this Node in front, npm's own child processes use it too.
  npm(executable, ["install", "--no-audit", "--no-fund", tarball, ...packages], dir);
  const picked = versionIn(dir, "@stryker-mutator/core");
  const versions = `Node ${execFileSync(executable, ["--version"], { encoding: "utf8" }).trim()}, Stryker ${picked}, Vitest ${versionIn(dir, "vitest")}, TypeScript ${versionIn(dir, "typescript")}`;
  console.log(`\n== ${name}: ${versions}`);
  if (!picked.startsWith(`${stryker}.`)) return { name, versions, passed: false };
  const env = { ...process.env, FAULTLINE_NODE: executable, FAULTLINE_HOME: dir };
  // The command line's own work is the same with all versions: what it suggests, selects and draws.
  const others = ["--exclude", "test/e2e/{suggest,select,terminal}.test.ts"];
  const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "test/e2e", ...others], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  return { name, versions, passed: status === 0 };
}

const [packed] = JSON.parse(
  npm(process.execPath, ["pack", "--json", "--ignore-scripts", "--pack-destination", work], root),
);
const tarball = path.join(work, packed.filename);
const results = rows
  .filter(({ name }) => only === undefined || name.includes(only))
  .map((row, index) => check(row, tarball, index));
console.log("\nMatrix:");
for (const { name, versions, passed } of results)
  console.log(`  ${passed ? "passed" : "FAILED"}  ${name} (${versions})`);
process.exitCode = results.length > 0 && results.every(({ passed }) => passed) ? 0 : 1;
