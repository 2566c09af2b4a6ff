/** The command line: what was typed in, an exit code out. */
import yargs from "yargs";
import { nearest } from "../config/nearest.js";
import { ExitCode, FaultlineError, UsageError } from "../errors.js";
import { explainCommand } from "./explain-command.js";
import { listCommand } from "./list-command.js";
import { optionNames, shared } from "./options.js";
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
    await createParser(withReports(withJsonValue(argv))).parseAsync();
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
    .command(suggestCommand)
    .options(shared)
    .strictOptions()
    .parserConfiguration({ "boolean-negation": false })
    .version(version)
    .help()
    .alias("help", "h")
    .example("$0 src/db/tenant.ts", "check the error paths of one file")
    .example("$0 list src --diff", "show what would be tried, without running a test")
    .example("$0 explain guard-drop", "explain an operator, a kind, or a mutant by its id")
    .example("$0 --json report.json", "check the whole project, and keep the report")
    .epilogue(
      "Exit codes: 0 every error path asserted · 1 some unasserted or unreached · 2 usage or configuration · 3 the tests fail unmutated, or there are none · 4 incomplete · 70 a bug in faultline",
    )
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(`${message}${suggestion(message)}\nSee \`faultline --help\`.`);
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

/** ` Did you mean --operators?` for an option that does not exist. */
function suggestion(message: string): string {
  const unknown = /^Unknown arguments?: (\S+?)(,|$)/.exec(message)?.[1];
  const name = unknown === undefined || optionNames.includes(unknown) ? undefined : nearest(unknown, optionNames);
  return name === undefined ? "." : `. Did you mean --${name}?`;
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
