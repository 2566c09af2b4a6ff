/** The options that the commands share, and how their values are read. */
import { existsSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Options } from "yargs";
import { didYouMean } from "../config/nearest.js";
import { type ProjectConfig, readConfig } from "../config/read-config.js";
import { idList, operatorList, STRYKERS_OWN } from "../config/section.js";
import { strykersEdits } from "../engine/stryker/own-mutators.js";
import { messageOf, UsageError } from "../errors.js";
import type { KindId } from "../model.js";
import { operatorIds } from "../operators/registry.js";
import { kindIds } from "../paths/registry.js";
import type { Vocabulary } from "../source/context.js";
import { findFiles } from "../source/find-files.js";

/** Given twice, the last one counts. */
const last = <T>(value: T | readonly T[]): T | undefined => (Array.isArray(value) ? value.at(-1) : (value as T));

export const FORMATS = ["text", "compact", "json"] as const;

export const ENGINES = ["pass", "isolated"] as const;
export const CI = ["github", "gitlab"] as const;

/** Takes one of a few words, and says which one is near to another. */
export function oneOf<T extends string>(option: string, valid: readonly T[]) {
  return (given: unknown): T | undefined => {
    const value = last(given);
    if (value === undefined || valid.includes(value as T)) return value as T | undefined;
    throw new UsageError(
      `${option} takes ${valid.join(", ")}, not ${String(value)}.${didYouMean(String(value), valid)}`,
    );
  };
}

/** Options of the commands that look at a part of the project only. */
export const selecting = {
  only: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "only these mutants and error paths, by id, comma-separated; the first 4 digits will do",
    group: "Input:",
  },
  since: {
    type: "string",
    requiresArg: true,
    coerce: last,
    describe: "only error paths touched by what changed since HEAD left this commit, branch or tag",
    group: "Input:",
  },
  staged: {
    type: "boolean",
    describe: "only error paths touched by what is staged in git: for a pre-commit hook",
    group: "Input:",
  },
} as const satisfies Record<string, Options>;

export const shared = {
  config: {
    type: "string",
    requiresArg: true,
    coerce: last,
    describe: "Stryker configuration file to use",
    group: "Input:",
  },
  kinds: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "only these kinds of error path, comma-separated",
    group: "Input:",
  },
  operators: {
    type: "string",
    array: true,
    nargs: 1,
    describe:
      "only these operators, comma-separated; with + in front, besides those on by default: +strict, +concurrency, +stryker",
    group: "Input:",
  },
  json: {
    type: "string",
    coerce: last,
    describe: "print JSON instead of text; with a name that ends in .json, write it there as well as the text",
    group: "Output:",
  },
  format: {
    choices: FORMATS,
    requiresArg: true,
    coerce: oneOf("--format", FORMATS),
    describe: "text; compact: one line a finding, for editors and coding agents; json: the same as --json",
    group: "Output:",
  },
  "no-color": { type: "boolean", describe: "no colours", group: "Output:" },
  color: {
    type: "boolean",
    describe: "colours (default: on a terminal; NO_COLOR and FORCE_COLOR are honoured)",
    group: "Output:",
  },
} as const satisfies Record<string, Options>;

/** All options there are, for "did you mean". */
export const optionNames = [
  ...Object.keys(shared),
  ...Object.keys(selecting),
  "ci",
  "diff",
  "explain-skips",
  "concurrency",
  "coverage",
  "ignore-coverage-age",
  "require-real",
  "engine",
  "strict-baseline",
  "verbose",
  "write",
  "only",
  "report",
  "help",
  "version",
];

export const COMMANDS: readonly string[] = ["run", "list", "explain", "suggest", "init", "completion"];

export type Format = (typeof FORMATS)[number];

export interface SharedArguments {
  readonly paths?: readonly string[];
  readonly config?: string;
  readonly kinds?: readonly string[];
  readonly operators?: readonly string[];
  readonly json?: string;
  readonly format?: Format;
  readonly color?: boolean;
  readonly noColor?: boolean;
}

export interface Input {
  readonly projectDir: string;
  readonly config: ProjectConfig;
  readonly files: readonly string[];
  readonly kinds?: readonly KindId[];
  readonly operators?: readonly string[];
  readonly vocabulary: Partial<Vocabulary>;
  readonly moreEdits?: typeof strykersEdits;
  /** What goes to standard output. */
  readonly format: Format;
  /** Where JSON goes as well: into a file. */
  readonly jsonFile?: string;
}

/** @throws UsageError for anything that was given wrongly */
export async function readInput(given: SharedArguments): Promise<Input> {
  const projectDir = process.cwd();
  const config = await readConfig(projectDir, given.config);
  const { paths = [] } = given;
  assertNoCommand(projectDir, paths);
  const kindNames = split(given.kinds, "--kinds", kindIds, "kind of error path");
  const operatorNames = split(given.operators, "--operators", operatorIds, "operator");
  const kinds =
    kindNames === undefined ? config.faultline.kinds : idList(kindNames, "--kinds", kindIds, "kind of error path");
  const operators =
    operatorNames === undefined ? config.faultline.operators : operatorList(operatorNames, "--operators");
  const { aridCallees, assertionFunctions, guardHelpers, resultModules, listenerMethods } = config.faultline;
  const words = { aridCallees, assertionFunctions, guardHelpers, resultModules, listenerMethods };
  return {
    projectDir,
    config,
    files: findFiles(projectDir, patternsOf(paths, config)),
    ...outputOf(projectDir, given),
    ...(kinds === undefined ? {} : { kinds }),
    ...(operators === undefined ? {} : { operators }),
    ...(operators?.includes(STRYKERS_OWN) === true ? { moreEdits: strykersEdits } : {}),
    vocabulary: Object.fromEntries(Object.entries(words).filter(([, names]) => names !== undefined)),
  };
}

/** `faultline lsit`: a word that is no path, but nearly a command. */
function assertNoCommand(projectDir: string, paths: readonly string[]): void {
  const [first] = paths;
  if (first === undefined || !/^[a-z]+$/.test(first) || existsSync(path.join(projectDir, first))) return;
  throw new UsageError(`No such file or folder: ${first} (looked in ${projectDir}).${didYouMean(first, COMMANDS)}`);
}

/** Exclusions alone take away from `src`. */
function withoutExclusionsOnly(patterns: readonly string[]): readonly string[] {
  return patterns.every((pattern) => pattern.startsWith("!")) ? ["src", ...patterns] : patterns;
}

function outputOf(projectDir: string, { json, format }: SharedArguments): Pick<Input, "format" | "jsonFile"> {
  if (json === undefined) return { format: format ?? "text" };
  if (json !== "") return { format: format ?? "text", jsonFile: reportFile(projectDir, json) };
  if (format === undefined || format === "json") return { format: "json" };
  throw new UsageError(
    `--json and --format ${format} both say what is printed. Leave one out, or give --json a file: --json report.json.`,
  );
}

/** Looked at before the run: a report that cannot be written must not cost it. */
function reportFile(projectDir: string, file: string): string {
  if (!file.endsWith(".json")) throw new UsageError(`--json takes a name that ends in .json, not ${file}.`);
  const target = path.resolve(projectDir, file);
  if (!existsSync(path.dirname(target)))
    throw new UsageError(`The report cannot be written to ${file}: no such folder. Create it first.`);
  if (existsSync(target) && statSync(target).isDirectory())
    throw new UsageError(`The report cannot be written to ${file}: that is a folder.`);
  return file;
}

/** What was named; else what Stryker's configuration mutates; else `src`. */
function patternsOf(paths: readonly string[], { mutate }: ProjectConfig): readonly string[] {
  if (paths.length > 0) return withoutExclusionsOnly(paths.map(String));
  if (mutate === undefined) return ["src"];
  const withoutRanges = mutate.map((pattern) => pattern.replace(/:\d+(:\d+)?-\d+(:\d+)?$/, ""));
  return withoutExclusionsOnly(withoutRanges);
}

/** Writes JSON into the file that was named, if one was. */
export function writeReportFile({ jsonFile, projectDir }: Input, text: string): void {
  if (jsonFile === undefined) return;
  try {
    writeFileSync(path.resolve(projectDir, jsonFile), text);
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${jsonFile}: ${messageOf(error)}`, { cause: error });
  }
}

function split(
  values: readonly string[] | undefined,
  option: string,
  valid: readonly string[],
  what: string,
): readonly string[] | undefined {
  if (values === undefined) return undefined;
  const ids = values
    .flatMap((value) => value.split(","))
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0) throw new UsageError(`${option} needs at least one ${what}. Known: ${valid.join(", ")}.`);
  return ids;
}

/** @throws UsageError for anything but a whole number from 1 on */
export function readConcurrency(value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return value;
  throw new UsageError(
    `--concurrency must be a whole number from 1 on, not ${Number.isNaN(value) ? "a word" : value}.`,
  );
}
