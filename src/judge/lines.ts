/** The lines of error paths, and how many of them tests cover. Pure. */
import type { Coverage, LineCoverage, PathLines, PathVerdict, SourceText } from "../model.js";

/**
 * Gives each verdict its executable lines, and says which of them are the headline: covered, every line,
 * and yet a mutant survived. Line numbers are all that lcov knows, so a line belongs to every error path
 * that it touches.
 */
export function measureLines(
  verdicts: readonly PathVerdict[],
  coverage: Coverage,
  sources: readonly SourceText[],
): readonly PathVerdict[] {
  const reported = new Map(coverage.files.map((file) => [file.file, file]));
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  return verdicts.map((verdict) => {
    const lines = linesOf(verdict, coverage, reported, texts.get(verdict.path.file) ?? "");
    const survived = verdict.mutants.some(({ outcome }) => outcome.status === "survived");
    const coveredButUnverified =
      verdict.verdict === "unasserted" && survived && (lines === undefined || isFullyCovered(lines));
    return { ...verdict, coveredButUnverified, ...(lines === undefined ? {} : { lines }) };
  });
}

function isFullyCovered({ executable, covered }: PathLines): boolean {
  return covered.length === executable.length;
}

function linesOf(
  verdict: PathVerdict,
  { origin }: Coverage,
  reported: ReadonlyMap<string, LineCoverage>,
  text: string,
): PathLines | undefined {
  if (origin === "none") return undefined;
  const file = reported.get(verdict.path.file);
  const lines = file === undefined ? undefined : linesInReport(verdict, file);
  // Code that the author has told the provider to ignore is no less run, and no less unverified.
  return lines === undefined || lines.executable.length === 0 ? linesWithMutants(verdict, text) : lines;
}

function linesInReport({ path }: PathVerdict, { hits }: LineCoverage): PathLines {
  const executable: number[] = [];
  for (let line = path.range.start.line; line <= path.range.end.line; line++) {
    if (hits[line] !== undefined) executable.push(line);
  }
  return { executable, covered: executable.filter((line) => (hits[line] ?? 0) > 0) };
}

/** What Stryker's per-test coverage tells: of the lines that hold a mutant, and of where the path begins. */
function linesWithMutants({ path, reachedBy, mutants, verdict }: PathVerdict, text: string): PathLines {
  const lines = new Map<number, boolean>();
  const add = (line: number, isCovered: boolean) => {
    if (line < path.range.start.line || line > path.range.end.line) return;
    lines.set(line, isCovered || lines.get(line) === true);
  };
  add(text.slice(0, path.reach.span.start).split("\n").length, reachedBy.length > 0 || ranAtLoad(verdict, mutants));
  for (const { mutant, outcome } of mutants) {
    if (outcome.status === "error" || outcome.status === "ignored") continue;
    add(mutant.range.start.line, outcome.status !== "no-coverage");
  }
  const executable = [...lines.keys()].sort((a, b) => a - b);
  return { executable, covered: executable.filter((line) => lines.get(line) === true) };
}

function ranAtLoad(verdict: PathVerdict["verdict"], mutants: PathVerdict["mutants"]): boolean {
  return verdict !== "unreached" && mutants.some(({ outcome }) => outcome.static === true);
}
