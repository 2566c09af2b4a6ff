/** What `faultline init` does in a project: plans everything first, and writes only when all of it can be done. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { configFileOf, parseJson } from "../config/read-config.js";
import { messageOf, UsageError } from "../errors.js";
import { newConfig, sectionToAdd, withSection } from "./stryker-config.js";
import { githubWorkflow, gitlabJobs, type PackageManager } from "./workflows.js";

export type Ci = "github" | "gitlab";

/** One line of what was done, or left. */
export interface Step {
  readonly file: string;
  readonly did: "created" | "changed" | "left";
  readonly what: string;
  /** To be read and done by the user. */
  readonly more?: string;
}

interface Plan extends Step {
  /** The new text; nothing where the file is left. */
  readonly text?: string;
}

/**
 * @param config the configuration file to use, relative to the project; else the one that Stryker would take
 * @returns what was done, file by file
 * @throws UsageError with nothing written, for a file that cannot be read as JSON or cannot be written
 */
export function setUp(projectDir: string, ci: Ci | undefined, config?: string): readonly Step[] {
  if (!existsSync(path.join(projectDir, "package.json"))) {
    throw new UsageError(
      `There is no package.json in ${projectDir}. Run \`faultline init\` in the folder of the package that the tests belong to.`,
    );
  }
  const plans = [
    planConfig(projectDir, config),
    ...planIgnored(projectDir),
    ...(ci === undefined ? [] : [planCi(projectDir, ci)]),
  ];
  for (const plan of plans) assertWritable(projectDir, plan);
  for (const plan of plans) write(projectDir, plan);
  return plans.map(({ text, ...step }) => step);
}

function planConfig(projectDir: string, named: string | undefined): Plan {
  const file = named ?? configFileOf(projectDir);
  if (file === undefined || (file.endsWith(".json") && !existsSync(path.join(projectDir, file)))) {
    const mutate = mutateOf(projectDir);
    return {
      file: file ?? "stryker.conf.json",
      did: "created",
      what: `the sources are ${mutate[0]}, and all settings are the defaults`,
      text: newConfig({ mutate }),
    };
  }
  if (!file.endsWith(".json")) {
    return {
      file,
      did: "left",
      what: "it is a program, so add this to what it exports, if you want other settings than the defaults",
      more: sectionToAdd(),
    };
  }
  const text = readFileSync(path.join(projectDir, file), "utf8");
  const content = parseJson(file, text);
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new UsageError(`${file} must hold an object.`);
  if (Object.hasOwn(content, "faultline"))
    return { file, did: "left", what: 'the "faultline" section is already there' };
  return { file, did: "changed", what: 'has a "faultline" section now, with the defaults', text: withSection(text) };
}

const EXTENSIONS = "{ts,tsx,mts,cts,js,jsx,mjs,cjs}";

/** The folder that the sources are in, by the names that are usual. */
function mutateOf(projectDir: string): readonly string[] {
  const folder = ["src", "lib", "app", "source"].find((name) => isFolder(path.join(projectDir, name)));
  const tests = `!**/*.{test,spec,stories,d}.${EXTENSIONS}`;
  if (folder !== undefined) return [`${folder}/**/*.${EXTENSIONS}`, tests];
  const apart = "!{node_modules,dist,build,coverage,test,tests,e2e}/**";
  return [`**/*.${EXTENSIONS}`, tests, apart, `!*.config.${EXTENSIONS}`];
}

function planIgnored(projectDir: string): readonly Plan[] {
  const file = ".gitignore";
  const absolute = path.join(projectDir, file);
  if (!existsSync(absolute)) return [];
  const text = readFileSync(absolute, "utf8");
  const isThere = text.split("\n").some((line) => /^(\*\*)?\/?\.stryker-tmp(\/\**)?$/.test(line.trim()));
  if (isThere) return [{ file, did: "left", what: ".stryker-tmp is already there" }];
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text === "" || text.endsWith("\n") ? text : `${text}${lineEnd}`;
  return [{ file, did: "changed", what: "has .stryker-tmp now", text: `${before}.stryker-tmp${lineEnd}` }];
}

function planCi(projectDir: string, ci: Ci): Plan {
  const manager = managerOf(projectDir);
  const file = ci === "github" ? ".github/workflows/faultline.yml" : ".gitlab-ci.yml";
  const text = ci === "github" ? githubWorkflow(manager) : gitlabJobs(manager);
  if (!existsSync(path.join(projectDir, file)))
    return { file, did: "created", what: `runs on what a change touches, and on all of it by schedule`, text };
  if (readFileSync(path.join(projectDir, file), "utf8").includes("faultline"))
    return { file, did: "left", what: "it is already there" };
  return { file, did: "left", what: "there is one, so add these jobs to it", more: text };
}

function managerOf(projectDir: string): PackageManager {
  const has = (name: string) => existsSync(path.join(projectDir, name));
  if (has("pnpm-lock.yaml")) return "pnpm";
  if (has("yarn.lock")) return "yarn";
  return has("bun.lock") || has("bun.lockb") ? "bun" : "npm";
}

/** Looked at before anything is written, so that a set-up is done as a whole or not at all. */
function assertWritable(projectDir: string, { file, text }: Plan): void {
  if (text === undefined) return;
  let existing = path.join(projectDir, file);
  while (!existsSync(existing)) existing = path.dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
    if (existing !== path.join(projectDir, file) && !isFolder(existing)) throw new Error(`${existing} is no folder`);
  } catch (error) {
    throw new UsageError(`${file} cannot be written, so nothing was changed: ${messageOf(error)}`, { cause: error });
  }
}

function write(projectDir: string, { file, text }: Plan): void {
  if (text === undefined) return;
  const target = path.join(projectDir, file);
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

function isFolder(name: string): boolean {
  return existsSync(name) && statSync(name).isDirectory();
}
