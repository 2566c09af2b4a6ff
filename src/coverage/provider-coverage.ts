/** Line coverage where the user has no report: from the project's own provider, or from nobody but Stryker. */
import { UsageError } from "../errors.js";
import type { Coverage, SourceText } from "../model.js";
import { coverageOf } from "./read-coverage.js";
import { parseReport } from "./read-report.js";

/** What Stryker's per-test coverage shows: known only when the outcomes are, so there are no files here. */
export function perTestCoverage(notes: readonly string[]): Coverage {
  return { origin: "per-test", reports: [], files: [], notes };
}

/** Nobody asked for line coverage. */
export const noCoverage: Coverage = { origin: "none", reports: [], files: [], notes: [] };

/** A report that the project's provider has just made, or why it has not. */
export function providerCoverage(
  made: { readonly provider: string; readonly report: string } | { readonly problem: string },
  projectDir: string,
  sources: readonly SourceText[],
  notes: readonly string[],
): Coverage {
  if ("problem" in made) return perTestCoverage([...notes, `no coverage run: ${made.problem}`]);
  try {
    const report = { name: made.provider, writtenAt: Date.now(), entries: parseReport(made.provider, made.report) };
    const { files, notes: found } = coverageOf(report, { projectDir, sources, tests: () => [] });
    return { origin: "provider", reports: [made.provider], files, notes: [...notes, ...found] };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return perTestCoverage([...notes, `the coverage run is of no use: ${error.message}`]);
  }
}
