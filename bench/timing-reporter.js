// A plugin for Stryker: a reporter that notes when the run without mutants ended, and when the last mutant did.
import { declareFactoryPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";

export const REPORTER = "bench-timing";

/** In milliseconds since this process began; set when it happens. */
export const moments = {};

function createReporter() {
  return {
    onDryRunCompleted() {
      moments.dryRunEnd = performance.now();
    },
    onMutationTestReportReady() {
      moments.mutantsEnd = performance.now();
    },
  };
}
createReporter.inject = tokens();

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Reporter, REPORTER, createReporter)];
