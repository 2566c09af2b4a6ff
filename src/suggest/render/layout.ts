/** Lines that are too long are broken where they have brackets: for reading, a formatter may have its own idea. */

const WIDTH = 100;
const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

/** One line of code, as several where it is too long. */
export function broken(line: string, indent: number): string {
  const pad = " ".repeat(indent);
  if (indent + line.length <= WIDTH) return `${pad}${line}`;
  for (const group of groupsOf(line)) {
    const parts = partsOf(line.slice(group.start + 1, group.end));
    const isWorth = parts.length > 1 || (parts[0]?.length ?? 0) > 40;
    if (!isWorth || line.slice(0, group.start).includes("=>")) continue;
    const [only] = parts;
    if (parts.length === 1 && only !== undefined && /^[{[]/.test(only)) {
      const hugged = broken(only, indent).trimStart();
      return `${pad}${line.slice(0, group.start + 1)}${hugged}${broken(line.slice(group.end), indent).trimStart()}`;
    }
    const inner = parts.map((part) => `${broken(part, indent + 2)},`).join("\n");
    const rest = broken(line.slice(group.end), indent).trimStart();
    return `${pad}${line.slice(0, group.start + 1)}\n${inner}\n${pad}${rest}`;
  }
  return `${pad}${line}`;
}

/** The brackets that are not inside of others: braces before brackets before parentheses. */
function groupsOf(text: string): readonly { start: number; end: number }[] {
  const found: { start: number; end: number; bracket: string }[] = [];
  let open: { start: number; bracket: string } | undefined;
  let depth = 0;
  for (const { index, char } of codeOf(text)) {
    if (char in CLOSING) {
      if (depth === 0) open = { start: index, bracket: char };
      depth++;
    } else if (/[}\])]/.test(char)) {
      depth--;
      if (depth === 0 && open !== undefined) found.push({ ...open, end: index });
    }
  }
  return found.sort((a, b) => b.end - b.start - (a.end - a.start));
}

/** What stands between the commas that are not inside of brackets. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { index, char } of codeOf(text)) {
    if (char in CLOSING) depth++;
    else if (/[}\])]/.test(char)) depth--;
    else if (char === "," && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()].filter((part) => part !== "");
}

/** The characters that are not part of a string. */
function* codeOf(text: string): Generator<{ index: number; char: string }> {
  let quote: string | undefined;
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (quote !== undefined) {
      if (char === "\\") index++;
      else if (char === quote) quote = undefined;
    } else if (/["'`]/.test(char)) quote = char;
    else yield { index, char };
  }
}
