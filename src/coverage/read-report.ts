import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { messageOf, UsageError } from "../errors.js";
import { readIstanbul } from "./istanbul.js";
import { readLcov } from "./lcov.js";
import type { ReportEntry } from "./report-entry.js";

/** A coverage report as it lies on the disk. */
export interface CoverageReport {
  /** As it is named to the user. */
  readonly name: string;
  /** When it was written, in milliseconds since the epoch. */
  readonly writtenAt: number;
  readonly entries: readonly ReportEntry[];
}

/**
 * Reads one report, whichever of the two formats it has.
 *
 * @throws UsageError for a file that is missing, empty, cut off, or something else
 */
export function readReport(projectDir: string, name: string): CoverageReport {
  const file = path.resolve(projectDir, name);
  let text: string;
  let writtenAt: number;
  try {
    writtenAt = statSync(file).mtimeMs;
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`The coverage report ${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  return { name, writtenAt, entries: parseReport(name, text) };
}

/** @throws UsageError for text that is empty, cut off, or no report */
export function parseReport(name: string, text: string): readonly ReportEntry[] {
  const bare = text.replace(/^\uFEFF/, "");
  const first = /\S/.exec(bare)?.[0];
  if (first === undefined) {
    throw new UsageError(
      `The coverage report ${name} is empty. The run that wrote it did not end well; take it again.`,
    );
  }
  return first === "{" || first === "[" ? readIstanbul(name, bare) : readLcov(name, bare);
}
