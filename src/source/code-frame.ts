/** Pieces of source for people: a mutant as a diff, an error path with labels. Pure text. */
import type { ErrorPath, Mutant, Position, Range } from "../model.js";

export interface FrameLine {
  readonly sort: "context" | "removed" | "added" | "gap";
  /** Line number in the original; none for an added line or a gap. */
  readonly number?: number;
  readonly text: string;
}

/** Marks a part of the line before it, and says what it is. */
export interface FrameLabel {
  readonly sort: "label";
  /** One-based column, and how many characters from there on. */
  readonly column: number;
  readonly length: number;
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

/** Where the failure of an error path is raised, and where it is handled: nothing for one that protects no code. */
export function pathFrame(text: string, { kind, protects, range }: ErrorPath): readonly (FrameLine | FrameLabel)[] {
  if (protects === undefined) return [];
  const all = linesOf(text);
  const lineAt = ({ line }: Position) => all[line - 1] ?? "";
  const handled = isFinally(lineAt(range.start), range.start)
    ? {
        ...range,
        start: { ...range.start, column: lineAt(range.start).lastIndexOf("finally", range.start.column) + 1 },
      }
    : range;
  const shown = (at: Range): FrameLine => ({ sort: "context", number: at.start.line, text: lineAt(at.start) });
  const raisedLine = protects.raisedAt.start.line;
  const between = all.slice(raisedLine, handled.start.line - 1);
  return [
    shown(protects.raisedAt),
    label(lineAt(protects.raisedAt.start), protects.raisedAt, "raised here"),
    ...(between.length === 1 ? numbered(between, raisedLine + 1, "context") : []),
    ...(between.length > 1 ? [{ sort: "gap", text: "…" } as const] : []),
    ...(raisedLine === handled.start.line ? [] : [shown(handled)]),
    label(lineAt(handled.start), handled, kind === "finally-block" ? "cleaned up here" : "handled here"),
  ];
}

/** A `finally` begins, for us, at its block. */
function isFinally(line: string, { column }: Position): boolean {
  return /\bfinally\s*$/.test(line.slice(0, column - 1));
}

/** Marks a range as far as it goes on its first line, without a brace that opens a block. */
function label(line: string, { start, end }: Range, text: string): FrameLabel {
  const last = end.line === start.line ? end.column - 1 : line.length;
  const marked = line.slice(start.column - 1, last).replace(/\s*\{?\s*$/, "");
  return { sort: "label", column: start.column, length: Math.max(1, marked.length), text };
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
