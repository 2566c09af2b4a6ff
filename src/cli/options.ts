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
  "diff",
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

const COMMANDS = ["run", "list", "explain", "suggest"];

export interface SharedArguments {
  readonly paths?: readonly string[];
  readonly config?: string;
  readonly kinds?: readonly string[];
  readonly operators?: readonly string[];
  readonly json?: string;
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
  /** Where JSON goes: nowhere, to standard output, or into a file. */
  readonly json: "none" | "stdout" | { readonly file: string };
}

/** @throws UsageError for anything that was given wrongly */
export async function readInput(given: SharedArguments): Promise<Input> {
  const projectDir = process.cwd();
  const config = await readConfig(projectDir, given.config);
  const { json, paths = [] } = given;
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
    json: json === undefined ? "none" : json === "" ? "stdout" : { file: reportFile(projectDir, json) },
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
export function writeReportFile({ json, projectDir }: Input, text: string): void {
  if (typeof json !== "object") return;
  try {
    writeFileSync(path.resolve(projectDir, json.file), text);
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${json.file}: ${messageOf(error)}`, { cause: error });
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
