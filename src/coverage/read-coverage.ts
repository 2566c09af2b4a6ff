/** Line coverage from the user's own reports: found, read, checked, and merged as the parts of one test run. */
import { statSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../errors.js";
import type { Coverage, LineCoverage, SourceText } from "../model.js";
import { namedReports, usualReports } from "./find-reports.js";
import { placeEntries } from "./place-entries.js";
import { type CoverageReport, readReport } from "./read-report.js";
import type { LineHits, ReportEntry } from "./report-entry.js";

export interface CoverageQuestion {
  readonly projectDir: string;
  /** The files that a run is about. */
  readonly sources: readonly SourceText[];
  /** Finds the test files, relative to the project: asked only where there is a report. */
  readonly tests: () => readonly string[];
  /** Do not ask whether a report is older than the sources and tests: their times mean nothing. */
  readonly ignoreAge?: boolean;
}

/** A report whose entries have found their files. */
interface PlacedReport {
  readonly report: CoverageReport;
  readonly name: string;
  readonly entries: readonly { readonly file: string; readonly hits: ReportEntry["hits"] }[];
}

/**
 * Coverage from reports that the user named.
 *
 * @throws UsageError for a report that is missing, broken, of another project, or older than what it covers
 */
export function readNamedCoverage(patterns: readonly string[], question: CoverageQuestion): Coverage {
  const { projectDir } = question;
  const read = namedReports(projectDir, patterns).map((name) => placed(readReport(projectDir, name), projectDir));
  // One part of several may be of another package alone.
  const ofOthers = read.filter(isForeign);
  const kept = ofOthers.length < read.length ? read.filter((each) => !isForeign(each)) : read;
  const reports = kept.map((each) => fitting(each, question));
  if (reports.every(({ entries }) => entries.length === 0)) {
    throw new UsageError(`The coverage report ${reports.map(({ name }) => name).join(", ")} holds no file.`);
  }
  const left = ofOthers.map(({ name }) => `${name} was not used: none of its files is in this project`);
  return merged(reports, question, left);
}

function isForeign({ report, entries }: PlacedReport): boolean {
  return report.entries.length > 0 && entries.length === 0;
}

/** Coverage from a report in one of the usual places, or why none of them could be used. */
export function findCoverage(question: CoverageQuestion): { readonly coverage?: Coverage; readonly notes: string[] } {
  const notes: string[] = [];
  for (const name of usualReports(question.projectDir)) {
    try {
      const report = fitting(placed(readReport(question.projectDir, name), question.projectDir), question);
      const coverage = merged([report], question, notes);
      if (coverage.files.length > 0) return { coverage, notes };
      notes.push(`${name} was not used: it says nothing of these files`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      notes.push(`${name} was not used: ${error.message}`);
    }
  }
  return { notes };
}

/** Coverage from a report that was just made for these files. */
export function coverageOf(report: CoverageReport, question: CoverageQuestion): Coverage {
  return merged([placed(report, question.projectDir)], question, []);
}

/** @throws UsageError for a report of another project, or of other versions of its files */
function fitting(found: PlacedReport, question: CoverageQuestion): PlacedReport {
  const { report, name } = found;
  if (isForeign(found)) {
    throw new UsageError(
      `The coverage report ${name} is of another project: none of its ${report.entries.length} files is in ${question.projectDir} (the first is ${report.entries[0]?.path}).`,
    );
  }
  const newer = question.ignoreAge === true ? undefined : newerThan(found, question);
  if (newer !== undefined) {
    throw new UsageError(
      `The coverage report ${name} is stale: ${newer} has changed since it was written. Take coverage again. Where file times mean nothing, as in a fresh checkout, say --ignore-coverage-age.`,
    );
  }
  return found;
}

function placed(report: CoverageReport, projectDir: string): PlacedReport {
  const { name, entries } = report;
  const places = placeEntries(
    projectDir,
    entries.map((entry) => entry.path),
  );
  return {
    report,
    name,
    entries: entries.flatMap(({ path: each, hits }) => {
      const file = places.get(each);
      return file === undefined ? [] : [{ file, hits }];
    }),
  };
}

/** A source that the report covers, or a test, that was written after it. */
function newerThan({ report, entries }: PlacedReport, question: CoverageQuestion): string | undefined {
  return [...entries.map(({ file }) => file), ...question.tests()].find(
    (file) => modifiedAt(path.join(question.projectDir, file)) > report.writtenAt,
  );
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A line is covered if any part covered it; its hits are those of all parts. */
function merged(reports: readonly PlacedReport[], { sources }: CoverageQuestion, notes: readonly string[]): Coverage {
  const parts = new Map<string, (readonly [report: string, hits: ReportEntry["hits"]])[]>();
  for (const { name, entries } of reports) {
    for (const { file, hits } of entries) parts.set(file, [...(parts.get(file) ?? []), [name, hits]]);
  }
  const files = sources.flatMap(({ file, text }): LineCoverage[] => {
    const own = parts.get(file);
    return own === undefined
      ? []
      : [{ file, hits: own.map(([name, hits]) => linesOf(name, file, hits(), text)).reduce(sum) }];
  });
  const missing = sources.map(({ file }) => file).filter((file) => !parts.has(file));
  const names = reports.map(({ name }) => name);
  return { origin: "reports", reports: names, files, notes: [...notes, ...missingNote(names, missing)] };
}

const MAX_NAMED = 5;

function missingNote(reports: readonly string[], missing: readonly string[]): readonly string[] {
  if (missing.length === 0) return [];
  const rest = missing.length - MAX_NAMED;
  const named = missing.slice(0, MAX_NAMED).join(", ");
  return [
    `${reports.length === 1 ? reports[0] : "the reports"} say${reports.length === 1 ? "s" : ""} nothing of ${named}${rest > 0 ? ` and ${rest} more` : ""}: there, Stryker's per-test coverage counts`,
  ];
}

/** @throws UsageError where the report is of another version of the file */
function linesOf(report: string, file: string, hits: LineHits, text: string): LineHits {
  const lines = text.split("\n").length;
  const executable = Object.entries(hits).filter(([line, count]) => Number(line) >= 1 && Number.isFinite(count));
  const last = Math.max(0, ...executable.map(([line]) => Number(line)));
  if (last > lines) {
    throw new UsageError(
      `The coverage report ${report} is of another version of ${file}: it speaks of line ${last}, and the file has ${lines}. Take coverage again.`,
    );
  }
  return Object.fromEntries(executable);
}

function sum(a: LineHits, b: LineHits): LineHits {
  const total: Record<number, number> = { ...a };
  for (const [line, hits] of Object.entries(b)) total[Number(line)] = (total[Number(line)] ?? 0) + hits;
  return total;
}
