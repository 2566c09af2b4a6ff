import type { CommandModule } from "yargs";
import { ExitCode } from "../errors.js";
import type { Inventory } from "../model.js";
import { renderCompactList } from "../reporters/compact.js";
import { type ListOptions, renderList, renderListJson } from "../reporters/list.js";
import { interruptible } from "./interrupt.js";
import { type Input, readInput, type SharedArguments, selecting, writeReportFile } from "./options.js";
import { isByChange, NOTHING_TOUCHED, type SelectingArguments, takeSelected } from "./selection.js";
import { lookOf } from "./terminal.js";

interface ListArguments extends SharedArguments, SelectingArguments {
  readonly diff?: boolean;
  readonly explainSkips?: boolean;
}

/** `faultline list`: what would be tried, without running a test. */
export const listCommand: CommandModule<object, ListArguments> = {
  command: "list [paths..]",
  describe: "show the error paths and their mutants, without running a test",
  builder: (yargs) =>
    yargs
      .positional("paths", { type: "string", array: true, describe: "files, folders or globs" })
      .option("diff", { type: "boolean", describe: "show each mutant as a diff", group: "Output:" })
      .option("explain-skips", {
        type: "boolean",
        describe: "show also what the noise rules left out, and why",
        group: "Output:",
      })
      .options(selecting)
      .example("$0 list src/db/tenant.ts --diff", "each mutant of one file, as a diff")
      .example("$0 list --since main", "the error paths that a branch touches")
      .example("$0 list --only b4d83a0af2 --diff", "one mutant, by its id")
      .example("$0 list --format compact", "one line a mutant") as never,
  async handler(given) {
    const input = await readInput(given);
    const shown = { diff: given.diff === true, explainSkips: given.explainSkips === true };
    const { explainSkips } = shown;
    const inventory = await interruptible((signal) => takeSelected({ ...input, explainSkips }, given, signal));
    process.stdout.write(textOf(inventory, input, given, shown));
    writeReportFile(input, renderListJson(inventory, shown));
    if (inventory.problems.length > 0) process.exitCode = ExitCode.incomplete;
  },
};

function textOf(inventory: Inventory, { format }: Input, given: ListArguments, shown: ListOptions): string {
  if (format === "json") return renderListJson(inventory, shown);
  if (format === "compact") return renderCompactList(inventory);
  const isUntouched = isByChange(given) && inventory.paths.length === 0 && inventory.problems.length === 0;
  if (isUntouched) return `${NOTHING_TOUCHED}\n`;
  return `${renderList(inventory, lookOf(process.stdout, given), shown)}\n`;
}
