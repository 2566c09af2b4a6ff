/** One run of the tests on the mutants of some files, as every command that needs one makes it. */
import { noCoverage, perTestCoverage } from "../coverage/provider-coverage.js";
import { findCoverage, readNamedCoverage } from "../coverage/read-coverage.js";
import type { Engine } from "../engine/engine.js";
import { startStrykerEngine } from "../engine/stryker/engine.js";
import { ExitCode, FaultlineError, UsageError } from "../errors.js";
import type { Coverage, Inventory, Report } from "../model.js";
import { type CheckOptions, check, sourcesWithPaths } from "../pipeline.js";
import { findFiles, findTests } from "../source/find-files.js";
import type { ENGINES, Input, SharedArguments } from "./options.js";
import { createProgress } from "./progress.js";
import { isByChange, type SelectingArguments, takeSelected } from "./selection.js";
import { lookOf } from "./terminal.js";
import { version } from "./version.js";

export interface RunArguments extends SharedArguments, SelectingArguments {
  readonly concurrency?: number;
  readonly strictBaseline?: boolean;
  readonly coverage?: readonly string[];
  readonly ignoreCoverageAge?: boolean;
  readonly requireReal?: readonly string[];
  readonly engine?: (typeof ENGINES)[number];
  readonly verbose?: boolean;
}

/**
 * Runs what the input names; progress goes to standard error. What is touched by a change is looked up first: where that is nothing, Stryker is not started at
 * all.
 */
export async function checkProject(
  input: Input,
  given: RunArguments,
  concurrency: number | undefined,
  signal: AbortSignal,
): Promise<Report> {
  const touched = isByChange(given) ? await takeSelected(input, given, signal) : undefined;
  if (touched?.paths.length === 0 && touched.problems.length === 0) {
    return check(touched, { projectDir: input.projectDir, version, coverage: noCoverage }, noEngine, signal);
  }
  // Stryker loads while the sources are read.
  const engine = startStrykerEngine(input.projectDir);
  try {
    const realOnly = filesThatRequireReal(input, given);
    const inventory = touched ?? (await takeSelected(input, given, signal));
    assertReadable(inventory, input);
    const { coverage, notes } = readCoverage(input, given, inventory);
    const toRun = inventory.mutants.filter(({ suppressed }) => suppressed === undefined);
    const progress = createProgress(toRun, process.stderr, lookOf(process.stderr, given));
    if (coverage !== undefined) progress.onCoverage(coverage);
    const options: CheckOptions = {
      ...settingsOf(input, given),
      ...(coverage === undefined ? {} : { coverage }),
      coverageNotes: notes,
      requireReal: realOnly,
      onCoverage: progress.onCoverage,
      onBaseline: progress.onBaseline,
      onOutcome: progress.onOutcome,
      ...(concurrency === undefined ? {} : { concurrency }),
    };
    const report = await check(inventory, options, engine, signal).finally(progress.end);
    // What a test verifies elsewhere is not known where only a part was asked for.
    return given.only !== undefined || touched !== undefined ? { ...report, touching: [] } : report;
  } finally {
    engine.dispose();
  }
}

/** Without error paths no engine is asked. */
const noEngine: Engine = {
  run: () => Promise.reject(new Error("there is nothing to run")),
};

/** What the options and the configuration say of how a run is done. */
function settingsOf({ config, projectDir }: Input, given: RunArguments): CheckOptions {
  return {
    projectDir,
    version,
    strictBaseline: given.strictBaseline ?? config.faultline.strictBaseline ?? false,
    ignorePatterns: config.ignorePatterns,
    plugins: config.plugins,
    vitest: config.vitest,
    setsTimeout: config.setsTimeout,
    ...(config.dryRunTimeoutMinutes === undefined ? {} : { dryRunTimeoutMinutes: config.dryRunTimeoutMinutes }),
    onePass: (given.engine ?? config.faultline.engine ?? "pass") === "pass",
    ...(config.file === undefined ? {} : { configFile: config.file }),
    ...(given.verbose === true ? { onLog: (line: string) => process.stderr.write(`${line}\n`) } : {}),
  };
}

/** Coverage that is known before any test runs: read first, so that a bad report costs nothing. */
function readCoverage(
  { projectDir, config }: Input,
  given: RunArguments,
  inventory: Inventory,
): { readonly coverage?: Coverage; readonly notes: readonly string[] } {
  const sources = sourcesWithPaths(inventory);
  const wanted = given.coverage?.map(String) ?? config.faultline.coverage;
  const ignoreAge = given.ignoreCoverageAge ?? config.faultline.ignoreCoverageAge ?? false;
  const question = { projectDir, sources, tests: () => findTests(projectDir), ignoreAge };
  if (wanted === undefined) {
    const found = findCoverage(question);
    // One more run of the tests would be most of the time that a mutant alone takes.
    return given.only === undefined ? found : { coverage: perTestCoverage(found.notes), ...found };
  }
  if (!wanted.includes("none")) return { coverage: readNamedCoverage(wanted, question), notes: [] };
  if (wanted.length === 1) return { coverage: noCoverage, notes: [] };
  throw new UsageError("--coverage none means no line coverage: name reports, or none, not both.");
}

function filesThatRequireReal({ projectDir, config }: Input, given: RunArguments): ReadonlySet<string> {
  const patterns = given.requireReal?.map(String) ?? config.faultline.requireReal;
  return new Set(patterns === undefined ? [] : findFiles(projectDir, patterns));
}

/** With nothing but files that cannot be read there is nothing to run. */
function assertReadable({ sources, problems }: Inventory, { files }: Input): void {
  if (sources.length > 0 || problems.length === 0) return;
  const found = problems
    .map(
      ({ file, message, position }) =>
        `\n  ${file}${position === undefined ? "" : `:${position.line}:${position.column}`} ${message}`,
    )
    .join("");
  throw new FaultlineError(
    `None of the ${files.length === 1 ? "files" : `${files.length} files`} can be read as code:${found}`,
    ExitCode.incomplete,
  );
}
