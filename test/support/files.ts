/** A folder of files for one test. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** Writes files below a new folder, which is gone when the test ends. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "faultline-files-")));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return dir;
}
