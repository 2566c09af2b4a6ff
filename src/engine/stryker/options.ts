/** What Stryker is told. The user's own configuration stands, but for what a faultline run must decide. */
import path from "node:path";
import type { PartialStrykerOptions } from "@stryker-mutator/api/core";
import { escapeGlob } from "./escape-glob.js";
import { PLUGIN_NAME } from "./plugin.js";
import type { Job } from "./protocol.js";

/**
 * Stryker's own default is 5 s, as is Vitest's for a test: a test that hangs would be a kill or a timeout by
 * chance. Twice that lets Vitest end the test first.
 */
const TIMEOUT_MS = 10_000;

/** As long as a timer of Node's can run. */
const NO_LIMIT_MINUTES = 24 * 24 * 60;

/** No such file: keeps Stryker from rewriting tsconfig files, see tsconfig.ts. */
const NO_TSCONFIG = ".faultline-leaves-tsconfig-alone.json";

export function strykerOptions(job: Job, files: readonly string[]): PartialStrykerOptions {
  return {
    ...(job.configFile === undefined ? {} : { configFile: job.configFile }),
    ...(job.concurrency === undefined ? {} : { concurrency: job.concurrency }),
    mutate: files.map((file) => escapeGlob(path.join(job.projectDir, file))),
    ...(job.setsTimeout ? {} : { timeoutMS: TIMEOUT_MS }),
    // It is more than that: the pass. How long the tests may take by themselves the runner looks after.
    dryRunTimeoutMinutes: NO_LIMIT_MINUTES,
    testRunner: PLUGIN_NAME,
    plugins: [new URL("./plugin.js", import.meta.url).href, ...job.plugins],
    appendPlugins: [],
    reporters: [PLUGIN_NAME],
    checkers: [],
    coverageAnalysis: "perTest",
    ignorePatterns: [...job.ignorePatterns, ".stryker-tmp"],
    tempDirName: job.tempDir,
    cleanTempDir: "always",
    inPlace: false,
    incremental: false,
    allowEmpty: true,
    // All killers of a mutant are wanted, not just the first; the runner ends what takes too long.
    disableBail: true,
    ignoreStatic: false,
    disableTypeChecks: false,
    tsconfigFile: NO_TSCONFIG,
    thresholds: { high: 80, low: 60, break: null },
    warnings: false,
    // At its debug level Stryker's runner prints the configuration of Vitest, which is circular in Vitest 5.
    logLevel: (job.log ? "info" : "error") as never,
    fileLogLevel: "off" as never,
    allowConsoleColors: false,
  };
}
