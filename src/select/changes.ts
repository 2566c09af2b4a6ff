/** Which error paths a change touches. Pure: what has changed comes in as line numbers. */
import type { ErrorPath, Range } from "../model.js";
import type { FileDiff, Hunk } from "./diff.js";

/** What has changed in each file, relative to the project. */
export type Changes = ReadonlyMap<string, FileChange>;

/** A file that is new as a whole, or lines of it, as they are numbered now. */
export type FileChange = "whole" | readonly ChangedLines[];

/**
 * Lines that are new or changed, first and last; where lines are only gone, the place between two lines, whose
 * `last` is the line after it.
 */
export interface ChangedLines {
  readonly first: number;
  readonly last: number;
  readonly isGap: boolean;
}

/**
 * @param prefix the project's folder in the repository, with `/` at its end, or nothing
 * @param untracked files of the project that git does not know, relative to the repository
 * @param later what has changed since `diffs` was taken, by which its line numbers are off
 */
export function changesOf(
  diffs: readonly FileDiff[],
  prefix: string,
  untracked: readonly string[] = [],
  later: readonly FileDiff[] = [],
): Changes {
  const laterHunks = new Map(later.map(({ file, hunks }) => [file, hunks]));
  const changes = new Map<string, FileChange>();
  for (const { file, hunks } of diffs) {
    const lines = hunks.map(linesOf).map((each) => moved(each, laterHunks.get(file) ?? []));
    if (file.startsWith(prefix)) changes.set(file.slice(prefix.length), lines);
  }
  for (const file of untracked) if (file.startsWith(prefix)) changes.set(file.slice(prefix.length), "whole");
  return changes;
}

function linesOf({ newStart, added }: Hunk): ChangedLines {
  return added === 0
    ? { first: newStart, last: newStart + 1, isGap: true }
    : { first: newStart, last: newStart + added - 1, isGap: false };
}

/** Where lines have gone to. Lines that were changed once more are where their replacement stands. */
function moved({ first, last, isGap }: ChangedLines, hunks: readonly Hunk[]): ChangedLines {
  return { first: newLine(first, hunks, "first"), last: newLine(last, hunks, "last"), isGap };
}

function newLine(line: number, hunks: readonly Hunk[], end: "first" | "last"): number {
  let offset = 0;
  for (const { oldStart, removed, newStart, added } of hunks) {
    if (line < oldStart || (removed === 0 && line === oldStart)) break;
    // Where nothing was removed, or added, the header names the line before.
    const oldAfter = removed === 0 ? oldStart + 1 : oldStart + removed;
    const newAfter = added === 0 ? newStart + 1 : newStart + added;
    if (line < oldAfter) return end === "first" || added === 0 ? newStart : newAfter - 1;
    offset = newAfter - oldAfter;
  }
  return line + offset;
}

/** A path is touched by a changed line in its own range, or in that of the code that it protects. */
export function isTouched({ file, range, protects }: ErrorPath, changes: Changes): boolean {
  const change = changes.get(file);
  if (change === undefined || change === "whole") return change === "whole";
  const ranges = protects === undefined ? [range] : [range, protects.range];
  return change.some((lines) => ranges.some((each) => overlaps(lines, each)));
}

function overlaps({ first, last, isGap }: ChangedLines, { start, end }: Range): boolean {
  return isGap ? start.line <= first && last <= end.line : first <= end.line && start.line <= last;
}
