/** A code frame on a terminal: numbered lines, a diff, labels under what they mean. */
import type { FrameLabel, FrameLine } from "../source/code-frame.js";
import { plain, type Style } from "./style.js";
import { widthOf } from "./width.js";

const INDENT = 4;
const SIGNS = { removed: "-", added: "+", context: " ", gap: " " } as const;
const COLORS = { removed: "red", added: "green", context: "dim", gap: "dim" } as const;

export function renderFrame(lines: readonly (FrameLine | FrameLabel)[], style: Style): string[] {
  const code = lines.filter((each) => each.sort !== "label");
  const digits = Math.max(...code.map(({ number }) => String(number ?? "").length));
  const shared = sharedIndent(code.filter(({ sort }) => sort !== "gap").map(({ text }) => text));
  const gutter = INDENT + digits + 3;
  let above = "";
  return lines.flatMap((line) => {
    if (line.sort === "label") return labelLines(line, above, shared, gutter, style);
    above = line.text;
    const text = line.sort === "gap" ? line.text : line.text.slice(shared);
    const number = String(line.number ?? "").padStart(digits);
    const whole = style.cut(`${" ".repeat(INDENT)}${number} ${SIGNS[line.sort]} ${plain(text)}`);
    return [style.paint(COLORS[line.sort], whole.trimEnd())];
  });
}

/** `^^^^^ raised here`; below the marks where there is no room beside them. */
function labelLines({ column, length, text }: FrameLabel, above: string, shared: number, gutter: number, style: Style) {
  const room = Math.max(text.length, style.look.width - gutter);
  const start = Math.min(widthOf(plain(above.slice(shared, column - 1))), room - 1);
  const marks = Math.max(1, Math.min(widthOf(plain(above.slice(column - 1, column - 1 + length))), room - start));
  const at = (offset: number, what: string) => `${" ".repeat(gutter + offset)}${style.paint("cyan", what)}`;
  if (start + marks + 1 + text.length <= room) return [at(start, `${"^".repeat(marks)} ${text}`)];
  return [at(start, "^".repeat(marks)), at(Math.min(start, room - text.length), text)];
}

/** Characters of white space that all lines begin with: they would only take room. */
function sharedIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^\s*/.exec(line)?.[0] ?? "");
  const [first = "", ...others] = indents;
  return others.reduce((length, each) => commonLength(first.slice(0, length), each), first.length);
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
