/** Whether the project has a Vitest that the runner can work with. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { UsageError } from "../../errors.js";

/** @throws UsageError where Vitest is missing or older than 2.1 */
export function checkVitest(projectDir: string): void {
  const version = findVitest(projectDir);
  if (version === undefined) {
    throw new UsageError(
      `Vitest is not installed in ${projectDir}. faultline runs a project's Vitest tests: add it with \`npm install --save-dev vitest\`, or run faultline in the folder whose package.json has it.`,
    );
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 2 || (major === 2 && minor < 1)) {
    throw new UsageError(
      `faultline needs Vitest 2.1 or later; this project has ${version}. Update it with \`npm install --save-dev vitest@latest\`.`,
    );
  }
}

/** The version of a project's Vitest, if it has one. */
export function findVitest(projectDir: string): string | undefined {
  try {
    const file = createRequire(path.join(projectDir, "package.json")).resolve("vitest/package.json");
    return JSON.parse(readFileSync(file, "utf8")).version;
  } catch {
    return undefined;
  }
}
