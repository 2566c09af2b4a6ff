/** One run of the tests on the mutants of some files, as every command that needs one makes it. */
import { noCoverage } from "../coverage/provider-coverage.js";
import { findCoverage, readNamedCoverage } from "../coverage/read-coverage.js";
import { startStrykerEngine } from "../engine/stryker/engine.js";
import { ExitCode, FaultlineError, UsageError } from "../errors.js";
import type { Coverage, Inventory, Report } from "../model.js";
import { check, sourcesWithPaths, takeInventory } from "../pipeline.js";
import { findFiles, findTests } from "../source/find-files.js";
import type { Input, SharedArguments } from "./options.js";
import { createProgress } from "./progress.js";
import { version } from "./version.js";

export interface RunArguments extends SharedArguments {
  readonly concurrency?: number;
  readonly strictBaseline?: boolean;
  readonly coverage?: readonly string[];
  readonly ignoreCoverageAge?: boolean;
  readonly requireReal?: readonly string[];
  readonly engine?: "pass" | "isolated";
  readonly verbose?: boolean;
}

/** Runs what the input names; progress goes to standard error. */
export async function checkProject(
  input: Input,
  given: RunArguments,
  concurrency: number | undefined,
  signal: AbortSignal,
): Promise<Report> {
  const engine = startStrykerEngine(input.projectDir);
  try {
    const { config, projectDir } = input;
    const realOnly = filesThatRequireReal(input, given);
    const inventory = await takeInventory(input, signal);
    assertReadable(inventory, input);
    const { coverage, notes } = readCoverage(input, given, inventory);
    const toRun = inventory.mutants.filter(({ suppressed }) => suppressed === undefined);
    const progress = createProgress(toRun, process.stderr);
    if (coverage !== undefined) progress.onCoverage(coverage);
    const report = await check(
      inventory,
      {
        projectDir,
        version,
        strictBaseline: given.strictBaseline ?? config.faultline.strictBaseline ?? false,
        ignorePatterns: config.ignorePatterns,
        plugins: config.plugins,
        vitest: config.vitest,
        setsTimeout: config.setsTimeout,
        ...(config.dryRunTimeoutMinutes === undefined ? {} : { dryRunTimeoutMinutes: config.dryRunTimeoutMinutes }),
        onePass: (given.engine ?? config.faultline.engine ?? "pass") === "pass",
        ...(coverage === undefined ? {} : { coverage }),
        coverageNotes: notes,
        requireReal: realOnly,
        onCoverage: progress.onCoverage,
        onBaseline: progress.onBaseline,
        onOutcome: progress.onOutcome,
        ...(config.file === undefined ? {} : { configFile: config.file }),
        ...(concurrency === undefined ? {} : { concurrency }),
        ...(given.verbose === true ? { onLog: (line: string) => process.stderr.write(`${line}\n`) } : {}),
      },
      engine,
      signal,
    ).finally(progress.end);
    return report;
  } finally {
    engine.dispose();
  }
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
  if (wanted === undefined) return findCoverage(question);
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
