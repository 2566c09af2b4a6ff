/** Pieces of source for people: a mutant as a diff with line numbers around it. Pure text. */
import type { Mutant } from "../model.js";

export interface FrameLine {
  readonly sort: "context" | "removed" | "added" | "gap";
  /** Line number in the original; none for an added line or a gap. */
  readonly number?: number;
  readonly text: string;
}

const CONTEXT = 1;
/** More removed or added lines than this are cut in the middle. */
const MAX_RUN = 8;

/** The mutant as a diff, with a line of context on both sides. */
export function diffFrame(text: string, { span, replacement }: Mutant): readonly FrameLine[] {
  const from = text.lastIndexOf("\n", span.start - 1) + 1;
  const next = text.indexOf("\n", span.end);
  const to = next === -1 ? text.length : next;
  const before = linesOf(text.slice(from, to));
  const changed = text.slice(from, span.start) + replacement + text.slice(span.end, to);
  const after = linesOf(changed).filter((line) => line.trim() !== "" || before.includes(line));
  const first = text.slice(0, from).split("\n").length;
  const head = commonPrefix(before, after);
  const tail = commonPrefix([...before.slice(head)].reverse(), [...after.slice(head)].reverse());
  const removed = numbered(before.slice(head, before.length - tail), first + head, "removed");
  const added = after.slice(head, after.length - tail).map((line): FrameLine => ({ sort: "added", text: line }));
  const all = linesOf(text);
  const start = first + head;
  const end = start + removed.length;
  return [
    ...numbered(all.slice(Math.max(0, start - 1 - CONTEXT), start - 1), Math.max(1, start - CONTEXT), "context"),
    ...shortened(removed),
    ...shortened(added),
    ...numbered(all.slice(end - 1, end - 1 + CONTEXT), end, "context"),
  ];
}

function numbered(lines: readonly string[], first: number, sort: FrameLine["sort"]): FrameLine[] {
  return lines.map((text, index) => ({ sort, number: first + index, text }));
}

function shortened(lines: readonly FrameLine[]): readonly FrameLine[] {
  if (lines.length <= MAX_RUN) return lines;
  const half = MAX_RUN / 2;
  return [
    ...lines.slice(0, half),
    { sort: "gap", text: `… ${lines.length - MAX_RUN} more lines` },
    ...lines.slice(-half),
  ];
}

function commonPrefix(a: readonly string[], b: readonly string[]): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length++;
  return length;
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.replace(/\r$/, ""));
}
