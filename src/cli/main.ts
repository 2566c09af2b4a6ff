/** The command line: what was typed in, an exit code out. */
import yargs from "yargs";
import { nearest } from "../config/nearest.js";
import { ExitCode, FaultlineError, UsageError } from "../errors.js";
import { completeValue } from "./completion.js";
import { completionCommand } from "./completion-command.js";
import { explainCommand } from "./explain-command.js";
import { initCommand } from "./init-command.js";
import { listCommand } from "./list-command.js";
import { COMMANDS, optionNames, shared } from "./options.js";
import { runCommand } from "./run-command.js";
import { suggestCommand } from "./suggest-command.js";
import { version } from "./version.js";

/** Runs one command line and sets the process's exit code. Never rejects. */
export async function main(argv: readonly string[]): Promise<void> {
  // `faultline list | head`: whoever reads has had enough.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  try {
    if (argv[0] === COMPLETE) return await completeWords(argv.slice(2));
    await createParser(withReports(withJsonValue(withRef(argv)))).parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function createParser(argv: readonly string[]) {
  return yargs(argv as string[])
    .scriptName("faultline")
    .usage("$0 [paths..]\n\nCoverage says the line ran. faultline says whether a test would notice if it broke.")
    .command(runCommand)
    .command(listCommand)
    .command(explainCommand)
    .command(initCommand)
    .command(completionCommand)
    .command(suggestCommand)
    .options(shared)
    .strictOptions()
    .parserConfiguration({ "boolean-negation": false })
    .version(version)
    .help()
    .alias("help", "h")
    .example("$0 list src --diff", "show what would be tried, without running a test")
    .example("$0 explain guard-drop", "explain an operator, a kind, or a mutant by its id")
    .example("$0 init --ci github", "set a project up")
    .example("$0 completion >> ~/.bashrc", "complete commands, options and values with the Tab key")
    .epilogue(
      "Exit codes: 0 every error path asserted · 1 some unasserted or unreached · 2 usage or configuration · 3 the tests fail unmutated, or there are none · 4 incomplete · 70 a bug in faultline",
    )
    .wrap(Math.min(100, process.stdout.columns || 80))
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(`${suggestion(message)}\nSee \`faultline --help\`.`);
    });
}

/** `--json src/a.ts`: what does not end in .json is a path or a command, not the file to write. */
function withJsonValue(argv: readonly string[]): readonly string[] {
  return argv.map((word, index) => (word === "--json" && !argv[index + 1]?.endsWith(".json") ? "--json=" : word));
}

/** `--coverage a.json b.info src`: takes all reports that follow, as a shell makes of a glob, and no source file. */
function withReports(argv: readonly string[]): readonly string[] {
  const words: string[] = [];
  let isAfterReport = false;
  for (const [index, word] of argv.entries()) {
    if (isAfterReport && REPORT.test(word) && !word.startsWith("-")) words.push("--coverage");
    words.push(word);
    isAfterReport =
      word.startsWith("--coverage=") || argv[index - 1] === "--coverage" || (isAfterReport && REPORT.test(word));
  }
  return words;
}

const REPORT = /\.(json|info|lcov)$/i;

/** `--since --output=x`: what follows is the ref, whatever it looks like, and never another option. */
function withRef(argv: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] as string;
    const next = argv[index + 1];
    if (word === "--") return [...words, ...argv.slice(index)];
    if (word === "--since" && next !== undefined) {
      words.push(`--since=${next}`);
      index++;
    } else words.push(word);
  }
  return words;
}

/** What yargs's script asks with, in front of all words of the line up to the cursor. */
const COMPLETE = "--get-yargs-completions";

/** Values are ours; commands and options yargs knows itself, but for those of the command without a name. */
async function completeWords(words: readonly string[]): Promise<void> {
  const values = completeValue(words);
  if (values !== undefined) {
    process.stdout.write(values.map((each) => `${each}\n`).join(""));
    return;
  }
  const isOption = words.at(-1)?.startsWith("-") === true && !words.some((word) => COMMANDS.includes(word));
  await createParser([COMPLETE, "faultline", ...(isOption ? ["run"] : []), ...words])
    .parseAsync()
    // Half a command line is rarely a valid one.
    .catch(() => undefined);
}

/** `Unknown argument: opertors. Did you mean --operators?` */
function suggestion(message: string): string {
  const [, list] = /^Unknown arguments?: (.*)$/s.exec(message) ?? [];
  if (list === undefined) return `${message}.`;
  // yargs names `--strict-basline` once more as `strictBasline`.
  const given = list.split(", ");
  const unknown = given.filter((name) => !given.some((each) => each !== name && camelCase(each) === name));
  const names = unknown.map((name) => {
    const near = optionNames.includes(name) ? undefined : nearest(name, optionNames);
    return near === undefined ? "" : ` Did you mean --${near}?`;
  });
  return `Unknown argument${unknown.length === 1 ? "" : "s"}: ${unknown.join(", ")}.${names.join("")}`;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function report(error: unknown): ExitCode {
  if (error instanceof FaultlineError) {
    if (error.message !== "") process.stderr.write(`faultline: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof Error && error.name === "YError")
    return report(new UsageError(`${error.message}.\nSee \`faultline --help\`.`));
  process.stderr.write(
    `faultline: this is a bug in faultline; please report it with the text below.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return ExitCode.bug;
}
