// The main job on the example: the same service, the same coverage, three test suites.
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const example = path.join(root, "examples/tenant-connection");
const suites = [
  { name: "naive", expected: 1, meaning: "runs every line, and asserts little" },
  { name: "stubbed", expected: 0, meaning: "asserts all of it, but against stand-ins only" },
  { name: "honest", expected: 0, meaning: "forces the same failures, and asserts what comes of them" },
];

const results = suites.map(({ name, expected, meaning }) => {
  console.log(`\n=== The ${name} suite: ${meaning} ===\n`);
  const args = [path.join(root, "bin/faultline.js"), "--config", `stryker.${name}.conf.json`];
  const { status } = spawnSync(process.execPath, args, { cwd: example, stdio: "inherit" });
  return { name, status, asExpected: status === expected };
});

console.log("");
for (const { name, status } of results) console.log(`${name} suite: exit code ${status}`);
process.exitCode = results.every(({ asExpected }) => asExpected) ? 0 : 1;
