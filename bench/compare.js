// Do our outcomes equal stock Stryker's? Runs the same error-path mutants twice, once with faultline and
// once one by one with Stryker's own Vitest runner, and prints every difference.
//
//   node bench/compare.js <project> [--config file] [paths..]
//
// Three differences are what faultline is there for, and are counted apart:
// - "RuntimeError" where all that happened is that Vitest cancelled itself: faultline measures the mutant;
// - "survived" where no test reached the error path: faultline says no-coverage;
// - "RuntimeError" for an error outside of any test: faultline says killed.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { readConfig } from "../dist/config/read-config.js";
import { findFiles } from "../dist/source/find-files.js";

const [project, ...rest] = process.argv.slice(2);
if (project === undefined) throw new Error("usage: node bench/compare.js <project> [--config file] [paths..]");
const configAt = rest.indexOf("--config");
const configFile = configAt === -1 ? undefined : rest[configAt + 1];
const paths = configAt === -1 ? rest : [...rest.slice(0, configAt), ...rest.slice(configAt + 2)];
const projectDir = path.resolve(project);
const root = path.join(import.meta.dirname, "..");

function node(args) {
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: projectDir,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { stdout, stderr, status, seconds: (performance.now() - started) / 1000 };
}

const config = await readConfig(projectDir, configFile);
const files = findFiles(projectDir, paths.length > 0 ? paths : (config.mutate ?? ["src"]));

const ours = node([
  path.join(root, "bin/faultline.js"),
  "--json",
  ...(configFile === undefined ? [] : ["--config", configFile]),
  ...files,
]);
const job = { files, configFile: config.file, ignorePatterns: config.ignorePatterns };
const plain = node([path.join(root, "bench/plain-stryker.js"), JSON.stringify(job)]);
if (plain.status !== 0) {
  console.error(`Stock Stryker could not run here:\n${plain.stdout}\n${plain.stderr}`);
  process.exit(2);
}

const STATUS = {
  Killed: "killed",
  Survived: "survived",
  NoCoverage: "no-coverage",
  Timeout: "timeout",
  RuntimeError: "error",
  Ignored: "ignored",
};
const plainOutcomes = new Map(JSON.parse(plain.stdout.trim().split("\n").at(-1)).map((each) => [each.mutantId, each]));
const ourMutants = JSON.parse(ours.stdout).errorPaths.flatMap(({ mutants, ...errorPath }) =>
  mutants.map((mutant) => ({ ...mutant, errorPath })),
);

const explained = [];
const differences = [];
for (const mutant of ourMutants) {
  const other = plainOutcomes.get(mutant.id);
  const theirs = other === undefined ? "missing" : STATUS[other.status];
  if (theirs === mutant.status) continue;
  const { file, range } = mutant.errorPath;
  const line = `${file}:${range.start.line} ${mutant.operator} ${mutant.id}: faultline ${mutant.status}, Stryker ${theirs}`;
  const isUnreached = theirs === "survived" && mutant.status === "no-coverage";
  const isStray = theirs === "error" && mutant.status === "killed" && /outside of a test/.test(other?.reason ?? "");
  const isNoise = theirs === "error" && /Cannot run tasks while pool is cancelling/.test(other?.reason ?? "");
  if (isUnreached || isStray || isNoise) explained.push(line);
  else
    differences.push(`${line} [${mutant.reason ?? ""}]${other?.reason ? ` (${other.reason.split("\n", 1)[0]})` : ""}`);
}
const extra = [...plainOutcomes.keys()].filter((id) => !ourMutants.some((mutant) => mutant.id === id));

console.log(
  `${ourMutants.length} mutants in ${files.length} files; faultline ${ours.seconds.toFixed(1)} s, stock Stryker ${plain.seconds.toFixed(1)} s`,
);
console.log(
  `${ourMutants.length - explained.length - differences.length} the same, ${explained.length} different on purpose, ${differences.length + extra.length} different`,
);
for (const line of explained) console.log(`  on purpose: ${line}`);
for (const line of [...differences, ...extra.map((id) => `only with Stryker: ${id}`)])
  console.log(`  DIFFERENT: ${line}`);
process.exitCode = differences.length + extra.length === 0 ? 0 : 1;
