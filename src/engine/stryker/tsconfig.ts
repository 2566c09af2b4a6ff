/**
 * tsconfig files in the sandbox. Stryker rewrites them with the project's TypeScript, and TypeScript 7
 * has no API for that; so Stryker is kept from it, and what is needed is done here: the sandbox lies
 * deeper than the project, so paths that leave the project must climb further.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";

/** A string in JSON that is a relative path. */
const RELATIVE = /"(\.\.?\/(?:[^"\\]|\\.)*)"/g;

/** The tsconfig files of a project, relative to it, that refer to something outside of it. */
export function tsconfigsToRewrite(projectDir: string): readonly string[] {
  return globSync(["**/tsconfig*.json", "**/jsconfig*.json"], {
    cwd: projectDir,
    ignore: ["**/node_modules/**", "**/.stryker-tmp/**"],
  }).filter((file) => rewriteTsconfig(file, projectDir, path.join(projectDir, "a", "b")) !== undefined);
}

/**
 * The text of a tsconfig file as it must be in the sandbox.
 *
 * @returns nothing where the file needs no change, or is not in the sandbox
 */
export function rewriteTsconfig(file: string, projectDir: string, sandboxDir: string): string | undefined {
  const original = path.join(projectDir, file);
  if (!existsSync(original)) return undefined;
  const text = readFileSync(original, "utf8");
  const rewritten = text.replace(RELATIVE, (whole, reference: string) => {
    const target = path.resolve(path.dirname(original), reference);
    if (!path.relative(projectDir, target).startsWith("..")) return whole;
    const from = path.dirname(path.join(sandboxDir, file));
    return JSON.stringify(path.relative(from, target).replaceAll("\\", "/"));
  });
  return rewritten === text ? undefined : rewritten;
}
