/** The report for a person at a terminal. Report in, text out. */
import type { ErrorPath, JudgedMutant, Mutant, PathVerdict, Report, Verdict } from "../model.js";
import { diffFrame, pathFrame } from "../source/code-frame.js";
import { probes, suppressed } from "./beside-the-score.js";
import { kindTitle, operatorOf } from "./describe.js";
import { renderFrame } from "./frame.js";
import { rerunCommand } from "./rerun.js";
import { count, createStyle, type Look, plain, type Style } from "./style.js";
import { confidenceTable, summary, touching } from "./summary.js";
import { cutMiddle, widthOf } from "./width.js";

const MAX_TESTS = 3;
/** Columns of a test's name. */
const MAX_NAME = 100;

/** @param command how faultline is called, with what must be the same for a part of the run to be done again */
export function renderTerminal(report: Report, look: Look, verbose = false, command = "npx faultline"): string {
  const style = createStyle(look);
  const texts = new Map(report.sources.map(({ file, text }) => [file, text]));
  const of = (verdict: Verdict) => report.verdicts.filter((each) => each.verdict === verdict);
  const known = report.coverage.origin !== "none";
  const withMutants = (each: PathVerdict) => unasserted(each, texts.get(each.path.file) ?? "", report, style, command);
  const sections = [
    section(
      style,
      "yellow",
      known ? "COVERED BUT UNVERIFIED" : "RUN BUT UNVERIFIED",
      known
        ? "every line of these error paths is covered, and no test would notice if they broke"
        : "tests run these error paths, and would not notice if they broke",
      report.verdicts.filter((each) => each.coveredButUnverified),
      withMutants,
    ),
    section(style, "red", "UNREACHED", "no test makes these failures happen", of("unreached"), (each) =>
      unreached(each, texts.get(each.path.file) ?? "", report, style, command),
    ),
    section(
      style,
      "yellow",
      known ? "PARTLY COVERED" : "PARTLY RUN",
      "tests run a part of these error paths, and would not notice if it broke",
      of("unasserted").filter((each) => !each.coveredButUnverified && !each.stubbed),
      withMutants,
    ),
    section(
      style,
      "cyan",
      "VERIFIED AGAINST STUBS ONLY",
      "tests notice every fault tried, but they replace what these error paths guard against",
      report.verdicts.filter((each) => each.stubbed),
      (each) => stubbed(each, report, style),
    ),
    section(style, "magenta", "INCONCLUSIVE", "nothing is known about these", of("inconclusive"), (each) =>
      plainLine(each, report, style),
    ),
    ...(verbose
      ? [
          section(
            style,
            "green",
            "ASSERTED",
            "a test notices every fault tried",
            of("asserted").filter((each) => !each.stubbed),
            (each) => plainLine(each, report, style),
          ),
        ]
      : []),
    probes(report, style, verbose),
    touching(report, style, verbose),
    suppressed(report, style, verbose),
    quarantine(report, style),
    problems(report, style),
    confidenceTable(report, style, verbose),
    summary(report, style, verbose),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

function section(
  style: Style,
  color: "yellow" | "red" | "magenta" | "green" | "cyan",
  title: string,
  meaning: string,
  verdicts: readonly PathVerdict[],
  render: (verdict: PathVerdict) => string,
): string {
  if (verdicts.length === 0) return "";
  const head = style
    .wrap(`${title} (${verdicts.length}): ${meaning}`, 0)
    .map((line) => style.paint([color, "bold"], line));
  return [head.join("\n"), ...verdicts.map(render)].join("\n\n");
}

function placeOf({ file, range }: ErrorPath): string {
  return `${plain(file)}:${range.start.line}:${range.start.column}`;
}

function headLine({ path }: PathVerdict, report: Report, style: Style, more: string): string {
  const what = `${kindTitle(report.descriptions, path)} in ${plain(path.owner)}${more === "" ? "" : ` (${more})`}`;
  const place = placeOf(path);
  if (widthOf(place) + 2 + widthOf(what) <= style.look.width) return `${style.paint("bold", place)}  ${what}`;
  return [style.paint("bold", style.cutMiddle(place)), ...style.wrap(what, 2).map((line) => `  ${line}`)].join("\n");
}

function unasserted(verdict: PathVerdict, text: string, report: Report, style: Style, command: string): string {
  const missed = verdict.mutants.filter(
    ({ outcome }) => outcome.status === "survived" || outcome.status === "no-coverage",
  );
  const more = `${missed.length} of ${count(verdict.mutants.length, "mutant")} not noticed`;
  return [
    [
      headLine(verdict, report, style, more),
      ...renderFrame(pathFrame(text, verdict.path), style),
      ...linesOf(verdict, style),
    ].join("\n"),
    ...verdict.path.notes.map((note) => noteLine(note, style)),
    ...unmeasured(verdict, style),
    ...missed.map((each) => survivor(each, text, report, style, command)),
  ].join("\n\n");
}

function survivor(
  { mutant, outcome }: JudgedMutant,
  text: string,
  report: Report,
  style: Style,
  command: string,
): string {
  const operator = operatorOf(report.descriptions, mutant);
  const ran =
    outcome.status === "no-coverage"
      ? "no test: none reaches this part of the error path"
      : outcome.static === true && outcome.coveredBy.length === 0
        ? "the module while it loads"
        : testsText(outcome.coveredBy, report);
  return [
    ...operatorLine(mutant, operator.title, style),
    ...renderFrame(diffFrame(text, mutant), style),
    ...labelled("run by", ran, style),
    ...labelled("why", operator.why, style),
    ...labelled("test", `${operator.hint}.`, style),
    ...again(mutant, command, style),
  ].join("\n");
}

/** How to try it again, once the test is written. */
function again(target: Mutant | ErrorPath, command: string, style: Style): string[] {
  return labelledLines("again", rerunCommand(target, command, style.look.width - LABEL_INDENT), style);
}

/** Operator, id and what it does: on one line where that fits. */
function operatorLine({ operator, id }: Mutant, title: string, style: Style): string[] {
  const head = `  ${style.paint("yellow", operator)} ${style.paint("dim", id)}`;
  const width = operator.length + id.length + 3;
  if (width + 2 + title.length <= style.look.width) return [`${head}  ${title}`];
  return [head, ...style.wrap(title, 4).map((line) => `    ${line}`)];
}

function testsText(ids: readonly string[], report: Report): string {
  const names = new Map(report.baseline.tests.map((test) => [test.id, test.name]));
  const shown = ids.slice(0, MAX_TESTS).map((id) => `"${cutMiddle(plain(names.get(id) ?? id), MAX_NAME)}"`);
  const rest = ids.length - shown.length;
  return `${count(ids.length, "test")}: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** Labels stand in a column of their own, in front of the text. */
const LABEL_INDENT = 11;

function labelled(label: string, text: string, style: Style): string[] {
  return labelledLines(label, style.wrap(text, LABEL_INDENT), style);
}

function labelledLines(label: string, lines: readonly string[], style: Style): string[] {
  return lines.map(
    (line, index) => `    ${style.paint("dim", (index === 0 ? label : "").padEnd(LABEL_INDENT - 4))}${line}`,
  );
}

/** `3 of 3 covered, by 2 tests`. */
function linesOf({ lines, reachedBy, verdict }: PathVerdict, style: Style): readonly string[] {
  if (lines === undefined) return [];
  const { executable, covered } = lines;
  if (executable.length === 0) return labelled("lines", "none of its own, by the coverage report", style);
  const missing = executable.filter((line) => !covered.includes(line));
  const which = missing.length > 0 && covered.length > 0 ? ` (not ${missing.join(", ")})` : "";
  const by =
    verdict === "unreached"
      ? covered.length === 0
        ? ""
        : ", but no test that counts makes this failure happen"
      : `, run by ${count(reachedBy.length, "test")}`;
  return labelled("lines", `${covered.length} of ${executable.length} covered${which}${by}`, style);
}

function stubbed(verdict: PathVerdict, report: Report, style: Style): string {
  const killed = verdict.mutants.filter(({ outcome }) => outcome.status === "killed");
  const stubs = verdict.stubs.slice(0, MAX_TESTS).map(({ by, of, file, line }) => `${by} of ${of} at ${file}:${line}`);
  const rest = verdict.stubs.length - stubs.length;
  return [
    headLine(verdict, report, style, verdict.reason ?? `${count(killed.length, "mutant")} noticed`),
    ...stubs.flatMap((stub, index) => labelled(index === 0 ? "stubs" : "", plain(stub), style)),
    ...(rest > 0 ? labelled("", `and ${rest} more`, style) : []),
  ].join("\n");
}

function unreached(verdict: PathVerdict, text: string, report: Report, style: Style, command: string): string {
  const { path, mutants } = verdict;
  const [first] = mutants;
  const hint =
    first === undefined ? "make it fail, and assert what happens" : operatorOf(report.descriptions, first.mutant).hint;
  const frame = renderFrame(pathFrame(text, path), style);
  return [
    headLine(verdict, report, style, ""),
    ...(frame.length > 0 ? frame : [`    ${style.paint("dim", style.cut(plain(path.title), 4))}`]),
    ...linesOf(verdict, style),
    ...path.notes.map((note) => noteLine(note, style)),
    ...labelled("test", `${hint}.`, style),
    ...(first === undefined ? [] : again(path, command, style)),
  ].join("\n");
}

function plainLine(verdict: PathVerdict, report: Report, style: Style): string {
  return [
    headLine(verdict, report, style, verdict.reason ?? ""),
    ...unmeasured(verdict, style),
    ...verdict.path.notes.map((note) => noteLine(note, style)),
  ].join("\n");
}

/** Why mutants of a path could not be measured. */
function unmeasured({ mutants }: PathVerdict, style: Style): readonly string[] {
  const late = mutants.filter(({ outcome }) => outcome.status === "timeout").length;
  const failed = mutants.filter(({ outcome }) => outcome.status === "error");
  const reasons = new Set(failed.map(({ outcome }) => outcome.reason?.split("\n", 1)[0] ?? "not measured"));
  return [
    ...(late === 0
      ? []
      : labelled(
          "time",
          `${count(late, "mutant")} ran out of time, and ${late === 1 ? "is" : "are"} not judged`,
          style,
        )),
    ...[...reasons].slice(0, 2).flatMap((reason) => labelled("error", plain(reason), style)),
  ];
}

function noteLine(note: string, style: Style): string {
  return labelled("note", plain(note), style).join("\n");
}

function quarantine({ baseline }: Report, style: Style): string {
  const { quarantined } = baseline;
  if (quarantined.length === 0) return "";
  const head = `QUARANTINED (${quarantined.length}): these fail with no mutant active, so they are no evidence`;
  return [
    style
      .wrap(head, 0)
      .map((line) => style.paint(["cyan", "bold"], line))
      .join("\n"),
    ...quarantined.flatMap(({ file, name, message }) => [
      ...style.wrap(plain(`${file}  ${name}`), 4).map((line, index) => `${index === 0 ? "  " : "    "}${line}`),
      ...style.wrap(plain(message.split("\n", 1)[0] ?? ""), 4).map((line) => `    ${style.paint("dim", line)}`),
    ]),
  ].join("\n");
}

function problems({ problems: found }: Report, style: Style): string {
  return found
    .map(({ file, message, position }) => {
      const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
      return style
        .wrap(`${plain(place)} ${plain(message)}`, 0)
        .map((line) => style.paint("red", line))
        .join("\n");
    })
    .join("\n");
}
