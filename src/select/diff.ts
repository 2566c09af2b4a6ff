/**
 * What `git diff --unified=0` says, as changed lines by file. Nothing but the names and the hunk headers is
 * read; the lines of a hunk are counted and skipped, for a line of code may look like a header.
 */

/** A stretch of changed lines: `removed` lines stood there, and `added` lines stand there now. */
export interface Hunk {
  /** One-based line of the old file; with nothing removed, the line before. */
  readonly oldStart: number;
  readonly removed: number;
  /** One-based line of the new file; with nothing added, the line before. */
  readonly newStart: number;
  readonly added: number;
}

export interface FileDiff {
  /** As the new version has it, relative to the repository. */
  readonly file: string;
  readonly hunks: readonly Hunk[];
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
/** What `gitDiffArguments` of the command line asks git to put in front of new names. */
const NEW_NAME = /^\+\+\+ (?:"b\/((?:[^"\\]|\\.)*)"|b\/(.*?)\t?)$/;

/** Files that are there in the new version; those that were deleted, and binary ones, have no lines. */
export function parseDiff(text: string): readonly FileDiff[] {
  const files: { file: string; hunks: Hunk[] }[] = [];
  let current: Hunk[] | undefined;
  let toSkip = 0;
  for (const line of text.split("\n")) {
    // `\ No newline at end of file` is not counted by the header.
    if (line.startsWith("\\")) continue;
    if (toSkip > 0) {
      toSkip--;
      continue;
    }
    const hunk = hunkOf(line);
    if (hunk !== undefined) {
      current?.push(hunk);
      toSkip = hunk.removed + hunk.added;
    } else if (line.startsWith("+++ ")) {
      const [, quoted, bare] = NEW_NAME.exec(line) ?? [];
      const file = quoted === undefined ? bare : unquoted(quoted);
      current = file === undefined ? undefined : [];
      if (file !== undefined && current !== undefined) files.push({ file, hunks: current });
    }
  }
  return files;
}

function hunkOf(line: string): Hunk | undefined {
  const [, oldStart, removed = "1", newStart, added = "1"] = HUNK.exec(line) ?? [];
  if (oldStart === undefined) return undefined;
  return { oldStart: Number(oldStart), removed: Number(removed), newStart: Number(newStart), added: Number(added) };
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** A name as git quotes it: C's escapes, with bytes in octal. */
function unquoted(name: string): string {
  const bytes: number[] = [];
  for (const [piece, octal, letter] of name.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gsu)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (letter !== undefined) bytes.push(ESCAPES[letter] ?? letter.charCodeAt(0));
    else bytes.push(...new TextEncoder().encode(piece));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
