/** Istanbul JSON (`coverage-final.json`), as nyc and Vitest's providers write it. */
import coverage from "istanbul-lib-coverage";
import { messageOf, UsageError } from "../errors.js";
import type { LineHits, ReportEntry } from "./report-entry.js";

/** @throws UsageError for text that is no JSON, or JSON of another sort */
export function readIstanbul(report: string, text: string): readonly ReportEntry[] {
  const content = parse(report, text);
  if (!isObject(content)) throw new UsageError(`${report} is JSON, but no coverage report: it must hold an object.`);
  const hint = otherSort(content);
  if (hint !== undefined) throw new UsageError(`${report} ${hint}`);
  return Object.entries(content).map(([key, entry]) => {
    if (!isObject(entry) || !isObject(entry["statementMap"]) || !isObject(entry["s"])) {
      throw new UsageError(
        `${report} is no coverage report: its entry "${key}" has no statementMap. faultline reads Istanbul JSON (coverage-final.json) and lcov.`,
      );
    }
    const path = typeof entry["path"] === "string" ? entry["path"] : key;
    return { path, hits: () => lineHits(report, path, entry) };
  });
}

function parse(report: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${report} is not valid JSON: ${messageOf(error)}. Was the run that wrote it cut off? Take coverage again.`,
      { cause: error },
    );
  }
}

/** What else is found under such names. */
function otherSort(content: Record<string, unknown>): string | undefined {
  if (isObject(content["total"]) && isObject(content["total"]["lines"])) {
    return 'holds totals only, no lines. Name the coverage-final.json beside it, or add the "json" reporter to the coverage options.';
  }
  if (Array.isArray(content["result"])) {
    return 'is raw V8 coverage. Name a report made from it: coverage-final.json (reporter "json") or lcov.info.';
  }
  return undefined;
}

function lineHits(report: string, path: string, entry: Record<string, unknown>): LineHits {
  try {
    const file = coverage.createFileCoverage({ path, fnMap: {}, f: {}, branchMap: {}, b: {}, ...entry } as never);
    return file.getLineCoverage();
  } catch (error) {
    throw new UsageError(`${report}: its entry for ${path} is broken: ${messageOf(error)}`, { cause: error });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
