/** lcov tracefiles (`lcov.info`). */
import parse from "@friedemannsommer/lcov-parser/sync";
import { UsageError } from "../errors.js";
import type { LineHits, ReportEntry } from "./report-entry.js";

const END = "end_of_record";

/** @throws UsageError for text that is no tracefile, or only the beginning of one */
export function readLcov(report: string, text: string): readonly ReportEntry[] {
  const records = text.replace(/\r\n?/g, "\n").split(/^end_of_record\s*$/m);
  const rest = records.pop()?.trim() ?? "";
  if (/^SF:/m.test(rest)) {
    throw new UsageError(
      `${report} is cut off: its last record has no ${END}. The run that wrote it did not end well; take coverage again.`,
    );
  }
  if (!/^(TN:.*|#.*)?$/.test(rest)) {
    throw new UsageError(
      `${report} is no coverage report: neither JSON nor lcov. faultline reads Istanbul JSON (coverage-final.json) and lcov (lcov.info).`,
    );
  }
  return records.map((record) => {
    const path = /^SF:(.*)$/m.exec(record)?.[1]?.trim();
    if (path === undefined || path === "") throw new UsageError(`${report} has a record without a file name (SF:).`);
    return { path, hits: () => lineHits(`${record.trim()}\n${END}\n`) };
  });
}

function lineHits(record: string): LineHits {
  const hits: Record<number, number> = {};
  for (const { lines } of parse({ from: record })) {
    for (const { line, hit } of lines.details) hits[line] = Math.max(hits[line] ?? 0, hit);
  }
  return hits;
}
