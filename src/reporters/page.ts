/** A page of the documentation on a terminal. Markdown in, text out: only what our own pages use. */
import { createStyle, type Look, type Style } from "./style.js";

const HEADING = /^#{1,3} (.*)$/;
const FENCE = /^```(\w*)$/;

export function renderPage(markdown: string, look: Look): string {
  const style = createStyle(look);
  const lines: string[] = [];
  let paragraph: string[] = [];
  let fence: string | undefined;
  const flush = () => {
    if (paragraph.length > 0) lines.push(...running(paragraph.join(" "), style));
    paragraph = [];
  };
  for (const line of markdown.trimEnd().split("\n")) {
    const opened = FENCE.exec(line);
    if (opened !== null) {
      flush();
      fence = fence === undefined ? (opened[1] ?? "") : undefined;
    } else if (fence !== undefined) {
      lines.push(codeLine(line, fence, style));
    } else if (HEADING.test(line)) {
      flush();
      lines.push(style.paint("bold", HEADING.exec(line)?.[1] ?? ""));
    } else if (line.trim() === "" || line.startsWith("|")) {
      flush();
      lines.push(line.startsWith("|") ? style.cut(bare(line)) : "");
    } else {
      if (/^\s*- /.test(line)) flush();
      paragraph.push(line.trim());
    }
  }
  flush();
  return lines.join("\n");
}

/** A paragraph, or an entry of a list. */
function running(text: string, style: Style): readonly string[] {
  const isEntry = text.startsWith("- ");
  const indent = isEntry ? 2 : 0;
  return style.wrap(bare(text), indent).map((line, index) => (index > 0 && isEntry ? `  ${line}` : line));
}

function codeLine(line: string, language: string, style: Style): string {
  const shown = style.cut(`    ${line}`);
  if (language !== "diff") return style.paint("dim", shown);
  if (line.startsWith("-")) return style.paint("red", shown);
  return line.startsWith("+") ? style.paint("green", shown) : style.paint("dim", shown);
}

/** Without the marks of links, code and emphasis. */
function bare(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/\*\*?([^*]+)\*\*?/g, "$1")
    .replace(/`([^`]+)`/g, "$1");
}
