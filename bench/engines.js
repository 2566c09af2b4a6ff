// Does the pass agree with isolated runs? Runs faultline twice on a project, once with each engine, and prints
// every mutant whose outcome differs, how many mutants the pass could judge, and what both runs cost.
//
//   node bench/engines.js <project> [faultline's options and paths ..]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const [project, ...rest] = process.argv.slice(2);
if (project === undefined) throw new Error("usage: node bench/engines.js <project> [options and paths ..]");
const bin = path.join(import.meta.dirname, "../bin/faultline.js");
const work = mkdtempSync(path.join(tmpdir(), "faultline-engines-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

function run(engine) {
  const file = path.join(work, `${engine}.json`);
  const started = performance.now();
  const args = [bin, ...rest, "--coverage", "none", "--engine", engine, "--json", file];
  const { stderr, status } = spawnSync(process.execPath, args, { cwd: path.resolve(project), encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  if (![0, 1, 4].includes(status)) throw new Error(`faultline ended with ${status}:\n${stderr}`);
  const document = JSON.parse(readFileSync(file, "utf8"));
  const mutants = document.errorPaths.flatMap(({ mutants: all, ...errorPath }) =>
    all.map((mutant) => ({ ...mutant, errorPath })),
  );
  return { seconds, evaluation: document.evaluation, mutants };
}

const pass = run("pass");
const isolated = run("isolated");
const other = new Map(isolated.mutants.map((mutant) => [mutant.id, mutant]));
let differences = 0;
for (const { id, status, operator, reason, errorPath } of pass.mutants) {
  const theirs = other.get(id);
  if (theirs?.status === status) continue;
  differences++;
  const { file, range } = errorPath;
  console.log(`${file}:${range.start.line} ${operator} ${id}: pass ${status}, isolated ${theirs?.status}`);
  console.log(`  pass: ${reason?.split("\n", 1)[0] ?? ""}\n  isolated: ${theirs?.reason?.split("\n", 1)[0] ?? ""}`);
}
const { inPass, isolated: reasons } = pass.evaluation;
console.log(`${pass.mutants.length} mutants, ${differences} differences`);
console.log(`judged in the pass: ${inPass}; alone: ${JSON.stringify(reasons)}`);
console.log(`pass ${pass.seconds.toFixed(1)} s, isolated ${isolated.seconds.toFixed(1)} s`);
process.exitCode = differences === 0 ? 0 : 1;
