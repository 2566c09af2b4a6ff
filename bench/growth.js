// How does the cost grow with the number of mutants, and with the number of tests? On generated projects.
//
//   node bench/growth.js [--sizes 10,30,100,300,1000] [--fixed 100] [--files 10] [--repeat n] [--stock-all]
//     [--json out.json] [--svg file]
//   node bench/growth.js --from out.json [--svg file]
//
// One series has `--fixed` tests and ever more mutants, the other `--fixed` mutants and ever more tests. Stock Stryker
// runs where there are no more than a hundred mutants, unless `--stock-all`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { MUTANTS_PER_PATH } from "./error-path-templates.js";
import { generateProject } from "./generate-project.js";
import { drawGrowth } from "./growth-plot.js";
import { Interrupted } from "./measure.js";
import { mutantsMs } from "./performance-tables.js";
import { openProject } from "./project.js";
import { faultlineArguments, runFaultline, runStock, runVitest } from "./runs.js";
import { inTurn, median, number, table } from "./statistics.js";

/** More than that takes stock Stryker minutes. */
const STOCK_MUTANTS = 110;

main().catch((error) => {
  console.error(error instanceof Interrupted ? "interrupted" : error);
  process.exitCode = error instanceof Interrupted ? 130 : 2;
});

async function main() {
  const options = readOptions();
  const growth = options.from === undefined ? await measureGrowth(options) : JSON.parse(readFileSync(options.from));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(growth, undefined, 2)}\n`);
  if (options.svg !== undefined) writeFileSync(options.svg, drawGrowth(growth));
  console.log(growthTables(growth));
}

function readOptions() {
  const text = { type: "string" };
  const { values } = parseArgs({
    options: {
      sizes: { type: "string", default: "10,30,100,300,1000" },
      fixed: { type: "string", default: "100" },
      files: { type: "string", default: "10" },
      repeat: { type: "string", default: "3" },
      "stock-all": { type: "boolean", default: false },
      ...{ json: text, svg: text, from: text },
    },
  });
  const { json, svg, from, "stock-all": stockAll } = values;
  const [sizes, [fixed], [files], [repeat]] = ["sizes", "fixed", "files", "repeat"].map((key) => {
    const numbers = values[key].split(",").map(Number);
    if (numbers.every((each) => Number.isInteger(each) && each > 0)) return numbers;
    throw new Error(`--${key} must be a whole number greater than 0, not ${values[key]}.`);
  });
  return { sizes, fixed, files, repeat, stockAll, json, svg, from };
}

async function measureGrowth(options) {
  const { sizes, fixed, files, repeat } = options;
  const measured = new Map();
  const point = async (mutants, tests) => {
    const key = `${mutants} ${tests}`;
    if (!measured.has(key)) measured.set(key, await measurePoint({ ...options, mutants, tests }));
    return measured.get(key);
  };
  const byMutants = [];
  const byTests = [];
  for (const mutants of sizes) byMutants.push(await point(mutants, fixed));
  for (const tests of sizes) byTests.push(await point(fixed, tests));
  return { fixed, files, repeat, machine: { cores: cpus().length, node: process.versions.node }, byMutants, byTests };
}

/** Makes one project and measures it. */
async function measurePoint({ mutants, tests, files, repeat, stockAll }) {
  const dir = mkdtempSync(path.join(tmpdir(), "faultline-growth-"));
  try {
    const paths = Math.max(1, Math.round(mutants / MUTANTS_PER_PATH));
    generateProject(dir, { files: Math.min(files, tests), tests, paths });
    const project = await openProject(dir, undefined, []);
    await runVitest(project);
    const variants = [
      { id: "vitest", run: () => runVitest(project), runs: [] },
      {
        id: "faultline",
        run: () => runFaultline(dir, ["--coverage", "none", ...faultlineArguments(project)]),
        runs: [],
      },
    ];
    if (stockAll || mutants <= STOCK_MUTANTS) variants.push({ id: "stock", run: () => runStock(project), runs: [] });
    for (let repetition = 0; repetition < repeat; repetition++) {
      for (const { id, run, runs } of inTurn(variants, repetition)) {
        runs.push(await run());
        console.error(`${mutants} mutants, ${tests} tests: ${id} ${runs.at(-1).seconds.toFixed(1)} s`);
      }
    }
    return pointOf(variants, tests);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function pointOf(variants, tests) {
  const { report } = variants.find(({ id }) => id === "faultline").runs[0];
  const mutants = report.errorPaths.flatMap((each) => each.mutants);
  const plainMs = 1000 * median(variants.find(({ id }) => id === "vitest").runs.map(({ seconds }) => seconds));
  const costs = variants.map(({ id, runs }) => [
    id,
    {
      seconds: median(runs.map(({ seconds }) => seconds)),
      all: runs.map(({ seconds }) => seconds),
      cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
      peakBytes: median(runs.map(({ peakBytes }) => peakBytes)),
      mutantsMs: median(runs.map((run) => mutantsMs(run, plainMs))),
    },
  ]);
  const killed = mutants.filter(({ status }) => status === "killed").length;
  return { mutants: mutants.length, killed, tests, evaluation: report.evaluation, ...Object.fromEntries(costs) };
}

function growthTables({ fixed, files, repeat, machine, byMutants, byTests }) {
  const about = `Medians of ${repeat}, in seconds; ${files} source files; ${machine.cores} cores, Node ${machine.node}.`;
  const head = [
    ...["mutants", "killed", "tests", "plain Vitest", "faultline", "faultline / plain", "(faultline - 3 s) / plain"],
    ...["faultline CPU", "on mutants", "in the pass", "alone", "stock Stryker", "on mutants"],
  ];
  const rows = (points) =>
    points.map(({ mutants, killed, tests, vitest, faultline, stock, evaluation }) => {
      const { inPass, isolated } = evaluation;
      const alone = Object.values(isolated).reduce((sum, count) => sum + count, 0);
      const ratios = [faultline.seconds, faultline.seconds - 3].map((seconds) => number(seconds / vitest.seconds));
      return [
        ...[mutants, killed, tests].map(String),
        ...[number(vitest.seconds), number(faultline.seconds), ...ratios],
        ...[number(faultline.cpuSeconds), seconds(faultline), String(inPass), String(alone)],
        ...[number(stock?.seconds), seconds(stock)],
      ];
    });
  return [
    about,
    `More mutants, ${fixed} tests:\n\n${table(head, rows(byMutants))}`,
    `More tests, about ${fixed} mutants:\n\n${table(head, rows(byTests))}`,
  ].join("\n\n");
}

function seconds(cost) {
  return number(typeof cost?.mutantsMs === "number" ? cost.mutantsMs / 1000 : undefined);
}
