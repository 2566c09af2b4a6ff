/**
 * Every place where we lean on something that Stryker does not export. Each is checked for its shape,
 * so that a Stryker that moved it fails by name instead of misbehaving.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { types as BabelTypes, NodePath } from "@babel/core";
import type { ParserOptions } from "@babel/parser";

interface NodeMutator {
  readonly name: string;
  mutate(nodePath: NodePath): Iterable<BabelTypes.Node>;
}

interface InstrumenterFile {
  readonly name: string;
  readonly content: string;
  readonly mutate: unknown;
}

export interface PlacedMutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly status?: string;
}

interface InstrumentResult {
  readonly mutants: readonly PlacedMutant[];
}

interface InstrumenterClass {
  readonly prototype: {
    instrument(this: unknown, files: readonly InstrumenterFile[], options: unknown): Promise<InstrumentResult>;
  };
}

export interface StrykerInternals {
  readonly allMutators: NodeMutator[];
  readonly Instrumenter: InstrumenterClass;
  readonly types: typeof BabelTypes;
  readonly parse: (code: string, options: ParserOptions) => BabelTypes.File;
}

/** The instrumenter that the installed Stryker core uses, with the Babel that it uses. */
export async function loadInstrumenter(): Promise<StrykerInternals> {
  const core = createRequire(fileURLToPath(import.meta.resolve("@stryker-mutator/core")));
  const entry = core.resolve("@stryker-mutator/instrumenter");
  const instrumenter = createRequire(entry);
  const load = (file: string) => import(pathToFileURL(file).href);
  const [{ Instrumenter }, { allMutators }, babel, parser] = await Promise.all([
    load(entry),
    load(path.join(path.dirname(entry), "mutators", "mutate.js")),
    load(instrumenter.resolve("@babel/core")),
    load(instrumenter.resolve("@babel/parser")),
  ]);
  if (!Array.isArray(allMutators) || typeof Instrumenter?.prototype?.instrument !== "function") {
    throw new Error(drift("the instrumenter's list of mutators"));
  }
  const types = babel.types ?? babel.default?.types;
  const parse = parser.parse ?? parser.default?.parse;
  if (types === undefined || parse === undefined) throw new Error(drift("the instrumenter's Babel"));
  return { allMutators, Instrumenter, types, parse };
}

interface VitestWrapper {
  createVitest(mode: string, options: Record<string, unknown>, ...rest: unknown[]): Promise<VitestContext>;
  readonly version: string;
}

/** What we use of Vitest's own object, over all supported versions. */
export interface VitestContext {
  readonly config: { snapshotOptions: { updateSnapshot: string } };
  readonly projects: readonly {
    readonly config: {
      snapshotOptions: { updateSnapshot: string };
      setupFiles?: readonly string[];
    };
  }[];
  readonly state: {
    getFiles(): readonly VitestFile[];
    readonly errorsSet: Set<unknown>;
  };
  start(files?: string[]): Promise<unknown>;
  provide(key: string, value: unknown): void;
  cancelCurrentRun(reason: string): Promise<void>;
}

/** A suite of Vitest's; a test file is one too. */
export interface VitestSuite {
  readonly name?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly result?: { state?: string; readonly errors?: readonly { readonly message?: string }[] };
  readonly tasks?: readonly VitestSuite[];
}

export interface VitestFile extends VitestSuite {
  readonly filepath: string;
  readonly meta: { readonly hitCount?: number };
}

export interface StockRunner {
  readonly wrapper: VitestWrapper;
  // biome-ignore lint/suspicious/noExplicitAny: an injectable factory of Stryker's, handed back to Stryker as it is
  readonly factory: any;
}

/** Stryker's own Vitest runner. */
export async function loadStockRunner(): Promise<StockRunner> {
  const entry = import.meta.resolve("@stryker-mutator/vitest-runner");
  const { strykerPlugins } = await import(entry);
  const { vitestWrapper } = await import(new URL("./vitest-wrapper.js", entry).href);
  const factory = strykerPlugins?.[0]?.factory;
  if (typeof factory !== "function" || typeof vitestWrapper?.createVitest !== "function") {
    throw new Error(drift("the Vitest runner"));
  }
  return { wrapper: vitestWrapper, factory };
}

/** The JSON schema of the `vitest` section in Stryker's configuration; fills in its defaults. */
export function readVitestOptionsSchema(): Record<string, unknown> {
  const entry = import.meta.resolve("@stryker-mutator/vitest-runner");
  const file = fileURLToPath(new URL("../schema/vitest-runner-options.json", entry));
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Versions of what does the work. */
export function readVersions(projectDir: string): Record<string, string> {
  const versions: Record<string, string> = { node: process.versions.node };
  const own = createRequire(import.meta.url);
  const core = createRequire(own.resolve("@stryker-mutator/core"));
  const packages = { core: own, "vitest-runner": own, instrumenter: core };
  for (const [name, from] of Object.entries(packages)) {
    const version = readVersion(from, `@stryker-mutator/${name}`);
    if (version !== undefined) versions[`@stryker-mutator/${name}`] = version;
  }
  const vitest = readVersion(createRequire(path.join(projectDir, "package.json")), "vitest");
  if (vitest !== undefined) versions["vitest"] = vitest;
  return versions;
}

function readVersion(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from(`${name}/package.json`).version;
  } catch {
    return undefined;
  }
}

function drift(what: string): string {
  const { "@stryker-mutator/core": core, "@stryker-mutator/instrumenter": instrumenter } = readVersions(process.cwd());
  return `faultline does not know ${what} of the installed StrykerJS (core ${core ?? "?"}, instrumenter ${instrumenter ?? "?"}). Install a version in the range that faultline's package.json names.`;
}
