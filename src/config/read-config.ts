/** Reads Stryker's configuration file: our own section of it, and the little we need of the rest. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ts } from "ts-morph";
import { messageOf, UsageError } from "../errors.js";
import { type FaultlineOptions, validateSection } from "./section.js";

/** Stryker's own list, in its order. */
const FILE_NAMES = ["", "."].flatMap((prefix) =>
  ["conf", "config"].flatMap((suffix) =>
    ["json", "js", "mjs", "cjs"].map((extension) => `${prefix}stryker.${suffix}.${extension}`),
  ),
);

export interface ProjectConfig {
  /** Relative to the project; nothing where there is none. */
  readonly file?: string;
  readonly mutate?: readonly string[];
  readonly ignorePatterns: readonly string[];
  /** Plugins that the user's configuration needs besides ours. */
  readonly plugins: readonly string[];
  /** It says how long the run of a mutant may take. */
  readonly setsTimeout: boolean;
  /** How long the tests may take without mutants. */
  readonly dryRunTimeoutMinutes?: number;
  /** How the project's Vitest is to be started. */
  readonly vitest: { readonly configFile?: string; readonly dir?: string; readonly related?: boolean };
  readonly faultline: FaultlineOptions;
}

/** The one that Stryker would take, relative to the project. */
export function configFileOf(projectDir: string): string | undefined {
  return FILE_NAMES.find((name) => existsSync(path.join(projectDir, name)));
}

/**
 * @param named the file given with `--config`
 * @throws UsageError for a file that is missing, broken, or has a wrong `faultline` section
 */
export async function readConfig(projectDir: string, named: string | undefined): Promise<ProjectConfig> {
  const file = named ?? configFileOf(projectDir);
  if (file === undefined) return { ignorePatterns: [], plugins: [], setsTimeout: false, vitest: {}, faultline: {} };
  const absolute = path.resolve(projectDir, file);
  if (!existsSync(absolute)) throw new UsageError(`No such configuration file: ${file} (looked in ${projectDir}).`);
  if (!statSync(absolute).isFile()) throw new UsageError(`${file} is no file, so it cannot be the configuration.`);
  const content = file.endsWith(".json")
    ? parseJson(file, readFileSync(absolute, "utf8"))
    : await importConfig(file, absolute);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new UsageError(`${file} must hold an object.`);
  }
  const options = content as Record<string, unknown>;
  const ignorers = stringList(file, options, "ignorers") ?? [];
  const minutes = options["dryRunTimeoutMinutes"];
  return {
    file,
    ...optional("mutate", stringList(file, options, "mutate")),
    ignorePatterns: stringList(file, options, "ignorePatterns") ?? [],
    plugins: ignorers.length === 0 ? [] : (stringList(file, options, "plugins") ?? []),
    setsTimeout: options["timeoutMS"] !== undefined,
    ...(typeof minutes === "number" ? { dryRunTimeoutMinutes: minutes } : {}),
    vitest: vitestSection(options["vitest"]),
    faultline: validateSection(options["faultline"], file),
  };
}

/** What we need of Stryker's section on Vitest; Stryker itself says what is wrong with it. */
function vitestSection(section: unknown): ProjectConfig["vitest"] {
  if (typeof section !== "object" || section === null) return {};
  const { configFile, dir, related } = section as Record<string, unknown>;
  return {
    ...(typeof configFile === "string" ? { configFile } : {}),
    ...(typeof dir === "string" ? { dir } : {}),
    ...(typeof related === "boolean" ? { related } : {}),
  };
}

/**
 * JSON, whatever byte order mark it begins with.
 *
 * @throws UsageError with the place of the first error
 */
export function parseJson(file: string, text: string): unknown {
  const bare = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(bare);
  } catch (error) {
    const { parseDiagnostics } = ts.parseJsonText(file, bare) as ts.JsonSourceFile & {
      readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
      getLineAndCharacterOfPosition(position: number): ts.LineAndCharacter;
    };
    const [first] = parseDiagnostics ?? [];
    if (first === undefined) throw new UsageError(`${file} is not valid JSON: ${messageOf(error)}`, { cause: error });
    const before = bare.slice(0, first.start).split("\n");
    const message = ts.flattenDiagnosticMessageText(first.messageText, " ");
    throw new UsageError(`${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1} is not valid JSON: ${message}`, {
      cause: error,
    });
  }
}

async function importConfig(file: string, absolute: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(absolute).href)).default;
  } catch (error) {
    throw new UsageError(`${file} cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
}

function stringList(file: string, options: Record<string, unknown>, key: string): readonly string[] | undefined {
  const value = options[key];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw new UsageError(`${file}: "${key}" must be a list of strings.`);
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
