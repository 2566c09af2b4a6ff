/** How much better coverage makes error paths look than they are, per file and in all. Pure. */
import type { Confidence, FileConfidence, PathVerdict } from "../model.js";

/** Whether a path says something: one with nothing to assert, or all of it suppressed, does not. */
export function isJudged({ verdict, mutants }: PathVerdict): boolean {
  return verdict !== "inconclusive" || mutants.some(({ outcome }) => outcome.status !== "ignored");
}

export function confidenceOf(verdicts: readonly PathVerdict[]): Confidence {
  const judged = verdicts.filter(isJudged);
  const executable = new Set<string>();
  const covered = new Set<string>();
  for (const { path, lines } of judged) {
    for (const line of lines?.executable ?? []) executable.add(`${path.file}:${line}`);
    for (const line of lines?.covered ?? []) covered.add(`${path.file}:${line}`);
  }
  const asserted = judged.filter(({ verdict }) => verdict === "asserted").length;
  const paths = { judged: judged.length, asserted };
  const assertedPercent = percent(asserted, judged.length);
  if (!judged.some(({ lines }) => lines !== undefined)) return { paths, assertedPercent };
  const lines = { executable: executable.size, covered: covered.size };
  if (lines.executable === 0) return { lines, paths, assertedPercent };
  const coveredPercent = percent(lines.covered, lines.executable);
  return { lines, paths, coveredPercent, assertedPercent, gap: coveredPercent - assertedPercent };
}

export function confidenceByFile(verdicts: readonly PathVerdict[]): readonly FileConfidence[] {
  const files = [...new Set(verdicts.filter(isJudged).map(({ path }) => path.file))];
  return files.map((file) => ({ file, ...confidenceOf(verdicts.filter(({ path }) => path.file === file)) }));
}

function percent(part: number, whole: number): number {
  if (whole === 0 || part === 0) return 0;
  if (part === whole) return 100;
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)));
}
