/**
 * One line a finding, for editors and coding agents, without colours, whatever the terminal is like:
 *
 *     file:line:col: severity: operator: what; test: hint [mutant-id]
 *
 * An error path that no test reaches has `unreached` for an operator, and its own id.
 */
import type { Inventory, JudgedMutant, PathVerdict, Position, Report } from "../model.js";
import { kindTitle, operatorOf } from "./describe.js";
import { plain } from "./style.js";

type Severity = "error" | "warning" | "info";

interface Finding {
  readonly file: string;
  readonly position?: Position;
  readonly severity: Severity;
  readonly name: string;
  readonly what: string;
  readonly test?: string;
  readonly id?: string;
}

/** Ends with a line break; nothing to say is no line at all. */
export function renderCompact(report: Report): string {
  return linesOf([
    ...report.verdicts.flatMap((verdict) => findingsOn(verdict, report)),
    ...report.baseline.quarantined.map(
      ({ file, name, message }): Finding => ({
        file,
        severity: "info",
        name: "quarantined",
        what: `"${name}" fails with no mutant active, so it is no evidence: ${message}`,
      }),
    ),
    ...report.stale.map(
      ({ file, line, message }): Finding => ({
        file,
        position: { line, column: 1 },
        severity: "info",
        name: "stale-suppression",
        what: message,
      }),
    ),
    ...report.problems.map(problem),
  ]);
}

/** The same of `faultline list`: every mutant that would be tried. */
export function renderCompactList({ paths, mutants, descriptions, problems }: Inventory): string {
  const owners = new Map(paths.map(({ id, owner }) => [id, owner]));
  return linesOf([
    ...mutants.map((mutant): Finding => {
      const { title, hint } = operatorOf(descriptions, mutant);
      const { file, range, operator, id, pathId } = mutant;
      const what = `${title}, in ${owners.get(pathId) ?? "?"}`;
      return { file, position: range.start, severity: "info", name: operator, what, test: hint, id };
    }),
    ...problems.map(problem),
  ]);
}

function findingsOn(verdict: PathVerdict, report: Report): readonly Finding[] {
  const { path, mutants, probes } = verdict;
  const where = { file: path.file, position: path.range.start, id: path.id };
  const unnoticed = probes
    .filter(({ outcome }) => outcome.status === "survived")
    .map((probe) => survivor(probe, verdict, report, "info"));
  switch (verdict.verdict) {
    case "unreached":
      return [unreached(verdict, report), ...unnoticed];
    case "inconclusive":
      return [
        {
          ...where,
          severity: "info",
          name: "inconclusive",
          what: `nothing is known of this ${kindTitle(report.descriptions, path)} in ${path.owner}: ${verdict.reason ?? reasonOf(mutants)}`,
        },
        ...unnoticed,
      ];
    case "unasserted": {
      const missed = mutants.filter(({ outcome }) => outcome.status === "survived" || outcome.status === "no-coverage");
      if (missed.length > 0) return [...missed.map((each) => survivor(each, verdict, report, "warning")), ...unnoticed];
      const what = `the ${kindTitle(report.descriptions, path)} in ${path.owner} is verified against stubs only`;
      return [
        { ...where, severity: "warning", name: "stubbed", what, test: "run it against the real thing" },
        ...unnoticed,
      ];
    }
    case "asserted":
      return unnoticed;
  }
}

function survivor(
  { mutant, outcome }: JudgedMutant,
  { path }: PathVerdict,
  report: Report,
  severity: Severity,
): Finding {
  const { title, hint } = operatorOf(report.descriptions, mutant);
  const ran = outcome.coveredBy.length;
  const by =
    ran === 0
      ? "run by no test"
      : `not noticed by ${ran === 1 ? "the 1 test that runs" : `the ${ran} tests that run`} it`;
  return {
    file: path.file,
    position: mutant.range.start,
    severity,
    name: mutant.operator,
    what: `${title}, in ${path.owner}, ${by}`,
    test: hint,
    id: mutant.id,
  };
}

function unreached({ path, mutants }: PathVerdict, report: Report): Finding {
  const [first] = mutants;
  return {
    file: path.file,
    position: path.range.start,
    severity: "warning",
    name: "unreached",
    what: `no test makes the ${kindTitle(report.descriptions, path)} in ${path.owner} run`,
    test:
      first === undefined
        ? "make it fail, and assert what happens"
        : operatorOf(report.descriptions, first.mutant).hint,
    id: path.id,
  };
}

function reasonOf(mutants: readonly JudgedMutant[]): string {
  const late = mutants.filter(({ outcome }) => outcome.status === "timeout").length;
  const failed = mutants.find(({ outcome }) => outcome.status === "error");
  return failed?.outcome.reason ?? (late > 0 ? "its mutants ran out of time" : "no mutant could be measured");
}

function problem({ file, message, position }: Report["problems"][number]): Finding {
  return { file, position: position ?? { line: 1, column: 1 }, severity: "error", name: "unreadable", what: message };
}

function linesOf(findings: readonly Finding[]): string {
  return findings.map((each) => `${lineOf(each)}\n`).join("");
}

function lineOf({ file, position = { line: 1, column: 1 }, severity, name, what, test, id }: Finding): string {
  const place = `${file}:${position.line}:${position.column}`;
  const line = `${place}: ${severity}: ${name}: ${what}${test === undefined ? "" : `; test: ${test}`}`;
  return `${plain(line.replace(/\s+/g, " "))}${id === undefined ? "" : ` [${id}]`}`;
}
