// Do our outcomes equal stock Stryker's? Runs the same error-path mutants twice, once with faultline and
// once one by one with Stryker's own Vitest runner, and prints every difference. See outcomes.js for those that are
// there on purpose.
//
//   node bench/compare.js <project> [--config file] [paths..]
import { parseArgs } from "node:util";
import { agreementText, compareWithStock } from "./outcomes.js";
import { openProject } from "./project.js";
import { faultlineArguments, runFaultline, runStock } from "./runs.js";

const { values, positionals } = parseArgs({ options: { config: { type: "string" } }, allowPositionals: true });
const [folder, ...paths] = positionals;
if (folder === undefined) throw new Error("usage: node bench/compare.js <project> [--config file] [paths..]");

const project = await openProject(folder, values.config, paths);
const ours = await runFaultline(project.projectDir, faultlineArguments(project));
const stock = await runStock(project);
const agreement = compareWithStock(ours.report, stock.outcomes);

console.log(
  `${agreement.mutants} mutants in ${project.files.length} files; faultline ${ours.seconds.toFixed(1)} s, stock Stryker ${stock.seconds.toFixed(1)} s`,
);
console.log(agreementText(agreement));
for (const line of agreement.onPurpose) console.log(`  on purpose: ${line}`);
for (const line of agreement.different) console.log(`  DIFFERENT: ${line}`);
process.exitCode = agreement.different.length === 0 ? 0 : 1;
