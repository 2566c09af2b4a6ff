/** The report as a versioned JSON document; `schema/report.schema.json` says what is in it. */
import type { ErrorPath, JudgedMutant, Mutant, PathVerdict, Report } from "../model.js";

export const SCHEMA_VERSION = 1;

export function renderJson(report: Report): string {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: "faultline", version: report.versions["faultline"] ?? "", versions: report.versions },
    complete: !report.incomplete && report.problems.length === 0,
    coverage: report.coverage,
    confidence: report.confidence,
    evaluation: report.evaluation,
    timings: Object.fromEntries(Object.entries(report.timings).map(([name, ms]) => [name, Math.round(ms)])),
    durationMs: Math.round(report.durationMs),
    totals: report.totals,
    files: report.fileConfidence,
    errorPaths: report.verdicts.map(pathOf),
    tests: report.baseline.tests,
    touching: report.touching,
    quarantined: report.baseline.quarantined,
    problems: report.problems,
    staleSuppressions: report.stale,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What both documents, the report and the list, say of an error path. */
export function pathFields({ id, file, kind, owner, title, range, notes, dependencies, confidence }: ErrorPath) {
  return { id, file, kind, owner, title, range, notes, dependencies, confidence };
}

/** What both documents say of a mutant. */
export function mutantFields({ id, operator, range, original, replacement }: Mutant) {
  return { id, operator, range, original, replacement };
}

function pathOf({ path, verdict, reason, reachedBy, mutants, probes, lines, ...marks }: PathVerdict) {
  return {
    ...pathFields(path),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    coveredButUnverified: marks.coveredButUnverified,
    ...(lines === undefined ? {} : { lines }),
    stubbed: marks.stubbed,
    stubs: marks.stubs,
    reachedBy,
    mutants: mutants.map(mutantOf),
    probes: probes.map(mutantOf),
  };
}

function mutantOf({ mutant, outcome }: JudgedMutant) {
  const { status, coveredBy, killedBy, testsCompleted, reason } = outcome;
  return {
    ...mutantFields(mutant),
    status,
    coveredBy,
    killedBy,
    testsCompleted,
    static: outcome.static === true,
    ...(reason === undefined ? {} : { reason }),
  };
}
