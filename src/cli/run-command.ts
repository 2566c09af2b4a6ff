import type { CommandModule } from "yargs";
import { noCoverage, perTestCoverage } from "../coverage/provider-coverage.js";
import { findCoverage, readNamedCoverage } from "../coverage/read-coverage.js";
import type { Engine } from "../engine/engine.js";
import { startStrykerEngine } from "../engine/stryker/engine.js";
import { ExitCode, FaultlineError, UsageError } from "../errors.js";
import type { Coverage, Inventory, Report } from "../model.js";
import { type CheckOptions, check, sourcesWithPaths } from "../pipeline.js";
import { renderCompact } from "../reporters/compact.js";
import { renderJson } from "../reporters/json.js";
import { quoted } from "../reporters/rerun.js";
import { renderTerminal } from "../reporters/terminal.js";
import { findFiles, findTests } from "../source/find-files.js";
import { exitCodeOf } from "./exit-code.js";
import { interruptible } from "./interrupt.js";
import {
  ENGINES,
  type Input,
  oneOf,
  readConcurrency,
  readInput,
  type SharedArguments,
  selecting,
  writeReportFile,
} from "./options.js";
import { createProgress } from "./progress.js";
import { isByChange, NOTHING_TOUCHED, type SelectingArguments, takeSelected } from "./selection.js";
import { lookOf } from "./terminal.js";
import { version } from "./version.js";

interface RunArguments extends SharedArguments, SelectingArguments {
  readonly concurrency?: number;
  readonly strictBaseline?: boolean;
  readonly coverage?: readonly string[];
  readonly ignoreCoverageAge?: boolean;
  readonly requireReal?: readonly string[];
  readonly engine?: (typeof ENGINES)[number];
  readonly verbose?: boolean;
}

/** `faultline run`, and plain `faultline`: the main job. */
export const runCommand: CommandModule<object, RunArguments> = {
  command: ["run [paths..]", "$0"],
  describe: "check whether tests notice when error paths break",
  builder: (yargs) =>
    yargs
      .positional("paths", {
        type: "string",
        array: true,
        describe: "files, folders or globs (default: what stryker.conf.json mutates, else src)",
      })
      .option("concurrency", {
        type: "number",
        requiresArg: true,
        describe: "how many test runners at once (default: Stryker's)",
        group: "Run:",
      })
      .option("coverage", {
        type: "string",
        array: true,
        nargs: 1,
        describe:
          "coverage reports (coverage-final.json, lcov.info; files, folders, globs), merged; or none (default: a fresh one in coverage/, else one run of Vitest's coverage provider)",
        group: "Coverage:",
      })
      .option("ignore-coverage-age", {
        type: "boolean",
        describe: "take reports that are older than the sources and tests, as in a fresh checkout",
        group: "Coverage:",
      })
      .option("require-real", {
        type: "string",
        array: true,
        nargs: 1,
        describe: "source files whose error paths must be verified without stubs (files, folders, globs)",
        group: "Run:",
      })
      .option("engine", {
        choices: ENGINES,
        requiresArg: true,
        coerce: oneOf("--engine", ENGINES),
        describe: "all mutants in one run of the tests, and only doubtful ones alone; or each alone (default: pass)",
        group: "Run:",
      })
      .option("strict-baseline", {
        type: "boolean",
        describe: "exit with 3 when a test fails with no mutant active, instead of leaving it out",
        group: "Run:",
      })
      .option("verbose", {
        type: "boolean",
        describe: "also show asserted paths, and what Stryker and Vitest say",
        group: "Output:",
      })
      .options(selecting)
      .example("$0 src/db/tenant.ts", "the error paths of one file")
      .example("$0 src/db/tenant.ts --only b4d83a0af2", "one mutant again, after its test is written")
      .example("$0 --since origin/main", "what a branch touches, as in a pull request")
      .example("$0 --staged", "what is about to be committed, in a pre-commit hook")
      .example("$0 --operators +strict 'src/**/*.ts' '!src/legacy'", "more operators, and all files but some")
      .example("$0 --format compact", "one line a finding, for editors and coding agents")
      .example(
        "$0 --coverage coverage/lcov.info --json report.json",
        "with the coverage you have; keeps the report",
      ) as never,
  async handler(given) {
    const concurrency = readConcurrency(given.concurrency);
    const input = await readInput(given);
    const report = await interruptible((signal) => checkProject(input, given, concurrency, signal));
    writeReport(report, input, given);
    process.exitCode = isUntouched(report, given) ? ExitCode.ok : exitCodeOf(report);
  },
};

/** What is touched by a change is looked up first: where that is nothing, Stryker is not started at all. */
async function checkProject(
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

function writeReport(report: Report, input: Input, given: RunArguments): void {
  process.stdout.write(textOf(report, input, given));
  writeReportFile(input, renderJson(report));
}

function textOf(report: Report, { format }: Input, given: RunArguments): string {
  if (format === "json") return renderJson(report);
  if (format === "compact") return renderCompact(report);
  if (isUntouched(report, given)) return `${NOTHING_TOUCHED}\n`;
  const look = lookOf(process.stdout, given);
  return `${renderTerminal(report, look, given.verbose === true, commandOf(given))}\n`;
}

/** How to ask again, with the same configuration. */
function commandOf({ config }: RunArguments): string {
  return ["npx faultline", ...(config === undefined ? [] : [`--config ${quoted(config)}`])].join(" ");
}

/** A change that touches no error path is fine; a project that has none is not. */
function isUntouched({ verdicts, problems }: Report, given: RunArguments): boolean {
  return isByChange(given) && verdicts.length === 0 && problems.length === 0;
}
