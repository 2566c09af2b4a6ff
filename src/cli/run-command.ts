import type { CommandModule } from "yargs";
import { ExitCode } from "../errors.js";
import type { Report } from "../model.js";
import { renderCompact } from "../reporters/compact.js";
import { renderJson } from "../reporters/json.js";
import { quoted } from "../reporters/rerun.js";
import { renderTerminal } from "../reporters/terminal.js";
import { checkProject, type RunArguments } from "./check-project.js";
import { exitCodeOf } from "./exit-code.js";
import { interruptible } from "./interrupt.js";
import { ENGINES, type Input, oneOf, readConcurrency, readInput, selecting, writeReportFile } from "./options.js";
import { isByChange, NOTHING_TOUCHED } from "./selection.js";
import { lookOf } from "./terminal.js";

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
