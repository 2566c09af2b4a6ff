// What do faultline and stock Stryker cost on a project, beside its plain tests, and do they say the same?
//
//   node bench/performance.js <project> [--config file] [--repeat n] [--own-mutators seconds|skip] [--isolated]
//     [--json out.json] [paths..]
//
// All variants run in turn, in one session; the order is turned round from one repetition to the next. One run of
// the plain tests comes first and does not count.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Interrupted } from "./measure.js";
import { agreementOf } from "./performance-agreement.js";
import { costTable, ratioLines, timingLines } from "./performance-tables.js";
import { canWatch } from "./process-tree.js";
import { openProject } from "./project.js";
import { faultlineArguments, runFaultline, runOwnMutators, runStock, runVitest } from "./runs.js";
import { inTurn } from "./statistics.js";

const USAGE =
  "usage: node bench/performance.js <project> [--config file] [--repeat n] [--own-mutators seconds|skip] [--isolated] [--json out.json] [paths..]";

main().catch((error) => {
  console.error(error instanceof Interrupted ? "interrupted" : error);
  process.exitCode = error instanceof Interrupted ? 130 : 2;
});

async function main() {
  const options = readOptions();
  const project = await openProject(options.folder, options.config, options.paths);
  console.error("plain tests, not counted");
  await runVitest(project);
  const variants = variantsOf(project, options).map((variant) => ({ ...variant, runs: [] }));
  for (let repetition = 0; repetition < options.repeat; repetition++) {
    for (const variant of inTurn(variants, repetition)) await runOnce(variant, repetition);
  }
  const agreement = agreementOf(variants);
  console.log(headline(project, variants, options));
  console.log(`\n${costTable(variants)}\n`);
  if (!canWatch) console.log("CPU time and memory are not known: this system has no /proc.\n");
  for (const line of [...timingLines(variants), ...ratioLines(variants), ...agreement.lines]) console.log(line);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(document(project, variants, agreement, options), undefined, 2)}\n`);
  }
}

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: "string" },
      repeat: { type: "string", default: "3" },
      "own-mutators": { type: "string", default: "600" },
      isolated: { type: "boolean", default: false },
      json: { type: "string" },
    },
  });
  const [folder, ...paths] = positionals;
  const { config, isolated, json } = values;
  const repeat = Number(values.repeat);
  const limitSeconds = values["own-mutators"] === "skip" ? undefined : Number(values["own-mutators"]);
  if (folder === undefined || !(repeat >= 1) || (limitSeconds !== undefined && !(limitSeconds > 0))) {
    throw new Error(USAGE);
  }
  return { folder, paths, config, isolated, json, repeat, limitSeconds };
}

function variantsOf(project, { limitSeconds, isolated }) {
  const faultline = (...options) => runFaultline(project.projectDir, [...options, ...faultlineArguments(project)]);
  const { related } = project.config.vitest;
  const all = [
    { id: "vitest", name: `vitest, ${related === false ? "all" : "related"} tests`, run: () => runVitest(project) },
    { id: "stock", name: "stock Stryker, same mutants", run: () => runStock(project) },
    { id: "faultline", name: "faultline --coverage none", run: () => faultline("--coverage", "none") },
    { id: "coverage", name: "faultline", run: () => faultline() },
  ];
  if (isolated) {
    const run = () => faultline("--engine", "isolated", "--coverage", "none");
    all.push({ id: "isolated", name: "faultline --engine isolated --coverage none", run });
  }
  if (limitSeconds !== undefined) {
    const run = () => runOwnMutators(project, limitSeconds);
    all.push({ id: "own", name: "stock Stryker, its own mutators", limitSeconds, run });
  }
  return all;
}

/** What could not run, or was stopped once, is not tried again. */
async function runOnce(variant, repetition) {
  const { name, runs } = variant;
  if (variant.problem !== undefined || runs.some(({ stopped }) => stopped)) return;
  try {
    const run = await variant.run();
    runs.push({ repetition, ...run });
    console.error(`${repetition + 1}: ${name}: ${run.seconds.toFixed(1)} s${run.stopped ? ", stopped" : ""}`);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    variant.problem = error.message;
    console.error(`${repetition + 1}: ${name}: ${error.message}`);
  }
}

function headline({ projectDir, files, config }, variants, { repeat }) {
  const report = variants.flatMap(({ runs }) => runs).find((run) => run.report !== undefined)?.report;
  const mutants = report?.errorPaths.reduce((sum, each) => sum + each.mutants.length, 0) ?? "?";
  const where = `${path.basename(projectDir)}${config.file === undefined ? "" : ` (${config.file})`}`;
  // Of the files given, faultline runs the tests of those that have error paths.
  const plain = variants[0].runs[0]?.tests ?? "?";
  const tests = `${plain} tests (${report?.tests.length ?? "?"} of them with faultline)`;
  const machine = `${cpus().length} cores, Node ${process.versions.node}`;
  return `${where}: ${files.length} files, ${mutants} mutants, ${tests}, ${repeat} repetitions; ${machine}`;
}

function document({ projectDir, files, config }, variants, agreement, { repeat }) {
  const { lines: _, ...outcomes } = agreement;
  return {
    ...{ project: path.basename(projectDir), config: config.file, files, repeat },
    machine: { cores: cpus().length, node: process.versions.node },
    variants: variants.map(({ id, name, limitSeconds, problem, runs }) => ({
      ...{ id, name, limitSeconds, problem },
      runs: runs.map(({ report, outcomes: _outcomes, ...run }) => ({ ...run, evaluation: report?.evaluation })),
    })),
    agreement: outcomes,
  };
}
