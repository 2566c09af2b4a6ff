// Runs stock Stryker: its own Vitest runner, none of ours. Only the mutators come from faultline, for Stryker has
// none of that sort; with `ownMutators` it has its own. Started by runs.js with the project as working directory and
// the job as its argument; its last line is one JSON document, of outcomes and timings in milliseconds.
import path from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { installBridge } from "../dist/engine/stryker/bridge.js";
import { loadInstrumenter } from "../dist/engine/stryker/internals.js";
import { takeInventory } from "../dist/pipeline.js";
import { moments, REPORTER } from "./timing-reporter.js";

const job = JSON.parse(process.argv[2]);
const bridge = job.ownMutators ? undefined : await replaceMutators(job);

const results = await new Stryker({
  ...(job.configFile === undefined ? {} : { configFile: job.configFile }),
  mutate: job.files.map((file) => file.replace(/[*?[\]{}()]/g, "[$&]")),
  testRunner: "vitest",
  plugins: [
    import.meta.resolve("@stryker-mutator/vitest-runner"),
    import.meta.resolve("./timing-reporter.js"),
    ...job.plugins,
  ],
  appendPlugins: [],
  reporters: [REPORTER],
  checkers: [],
  coverageAnalysis: "perTest",
  ...(job.ownMutators ? {} : { disableTypeChecks: false }),
  tsconfigFile: ".none.json",
  ignorePatterns: [...job.ignorePatterns, ".stryker-tmp"],
  tempDirName: job.tempDir,
  cleanTempDir: "always",
  inPlace: false,
  incremental: false,
  thresholds: { high: 80, low: 60, break: null },
  logLevel: "error",
  fileLogLevel: "off",
  warnings: false,
}).runMutationTest();

const outcomes = results.flatMap(({ id, status, statusReason }) => {
  const mutantId = bridge === undefined ? id : bridge.result.ids.get(id);
  return mutantId === undefined ? [] : [{ mutantId, status, reason: statusReason }];
});
const { dryRunEnd, mutantsEnd } = moments;
const timings = { startMs: dryRunEnd, mutantsMs: mutantsEnd - dryRunEnd, totalMs: performance.now() };
process.stdout.write(`\n${JSON.stringify({ outcomes, timings })}\n`);

async function replaceMutators({ files, kinds, operators }) {
  const projectDir = process.cwd();
  const { paths, mutants } = await takeInventory({ projectDir, files, kinds, operators });
  const holder = {};
  installBridge(
    await loadInstrumenter(),
    paths,
    mutants,
    (file) => path.join(projectDir, file),
    (result) => {
      holder.result = result;
    },
  );
  return holder;
}
