// How many error paths and mutants are there, per 1,000 lines, beside what stock Stryker would make of the same files?
//
//   node bench/density.js <project> [paths..]
//
// Runs no test. A line is one that is not blank; files are those that faultline would take.
import { readFileSync } from "node:fs";
import path from "node:path";
import { strykersEdits } from "../dist/engine/stryker/own-mutators.js";
import { findFiles, takeInventory } from "../dist/index.js";

const [folder, ...given] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node bench/density.js <project> [paths..]");
  process.exit(2);
}

const projectDir = path.resolve(folder);
const files = findFiles(projectDir, given.length > 0 ? given : ["src"]);
const { paths, mutants, problems } = await takeInventory({ projectDir, files });

let lines = 0;
let stock = 0;
for (const file of files) {
  const text = readFileSync(path.join(projectDir, file), "utf8");
  lines += text.split("\n").filter((line) => line.trim() !== "").length;
  stock += (await strykersEdits({ file, text }, [{ start: 0, end: text.length }])).length;
}

const counting = mutants.filter(({ probe }) => !probe).length;
const per1000 = (n) => ((1000 * n) / lines).toFixed(1);
console.log(
  `${path.basename(projectDir)}: ${files.length} files, ${lines} lines${problems.length > 0 ? `, ${problems.length} not readable` : ""}`,
);
console.log("| | count | per 1,000 lines |");
console.log("| --- | ---: | ---: |");
for (const [name, n] of [
  ["error paths", paths.length],
  ["mutants that count", counting],
  ["probes", mutants.length - counting],
  ["stock Stryker's mutants", stock],
]) {
  console.log(`| ${name} | ${n} | ${per1000(n)} |`);
}

const byKind = new Map();
for (const { kind } of paths) byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
console.log(
  [...byKind]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, n]) => `${kind} ${n}`)
    .join(", "),
);
