import type { CommandModule } from "yargs";
import { ExitCode } from "../errors.js";
import { takeInventory } from "../pipeline.js";
import { renderList, renderListJson } from "../reporters/list.js";
import { interruptible } from "./interrupt.js";
import { readInput, type SharedArguments, writeReportFile } from "./options.js";
import { lookOf } from "./terminal.js";

interface ListArguments extends SharedArguments {
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
      .example("$0 list src/db/tenant.ts --diff", "each mutant of one file, as a diff") as never,
  async handler(given) {
    const input = await readInput(given);
    const shown = { diff: given.diff === true, explainSkips: given.explainSkips === true };
    const { explainSkips } = shown;
    const inventory = await interruptible((signal) => takeInventory({ ...input, explainSkips }, signal));
    const json = renderListJson(inventory, shown);
    if (input.json === "stdout") process.stdout.write(json);
    else process.stdout.write(`${renderList(inventory, lookOf(process.stdout, given), shown)}\n`);
    writeReportFile(input, json);
    if (inventory.problems.length > 0) process.exitCode = ExitCode.incomplete;
  },
};
