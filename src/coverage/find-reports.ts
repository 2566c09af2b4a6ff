/** Where coverage reports lie. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import { UsageError } from "../errors.js";

/** What the reporters of Vitest, nyc and c8 write unless they are told otherwise; the first that is there is taken. */
const NAMES = ["coverage-final.json", "lcov.info"];
const FOLDERS = ["coverage", "reports/coverage"];

/** The usual places of this project that hold a report. */
export function usualReports(projectDir: string): readonly string[] {
  return FOLDERS.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)).filter((name) =>
    existsSync(path.join(projectDir, name)),
  );
}

/**
 * The reports that were named: files, globs, or folders that hold one.
 *
 * @throws UsageError for a name that gives none
 */
export function namedReports(projectDir: string, patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.flatMap((pattern) => reportsOf(projectDir, pattern)))];
}

function reportsOf(projectDir: string, pattern: string): readonly string[] {
  const absolute = path.resolve(projectDir, pattern);
  if (existsSync(absolute)) {
    if (!statSync(absolute).isDirectory()) return [pattern];
    const name = NAMES.find((each) => existsSync(path.join(absolute, each)));
    if (name !== undefined) return [path.join(pattern, name)];
    // nyc's raw files are Istanbul JSON, one for each process.
    const raw =
      path.basename(absolute) === ".nyc_output" ? globSync("*.json", { cwd: absolute, dot: true }).sort() : [];
    if (raw.length > 0) return raw.map((each) => path.join(pattern, each));
    throw new UsageError(`There is no coverage report in the folder ${pattern}: neither ${NAMES.join(" nor ")}.`);
  }
  const found = isDynamicPattern(pattern)
    ? globSync(pattern.replaceAll("\\", "/"), { cwd: projectDir, ignore: ["**/node_modules/**"], dot: true }).sort()
    : [];
  if (found.length > 0) return found;
  throw new UsageError(
    `No such coverage report: ${pattern} (looked in ${projectDir}). Name a coverage-final.json or lcov.info, or leave --coverage out.`,
  );
}
