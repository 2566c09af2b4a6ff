/** How many columns text takes, and how it is made to fit: full-width characters and emoji take two. */
import fastStringWidth from "fast-string-width";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ASCII = /^[\x20-\x7e]*$/;

export function widthOf(text: string): number {
  return ASCII.test(text) ? text.length : fastStringWidth(text);
}

/** The beginning, and `…` where something is missing. */
export function cutEnd(text: string, room: number): string {
  return widthOf(text) <= room ? text : `${headOf(graphemes(text), room - 1)}…`;
}

/** The end, which tells more of a file's name. */
export function cutStart(text: string, room: number): string {
  return widthOf(text) <= room ? text : `…${tailOf(graphemes(text), room - 1)}`;
}

/** Both ends; the second half, with a file's own name and line, is the longer one. */
export function cutMiddle(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const head = Math.floor((room - 1) / 3);
  const all = graphemes(text);
  return `${headOf(all, head)}…${tailOf(all, room - 1 - head)}`;
}

/** Lines that fit. A word that is too long for a line is broken. */
export function wrapWords(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = brokenWord(word, room);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return [...lines, line];
}

/** Behind the last slash, comma or hyphen that still fits, else anywhere. */
function brokenWord(word: string, room: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (widthOf(rest) > room) {
    const head = headOf(graphemes(rest), room);
    const nice = /^.*[/,-](?=.)/su.exec(head)?.[0] ?? head;
    // Never nothing: a line may be narrower than one character.
    const piece = widthOf(nice) * 2 >= room ? nice : head === "" ? (graphemes(rest)[0] ?? rest) : head;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return rest === "" ? pieces : [...pieces, rest];
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function graphemes(text: string): readonly string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function headOf(all: readonly string[], room: number): string {
  return fitting(all, room).join("");
}

function tailOf(all: readonly string[], room: number): string {
  return [...fitting([...all].reverse(), room)].reverse().join("");
}

/** As many as there is room for, from the first on. */
function fitting(all: readonly string[], room: number): readonly string[] {
  let width = 0;
  const end = all.findIndex((each) => {
    width += widthOf(each);
    return width > room;
  });
  return end === -1 ? all : all.slice(0, end);
}
