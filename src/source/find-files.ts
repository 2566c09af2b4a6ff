/** Which files a run is about: from what the user named to a sorted list of source files. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { globSync, isDynamicPattern } from "tinyglobby";
import { UsageError } from "../errors.js";

const EXTENSIONS = ["ts", "tsx", "js", "jsx", "mts", "cts", "mjs", "cjs"];
const SOURCE = new RegExp(`\\.(${EXTENSIONS.join("|")})$`, "i");
const DECLARATION = /\.d\.([^./]+\.)?[cm]?ts$/i;
const TEST = /\.(test|spec|test-d|bench|stories)\.[^./]+$|(^|\/)(__tests__|__mocks__|__fixtures__)\//i;
const TEST_FOLDER = /(^|\/)(tests?|e2e|fixtures|cypress|playwright)\//i;
const CONFIG = /^[^/]*\.(config|conf|setup)\.[cm]?[jt]s$/i;
const IGNORED = ["**/node_modules/**", "**/.git/**", "**/.stryker-tmp/**"];
/** At the top of a project only, and only while nobody names them. */
const OUTPUT = /^(dist|build|coverage)\//;

/**
 * Source files, relative to the project, with `/`, sorted, none twice.
 *
 * @param patterns files, folders and globs, as typed; `!` in front takes away
 * @throws UsageError for a path that does not exist, lies outside, is no source, or gives nothing
 */
export function findFiles(projectDir: string, patterns: readonly string[]): readonly string[] {
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const ignore = [
    ...IGNORED,
    ...patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => relative(projectDir, pattern.slice(1))),
  ];
  const found = wanted.flatMap((pattern) => filesOf(projectDir, pattern, ignore));
  const files = [...new Set(found)].sort();
  if (files.length === 0) {
    throw new UsageError(
      `No source files in ${wanted.join(", ") || "."}. faultline looks for ${EXTENSIONS.map((each) => `.${each}`).join(" ")} files that are not tests or declarations.`,
    );
  }
  return files;
}

/** Files that are tests or belong to them, relative to the project, with `/`, sorted. */
export function findTests(projectDir: string): readonly string[] {
  const options = { cwd: projectDir, ignore: IGNORED, dot: false, followSymbolicLinks: false };
  return globSync(`**/*.{${EXTENSIONS.join(",")}}`, options)
    .filter((file) => (TEST.test(file) || TEST_FOLDER.test(file)) && !OUTPUT.test(file))
    .sort();
}

function filesOf(projectDir: string, pattern: string, ignore: readonly string[]): readonly string[] {
  const name = relative(projectDir, pattern);
  const absolute = path.join(projectDir, name);
  if (existsSync(absolute)) {
    if (!statSync(absolute).isDirectory()) return [singleFile(name)];
    return search(
      projectDir,
      name === "" ? `**/*.{${EXTENSIONS.join(",")}}` : `${escapeGlob(name)}/**/*.{${EXTENSIONS.join(",")}}`,
      ignore,
      name,
    );
  }
  if (isDynamicPattern(name)) return search(projectDir, name, ignore, "");
  throw new UsageError(`No such file or folder: ${pattern} (looked in ${projectDir}).`);
}

function singleFile(name: string): string {
  if (DECLARATION.test(name)) throw new UsageError(`${name} is a declaration file: it holds no code that could fail.`);
  if (!SOURCE.test(name)) throw new UsageError(`${name} is not a TypeScript or JavaScript source file.`);
  if (TEST.test(name)) throw new UsageError(`${name} is a test file. Name the source file that it tests.`);
  return name;
}

/** Below a folder that the user named, its own name does not make a file a test. */
function search(projectDir: string, glob: string, ignore: readonly string[], root: string): readonly string[] {
  return globSync(glob, {
    cwd: projectDir,
    ignore: [...ignore],
    dot: false,
    followSymbolicLinks: false,
    expandDirectories: false,
  }).filter((file) => {
    const below = root === "" ? file : file.slice(root.length + 1);
    return (
      SOURCE.test(file) &&
      !DECLARATION.test(file) &&
      !TEST.test(file) &&
      !TEST_FOLDER.test(below) &&
      !(root === "" && OUTPUT.test(file)) &&
      !CONFIG.test(file)
    );
  });
}

/** @throws UsageError for a path outside of the project */
function relative(projectDir: string, pattern: string): string {
  const name = path.relative(projectDir, path.resolve(projectDir, pattern)).replaceAll("\\", "/");
  if (name === ".." || name.startsWith("../") || path.isAbsolute(name)) {
    throw new UsageError(
      `${pattern} lies outside of ${projectDir}. faultline works on one project at a time: run it in the folder of the package that the file belongs to.`,
    );
  }
  return name;
}

function escapeGlob(name: string): string {
  return name.replace(/[*?[\]{}()!+@]/g, "\\$&");
}
