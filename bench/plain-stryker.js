// Runs error-path mutants with stock Stryker: its own Vitest runner, none of ours. Only the mutators
// come from faultline, for Stryker has none of that sort. Started by compare.js with the project as
// working directory and the job as its argument; prints one JSON document.
import path from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { installBridge } from "../dist/engine/stryker/bridge.js";
import { loadInstrumenter } from "../dist/engine/stryker/internals.js";
import { takeInventory } from "../dist/pipeline.js";

const { files, configFile, ignorePatterns } = JSON.parse(process.argv[2]);
const projectDir = process.cwd();
const { paths, mutants } = await takeInventory({ projectDir, files });
let bridge;
installBridge(
  await loadInstrumenter(),
  paths,
  mutants,
  (file) => path.join(projectDir, file),
  (result) => {
    bridge = result;
  },
);

const results = await new Stryker({
  ...(configFile === undefined ? {} : { configFile }),
  mutate: files.map((file) => file.replace(/[*?[\]{}()]/g, "[$&]")),
  testRunner: "vitest",
  plugins: [import.meta.resolve("@stryker-mutator/vitest-runner")],
  reporters: [],
  checkers: [],
  coverageAnalysis: "perTest",
  disableTypeChecks: false,
  tsconfigFile: ".none.json",
  ignorePatterns: [...ignorePatterns, ".stryker-tmp"],
  cleanTempDir: "always",
  logLevel: "error",
  warnings: false,
}).runMutationTest();

const outcomes = results.flatMap(({ id, status, statusReason }) => {
  const mutantId = bridge.ids.get(id);
  return mutantId === undefined ? [] : [{ mutantId, status, reason: statusReason }];
});
process.stdout.write(`\n${JSON.stringify(outcomes)}\n`);
