/** Starts the Vitest of a project, or of a sandbox of it, in a process of our own: quietly, and once. */
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { VitestSettings } from "../engine.js";
import { findVitest } from "./vitest-version.js";

export interface OpenedVitest<V> {
  readonly vitest: V;
  readonly version: string;
}

/** What every run of ours needs of a configuration. */
interface Configured {
  readonly config: { readonly snapshotOptions: { updateSnapshot: string } };
}

/**
 * @param dir where the project is, and its `vitest`
 * @param more Vitest's options for this run
 */
export async function openVitest<V extends Configured & { readonly projects?: readonly Configured[] }>(
  dir: string,
  { configFile, dir: testsDir }: VitestSettings,
  more: Readonly<Record<string, unknown>>,
): Promise<OpenedVitest<V>> {
  const project = createRequire(path.join(dir, "package.json"));
  const { createVitest } = await import(pathToFileURL(project.resolve("vitest/node")).href);
  const vitest: V = await createVitest("test", {
    ...(configFile === undefined ? {} : { config: configFile }),
    ...(testsDir === undefined ? {} : { dir: testsDir }),
    watch: false,
    passWithNoTests: true,
    reporters: [{}],
    onConsoleLog: () => false,
    ...more,
  });
  // Nothing is to be written into the project, and with a mutant active no snapshot at all.
  for (const { config } of [vitest, ...(vitest.projects ?? [])]) config.snapshotOptions.updateSnapshot = "none";
  // Vitest 2.1 does not tell it.
  return { vitest, version: findVitest(dir) ?? "0" };
}
