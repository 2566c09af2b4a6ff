/** What the terminal report says of a run as a whole: touching tests, confidence, totals, and the last word. */
import type { Confidence, Report } from "../model.js";
import { count, plain, type Style } from "./style.js";
import { cutStart, padEnd, widthOf } from "./width.js";

/** Rows of a list or table that are shown unless all are asked for. */
const MAX_ROWS = 10;

/** Tests that run error paths and verify none. */
export function touching({ touching: found, baseline }: Report, style: Style, verbose: boolean): string {
  if (found.length === 0) return "";
  const tests = new Map(baseline.tests.map((test) => [test.id, test]));
  const head = `TOUCH WITHOUT ASSERTING (${found.length}): these tests run error paths, and notice none of the faults tried`;
  const shown = verbose ? found : found.slice(0, MAX_ROWS);
  const lines = shown.flatMap(({ testId, pathIds }) => {
    const test = tests.get(testId);
    const text = `"${plain(test?.name ?? testId)}" touches ${count(pathIds.length, "error path")}, verifies none (${test?.file ?? ""})`;
    return style.wrap(text, 4).map((line, index) => `${index === 0 ? "  " : "    "}${line}`);
  });
  const rest = found.length - shown.length;
  return [
    ...style.wrap(head, 0).map((line) => style.paint(["cyan", "bold"], line)),
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more (--verbose)`] : []),
  ].join("\n");
}

/** Confidence per file, the widest gap first. */
export function confidenceTable({ fileConfidence }: Report, style: Style, verbose: boolean): string {
  if (fileConfidence.length < 2) return "";
  const sorted = [...fileConfidence].sort(
    (a, b) => (b.gap ?? 0) - (a.gap ?? 0) || a.assertedPercent - b.assertedPercent,
  );
  const shown = verbose ? sorted : sorted.slice(0, MAX_ROWS);
  const isWide = style.look.width >= 72;
  const header = isWide ? ["lines covered", "asserted", "gap"] : ["lines", "assert", "gap"];
  const rows = shown.map((each) => cells(each, isWide));
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const room = style.look.width - widths.reduce((sum, width) => sum + width + 2, 0);
  const names = shown.map(({ file }) => cutStart(plain(file), Math.max(10, room)));
  const nameWidth = Math.max(10, ...names.map(widthOf));
  const line = (name: string, row: readonly string[]) =>
    [padEnd(name, nameWidth), ...row.map((cell, i) => cell.padStart(widths[i] ?? 0))].join("  ").trimEnd();
  const rest = sorted.length - shown.length;
  return [
    style.paint("bold", line("CONFIDENCE", header)),
    ...shown.map((_, i) => line(names[i] ?? "", rows[i] ?? [])),
    ...(rest > 0 ? [`and ${count(rest, "more file")} (--verbose)`] : []),
  ].join("\n");
}

function cells({ lines, paths, coveredPercent, assertedPercent, gap }: Confidence, isWide: boolean): readonly string[] {
  const percent = (value: number) => `${value}%`.padStart(4);
  const covered = coveredPercent === undefined ? "-" : percent(coveredPercent);
  if (!isWide) return [covered, percent(assertedPercent), gap === undefined ? "-" : String(gap)];
  return [
    lines === undefined || coveredPercent === undefined ? "-" : `${lines.covered} of ${lines.executable} ${covered}`,
    `${paths.asserted} of ${paths.judged} ${percent(assertedPercent)}`,
    gap === undefined ? "-" : String(gap),
  ];
}

export function summary(report: Report, style: Style, verbose: boolean): string {
  const { totals, verdicts, coverage } = report;
  const { mutants } = totals;
  const seconds = (report.durationMs / 1000).toFixed(1);
  const lines = [
    `${count(verdicts.length, "error path")} in ${count(totals.files, "file")}: ${verdictsText(report)}`,
    `${count(sum(mutants), "mutant")}: ${listOf(mutants, ["killed", "survived", "no-coverage", "timeout", "error", "ignored"])}`,
    `${count(report.baseline.tests.length, "test")} as evidence, in ${seconds} s. ${sourceText(report)}`,
    ...(verbose ? evaluationLines(report) : []),
    ...coverage.notes.map((note) => `Coverage: ${plain(note)}.`.replace(/\.\.$/, ".")),
    confidenceLine(report),
  ];
  const wrapped = lines.filter((line) => line !== "").flatMap((line) => style.wrap(line, 0));
  const lastWord = style.wrap(conclusion(report), 0).map((line) => style.paint("bold", line));
  return [...wrapped, ...lastWord].join("\n");
}

/** How many mutants the pass judged, why others had a run of their own, and where the time went. */
function evaluationLines({ evaluation: { inPass, isolated }, timings }: Report): readonly string[] {
  const reasons = Object.entries(isolated).sort(([, a], [, b]) => b - a);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const coverage = timings.coverageMs > 0 ? `, line coverage ${seconds(timings.coverageMs)}` : "";
  return [
    `judged in one pass: ${inPass}`,
    ...reasons.map(([reason, n]) => `in a run of their own: ${n} (${reason})`),
    `time: start ${seconds(timings.startMs)}${coverage}, tests and pass ${seconds(timings.testsMs)}, runs of their own ${seconds(timings.aloneMs)}`,
  ];
}

function verdictsText({ totals }: Report): string {
  const { paths, stubbed } = totals;
  const text = listOf(paths, ["asserted", "unasserted", "unreached", "inconclusive"]);
  return stubbed === 0 ? text : text.replace(/asserted/, `asserted (${stubbed} of them against stubs only)`);
}

/** Where "covered" comes from. */
function sourceText({ coverage }: Report): string {
  switch (coverage.origin) {
    case "reports":
      return `Lines covered: by ${coverage.reports.length > 3 ? `${coverage.reports.length} reports` : plain(coverage.reports.join(", "))}.`;
    case "provider":
      return `Lines covered: by one run of ${plain(coverage.reports.join(", "))}.`;
    case "per-test":
      return "Lines covered: by Stryker's per-test coverage, of the lines that hold a mutant.";
    case "none":
      return "Line coverage was not asked for.";
  }
}

/** `error paths: 96% of lines covered, 41% asserted: a gap of 55 points` */
function confidenceLine({ confidence, verdicts }: Report): string {
  const { coveredPercent, assertedPercent, gap, paths } = confidence;
  if (verdicts.length === 0 || paths.judged === 0) return "";
  if (coveredPercent === undefined || gap === undefined) return `error paths: ${assertedPercent}% asserted`;
  const distance = gap > 0 ? `a gap of ${count(gap, "point")}` : "no gap";
  return `error paths: ${coveredPercent}% of lines covered, ${assertedPercent}% asserted: ${distance}`;
}

/** The last word. */
function conclusion({ verdicts, totals, problems: found, incomplete }: Report): string {
  const all = verdicts.length;
  if (all === 0) return "Nothing to check here: no error paths were found. That is not the same as all being well.";
  const onlyStubs = verdicts.filter(({ verdict, stubbed }) => verdict === "unasserted" && stubbed).length;
  const holes = totals.paths.unasserted + totals.paths.unreached - onlyStubs;
  const sentences = [
    ...(holes > 0 ? [`${count(holes, "error path")} of ${all} would break without any test noticing.`] : []),
    ...(onlyStubs > 0
      ? [
          `${count(onlyStubs, "error path")} of ${all} must be verified against the real thing, and only stubs are there.`,
        ]
      : []),
  ];
  if (sentences.length === 0) sentences.push(goodNews(totals));
  if (incomplete || found.length > 0) sentences.push("The answer is not whole: see above.");
  return sentences.join(" ");
}

function goodNews({ paths, stubbed }: Report["totals"]): string {
  if (paths.asserted === 0) return "Nothing could be judged: no error path has a mutant that counts.";
  const apart = stubbed === 0 ? "" : `, ${stubbed} of them against stubs only`;
  return `Every error path that can be judged is asserted${apart}.`;
}

function listOf<K extends string>(counts: Readonly<Record<K, number>>, keys: readonly K[]): string {
  const shown = keys.filter((key) => counts[key] > 0).map((key) => `${counts[key]} ${key}`);
  return shown.length === 0 ? "none" : shown.join(", ");
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}
