/** `faultline suggest`: the tests that are missing, written out. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CommandModule } from "yargs";
import { messageOf, UsageError } from "../errors.js";
import { count } from "../reporters/style.js";
import { findTests } from "../source/find-files.js";
import { createModules } from "../source/modules.js";
import { styleOf } from "../suggest/style.js";
import { type Gap, type Suggested, suggest } from "../suggest/suggest.js";
import { checkProject } from "./check-project.js";
import { gapsOf, saidByReport, saidByRun } from "./gaps.js";
import { interruptible } from "./interrupt.js";
import { type Input, readInput, type SharedArguments } from "./options.js";

interface SuggestArguments extends SharedArguments {
  readonly file?: string;
  readonly write?: string;
  readonly only?: string;
  readonly report?: string;
}

const last = (value: unknown) => (Array.isArray(value) ? value.at(-1) : value);

export const suggestCommand: CommandModule<object, SuggestArguments> = {
  command: "suggest <file>",
  describe: "write the tests that are missing: for every survivor and unreached error path of a file",
  builder: (yargs) =>
    yargs
      .positional("file", { type: "string", demandOption: true, describe: "the source file" })
      .option("write", {
        type: "string",
        requiresArg: true,
        coerce: last,
        describe: "write them into a new test file instead of printing them",
        group: "Output:",
      })
      .option("only", {
        type: "string",
        requiresArg: true,
        coerce: last,
        describe: "only for the mutant or the error path of this id (its first digits will do)",
        group: "Input:",
      })
      .option("report", {
        type: "string",
        requiresArg: true,
        coerce: last,
        describe: "take what is missing from a report that `faultline --json` wrote, and run no test",
        group: "Input:",
      })
      .example("$0 suggest src/db/tenant.ts", "print a test file for what no test of it verifies")
      .example("$0 suggest src/db/tenant.ts --write test/tenant.errors.test.ts", "write it") as never,
  async handler(given) {
    const input = await readInput({ ...given, paths: [given.file ?? ""] });
    const file = onlyFile(input, given);
    const target = targetOf(input, given.write);
    const modules = createModules(input.projectDir);
    const { said, tests: ran } =
      given.report === undefined
        ? saidByRun(await runOn(input), file)
        : saidByReport(input.projectDir, given.report, file);
    const gaps = selected(gapsOf(said, file, input, modules), given.only, file);
    if (gaps.length === 0) {
      process.stderr.write(`Nothing to suggest: tests verify every error path of ${file}.\n`);
      return;
    }
    const tests = ran.length > 0 ? ran : findTests(input.projectDir);
    const { style, target: usual } = styleOf({ modules, file, tests, ...(target === undefined ? {} : { target }) });
    const suggested = suggest(gaps, modules, style);
    if (target === undefined) process.stdout.write(suggested.text);
    else write(input, target, suggested.text);
    process.stderr.write(`${summaryOf(suggested, target, usual)}\n`);
  },
};

function onlyFile({ files, format, jsonFile }: Input, { file = "" }: SuggestArguments): string {
  if (format !== "text" || jsonFile !== undefined)
    throw new UsageError("`faultline suggest` writes a test file, nothing else: leave --json and --format out.");
  const [only, ...more] = files;
  if (only === undefined || more.length > 0) {
    throw new UsageError(`${file} is ${files.length} files. \`faultline suggest\` takes one source file at a time.`);
  }
  return only;
}

/** Looked at before the run: a file that cannot be written must not cost it. */
function targetOf({ projectDir }: Input, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const target = path.relative(projectDir, path.resolve(projectDir, name)).replaceAll("\\", "/");
  if (target.startsWith("../") || path.isAbsolute(target)) throw new UsageError(`${name} lies outside of the project.`);
  if (!/\.[cm]?[jt]sx?$/.test(target)) throw new UsageError(`--write takes the name of a test file, not ${name}.`);
  if (!existsSync(path.join(projectDir, target))) return target;
  throw new UsageError(`${target} exists already, and is left as it is. Name a new file: --write another.test.ts.`);
}

function runOn(input: Input) {
  return interruptible((signal) => checkProject(input, { coverage: ["none"] }, undefined, signal));
}

/** @throws UsageError for an id that is none of a gap */
function selected(gaps: readonly Gap[], only: string | undefined, file: string): readonly Gap[] {
  if (only === undefined) return gaps;
  const found = gaps.flatMap(({ path: one, mutants }): readonly Gap[] => {
    if (one.record.id.startsWith(only)) return [{ path: one, mutants }];
    const own = mutants.filter(({ id }) => id.startsWith(only));
    return own.length > 0 ? [{ path: one, mutants: own }] : [];
  });
  if (found.length > 0) return found;
  throw new UsageError(
    `No survivor and no unreached error path of ${file} has the id ${only}. \`faultline ${file}\` shows those that there are.`,
  );
}

function write({ projectDir }: Input, target: string, text: string): void {
  const name = path.join(projectDir, target);
  try {
    mkdirSync(path.dirname(name), { recursive: true });
    // A file that came into being in the meantime is left alone, too.
    writeFileSync(name, text, { flag: "wx" });
  } catch (error) {
    throw new UsageError(`The tests cannot be written to ${target}: ${messageOf(error)}`, { cause: error });
  }
}

function summaryOf({ suggestions }: Suggested, target: string | undefined, usual: string): string {
  const notes = suggestions.filter(({ why }) => why !== undefined).length;
  const tests = suggestions.length - notes;
  const what = `${count(tests, "test")}${notes === 0 ? "" : `, and ${count(notes, "note")} where none was found`}`;
  return target === undefined
    ? `${what}. To keep them: --write ${usual}`
    : `${what}, written to ${target}. Run them, then faultline again: what a test does not kill needs a closer look.`;
}
