// Does the pass agree with isolated runs? Runs faultline twice on a project, once with each engine, and prints
// every mutant whose outcome differs, how many mutants the pass could judge, and what both runs cost.
//
//   node bench/engines.js <project> [faultline's options and paths ..]
import path from "node:path";
import { compareReports } from "./outcomes.js";
import { runFaultline } from "./runs.js";

const [project, ...rest] = process.argv.slice(2);
if (project === undefined) throw new Error("usage: node bench/engines.js <project> [options and paths ..]");
const run = (engine) => runFaultline(path.resolve(project), [...rest, "--coverage", "none", "--engine", engine]);

const pass = await run("pass");
const isolated = await run("isolated");
const { mutants, different } = compareReports(pass.report, isolated.report, ["pass", "isolated"]);
for (const line of different) console.log(line);
const { inPass, isolated: reasons } = pass.report.evaluation;
console.log(`${mutants} mutants, ${different.length} differences`);
console.log(`judged in the pass: ${inPass}; alone: ${JSON.stringify(reasons)}`);
console.log(`pass ${pass.seconds.toFixed(1)} s, isolated ${isolated.seconds.toFixed(1)} s`);
process.exitCode = different.length === 0 ? 0 : 1;
