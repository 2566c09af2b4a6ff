/**
 * The plugin that Stryker loads, in the host and in each of its workers: a reporter that hands results
 * to the host, and the test runner.
 */
import type { MutantResult } from "@stryker-mutator/api/core";
import { commonTokens, declareFactoryPlugin, type Injector, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import type { DryRunCompletedEvent, Reporter } from "@stryker-mutator/api/report";
import type { TestRunner } from "@stryker-mutator/api/test-runner";
import { loadStockRunner, readVitestOptionsSchema } from "./internals.js";
import { FaultlineTestRunner } from "./runner.js";
import { readSession } from "./session.js";

export const PLUGIN_NAME = "faultline";

/** Where the reporter's events go; set by the host before the run. */
export const sink: {
  onDryRun?: (event: DryRunCompletedEvent) => void;
  onMutant?: (result: Readonly<MutantResult>) => void;
} = {};

function createReporter(): Reporter {
  return {
    onDryRunCompleted: (event) => sink.onDryRun?.(event),
    onMutantTested: (result) => sink.onMutant?.(result),
  };
}
createReporter.inject = tokens();

function createTestRunner(injector: Injector): TestRunner {
  const loadStock = async () => {
    const module = await loadStockRunner();
    return { stock: injector.injectFunction(module.factory) as TestRunner, module };
  };
  return new FaultlineTestRunner(loadStock, readSession());
}
createTestRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.Reporter, PLUGIN_NAME, createReporter),
  declareFactoryPlugin(PluginKind.TestRunner, PLUGIN_NAME, createTestRunner),
];

export const strykerValidationSchema = readVitestOptionsSchema();
