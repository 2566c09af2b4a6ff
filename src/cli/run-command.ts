import type { CommandModule } from "yargs";
import type { Report } from "../model.js";
import { renderJson } from "../reporters/json.js";
import { renderTerminal } from "../reporters/terminal.js";
import { checkProject, type RunArguments } from "./check-project.js";
import { exitCodeOf } from "./exit-code.js";
import { interruptible } from "./interrupt.js";
import { type Input, readConcurrency, readInput, writeReportFile } from "./options.js";
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
        choices: ["pass", "isolated"] as const,
        coerce: (value: unknown) => (Array.isArray(value) ? value.at(-1) : value),
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
      }) as never,
  async handler(given) {
    const concurrency = readConcurrency(given.concurrency);
    const input = await readInput(given);
    const report = await interruptible((signal) => checkProject(input, given, concurrency, signal));
    writeReport(report, input, given);
    process.exitCode = exitCodeOf(report);
  },
};

function writeReport(report: Report, input: Input, given: RunArguments): void {
  if (input.json === "stdout") process.stdout.write(renderJson(report));
  else process.stdout.write(`${renderTerminal(report, lookOf(process.stdout, given), given.verbose === true)}\n`);
  writeReportFile(input, renderJson(report));
}
