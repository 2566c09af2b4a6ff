/** How text looks on a terminal: colours where they are wanted, lines that fit, nothing that could harm. */
import { styleText } from "node:util";
import { cutEnd, cutMiddle, wrapWords } from "./width.js";

export interface Look {
  readonly color: boolean;
  /** Columns; longer lines are cut. */
  readonly width: number;
}

type Format = Parameters<typeof styleText>[0];

export interface Style {
  readonly look: Look;
  paint(format: Format, text: string): string;
  /** Cuts to the width, counting from an indent. */
  cut(text: string, indent?: number): string;
  /** Cuts what tells most at its end, such as `file:line:column`, in the middle. */
  cutMiddle(text: string, indent?: number): string;
  /** Breaks running text into lines that fit behind an indent. */
  wrap(text: string, indent: number): readonly string[];
}

export function createStyle(look: Look): Style {
  return {
    look,
    paint: (format, text) => (look.color ? styleText(format, text, { validateStream: false } as never) : text),
    cut: (text, indent = 0) => cutEnd(text, roomIn(look, indent)),
    cutMiddle: (text, indent = 0) => cutMiddle(text, roomIn(look, indent)),
    wrap: (text, indent) => wrapWords(text, roomIn(look, indent)),
  };
}

/** Below this nothing is readable anyway. */
const MIN_ROOM = 8;

function roomIn({ width }: Look, indent: number): number {
  return Math.max(MIN_ROOM, width - indent);
}

/** Source text and test names are the user's: control characters must not reach the terminal, nor turn its text around. */
export function plain(text: string): string {
  return text
    .replace(/\t/g, "  ")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\uFFFD");
}

/** `1 path`, `2 paths`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
