// Draws survivors at random, with a fixed seed, for a person to judge: real gap, arguable, or noise.
//
//   node bench/survivors.js [--count 60] [--seed 1] <folder>:<report.json> ..
//
// The same seed, reports and count draw the same survivors. Prints each with the code around it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: "string", default: "60" }, seed: { type: "string", default: "1" } },
});
if (positionals.length === 0) {
  console.error("usage: node bench/survivors.js [--count 60] [--seed 1] <folder>:<report.json> ..");
  process.exit(2);
}

const all = positionals.flatMap((given) => {
  const [folder, file] = given.split(":");
  const report = JSON.parse(readFileSync(file, "utf8"));
  return report.errorPaths.flatMap((errorPath) =>
    errorPath.mutants
      .filter(({ status }) => status === "survived")
      .map((mutant) => ({ folder, errorPath, mutant, names: new Map(report.tests.map(({ id, name }) => [id, name])) })),
  );
});

const drawn = shuffled(all, Number(values.seed)).slice(0, Number(values.count));
console.log(`${drawn.length} of ${all.length} survivors, seed ${values.seed}\n`);
drawn.forEach(({ folder, errorPath, mutant, names }, index) => {
  const { start, end } = mutant.range;
  const lines = readFileSync(path.join(folder, errorPath.file), "utf8").split("\n");
  const from = Math.max(0, start.line - 8);
  const to = Math.min(lines.length, end.line + 6);
  console.log(
    `## ${index + 1}. ${path.basename(folder)} ${errorPath.file}:${start.line} ${mutant.operator} ${mutant.id}`,
  );
  console.log(
    `${errorPath.kind} in ${errorPath.owner}; run by ${mutant.coveredBy.length}: ${mutant.coveredBy
      .slice(0, 3)
      .map((id) => names.get(id) ?? id)
      .join(" | ")}`,
  );
  console.log(`- ${mutant.original.replace(/\s+/g, " ").slice(0, 300)}`);
  console.log(`+ ${mutant.replacement.replace(/\s+/g, " ").slice(0, 300)}`);
  for (let at = from; at < to; at++) {
    console.log(`${at + 1 >= start.line && at + 1 <= end.line ? ">" : " "}${String(at + 1).padStart(5)} ${lines[at]}`);
  }
  console.log("");
});

/** Fisher and Yates's shuffle, with a generator (mulberry32) that gives the same numbers everywhere. */
function shuffled(items, seed) {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
