/** Runs Stryker's real instrumenter, with our bridge, on a piece of code. */
import path from "node:path";
import { type BridgeResult, installBridge } from "../../src/engine/stryker/bridge.js";
import { loadInstrumenter } from "../../src/engine/stryker/internals.js";
import type { Mutant } from "../../src/model.js";
import { operatorIds } from "../../src/operators/registry.js";
import { mutantsOf, pathsOf } from "./mutate.js";

interface Instrumented extends BridgeResult {
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

const silent = { debug() {}, info() {}, warn() {}, error() {}, isDebugEnabled: () => false };

export async function instrument(code: string, file = "code.ts", operators = operatorIds): Promise<Instrumented> {
  const internals = await loadInstrumenter();
  const bare = code.replace(/^\uFEFF/, "");
  const mutants = mutantsOf(bare, operators, file);
  let result: BridgeResult | undefined;
  const absolute = (name: string) => path.resolve("/", name);
  installBridge(internals, pathsOf(bare, file), mutants, absolute, (told) => {
    result = told;
  });
  const Instrumenter = internals.Instrumenter as unknown as new (
    ...args: unknown[]
  ) => {
    instrument(files: unknown, options: unknown): Promise<{ files: { content: string }[] }>;
  };
  const { files } = await new Instrumenter(silent).instrument([{ name: absolute(file), content: code, mutate: true }], {
    ignorers: [],
    excludedMutations: [],
    plugins: null,
  });
  if (result === undefined) throw new Error("the bridge did not tell its result");
  return { ...result, code: files[0]?.content ?? "", mutants };
}
