/** Our setup files: they run inside of the user's tests, and must lie in the sandbox for that. */
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("./in-sandbox", import.meta.url));

/** Where everything of ours is in the sandbox. */
export const FOLDER = ".faultline";

/** Copies them into a sandbox. */
export function copySetupFiles(sandbox: string): void {
  mkdirSync(path.join(sandbox, FOLDER), { recursive: true });
  for (const file of readdirSync(SOURCE)) {
    if (file.endsWith(".js")) copyFileSync(path.join(SOURCE, file), path.join(sandbox, FOLDER, file));
  }
}

export function setupFileIn(sandbox: string, kind: "pass" | "isolated"): string {
  return path.join(sandbox, FOLDER, `${kind}-setup.js`);
}
