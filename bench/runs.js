// The runs that are compared: plain Vitest, stock Stryker, and faultline. Each resolves to what it cost and what it
// said, and rejects where it could not do its work.
import { mkdtempSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { measure } from "./measure.js";

const root = path.join(import.meta.dirname, "..");

/** The project's own Vitest on the tests that belong to the files; it may have tests that fail. */
export async function runVitest({ projectDir, config, files }) {
  const { configFile, dir, related } = config.vitest;
  const args = [
    vitestBinary(projectDir),
    ...(related === false ? ["run"] : ["related", "--run", ...files]),
    ...(configFile === undefined ? [] : ["--config", configFile]),
    ...(dir === undefined ? [] : ["--dir", dir]),
    // Nothing is to be written into the project.
    ...["--reporter=dot", "--coverage.enabled=false"],
  ];
  const { stdout, stderr, ...run } = await measure(args, { cwd: projectDir });
  const tests = Number(/^\s*Tests\s.*\((\d+)\)/m.exec(withoutColours(stdout))?.[1] ?? 0);
  if (run.status !== 0 && tests === 0) throw failure("vitest", run, stdout, stderr);
  return { ...run, tests };
}

function vitestBinary(projectDir) {
  const file = createRequire(path.join(projectDir, "package.json")).resolve("vitest/package.json");
  const { bin } = JSON.parse(readFileSync(file, "utf8"));
  return path.join(path.dirname(file), typeof bin === "string" ? bin : bin.vitest);
}

/** Stock Stryker on the error-path mutants, one by one. */
export function runStock(project) {
  return runStryker(project, { ownMutators: false });
}

/** Stock Stryker with the mutators that it has; `stopped` where it takes longer than the limit. */
export function runOwnMutators(project, limitSeconds) {
  return runStryker(project, { ownMutators: true, limitSeconds });
}

async function runStryker({ projectDir, config, files }, { ownMutators, limitSeconds }) {
  const { kinds, operators } = config.faultline;
  const tempDir = `.stryker-tmp/bench-${process.pid}`;
  const job = {
    ...{ files, kinds, operators, tempDir, ownMutators },
    ...{ configFile: config.file, ignorePatterns: config.ignorePatterns, plugins: config.plugins },
  };
  try {
    const args = [path.join(root, "bench/plain-stryker.js"), JSON.stringify(job)];
    const { stdout, stderr, ...run } = await measure(args, { cwd: projectDir, limitSeconds });
    if (run.stopped) return run;
    if (run.status !== 0) throw failure("stock Stryker", run, stdout, stderr);
    return { ...run, ...JSON.parse(stdout.trim().split("\n").at(-1)) };
  } finally {
    removeTempDir(projectDir, tempDir);
  }
}

function removeTempDir(projectDir, tempDir) {
  rmSync(path.join(projectDir, tempDir), { recursive: true, force: true });
  try {
    rmdirSync(path.join(projectDir, path.dirname(tempDir)));
  } catch {
    // Not there, or there is more in it than ours.
  }
}

/** @param args faultline's options and paths, without `--json` */
export async function runFaultline(projectDir, args) {
  const work = mkdtempSync(path.join(tmpdir(), "faultline-bench-"));
  try {
    const file = path.join(work, "report.json");
    const command = [path.join(root, "bin/faultline.js"), ...args, "--json", file];
    const { stdout, stderr, ...run } = await measure(command, { cwd: projectDir });
    if (![0, 1, 4].includes(run.status)) throw failure("faultline", run, stdout, stderr);
    const report = JSON.parse(readFileSync(file, "utf8"));
    return { ...run, report, timings: { durationMs: report.durationMs, ...report.timings } };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What names the project on faultline's command line. */
export function faultlineArguments({ configFile, files }) {
  return [...(configFile === undefined ? [] : ["--config", configFile]), ...files];
}

function failure(name, { status }, stdout, stderr) {
  const text = withoutColours(`${stdout}\n${stderr}`).trim().split("\n").slice(-20).join("\n");
  return new Error(`${name} ended with ${status}:\n${text}`);
}

function withoutColours(text) {
  return text.replace(/\x1b\[[\d;]*m/g, "");
}
