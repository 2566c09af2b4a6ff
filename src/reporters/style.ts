/** How text looks on a terminal: colours where they are wanted, lines that fit, nothing that could harm. */
import { styleText } from "node:util";

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
  /** Breaks running text into lines that fit behind an indent. */
  wrap(text: string, indent: number): readonly string[];
}

export function createStyle(look: Look): Style {
  return {
    look,
    paint: (format, text) => (look.color ? styleText(format, text, { validateStream: false } as never) : text),
    cut: (text, indent = 0) => {
      const room = Math.max(8, look.width - indent);
      return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
    },
    wrap: (text, indent) => wrapWords(text, Math.max(16, look.width - indent)),
  };
}

function wrapWords(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Source text and test names are the user's: control characters must not reach the terminal. */
export function plain(text: string): string {
  return text.replace(/\t/g, "  ").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\uFFFD");
}

/** `1 path`, `2 paths`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
