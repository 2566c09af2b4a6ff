// The project that is measured: its configuration and the source files in question, as faultline reads them.
import path from "node:path";
import { readConfig } from "../dist/config/read-config.js";
import { findFiles } from "../dist/source/find-files.js";

/** @param paths files, folders or globs; without any, what the configuration mutates, else `src` */
export async function openProject(folder, configFile, paths) {
  const projectDir = path.resolve(folder);
  const config = await readConfig(projectDir, configFile);
  const mutated = config.mutate?.map((pattern) => pattern.replace(/:\d+(:\d+)?-\d+(:\d+)?$/, ""));
  const files = findFiles(projectDir, paths.length > 0 ? paths : (mutated ?? ["src"]));
  return { projectDir, configFile, config, files };
}
