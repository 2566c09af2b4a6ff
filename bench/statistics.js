// Medians, and tables of text.

/** Nothing for no values. */
export function median(values) {
  const known = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const middle = known.length / 2;
  if (known.length === 0) return undefined;
  return Number.isInteger(middle) ? (known[middle - 1] + known[middle]) / 2 : known[Math.floor(middle)];
}

/** `12.3`, and `-` for what is not known. */
export function number(value, digits = 1) {
  return value === undefined ? "-" : value.toFixed(digits);
}

/** The median, and the least and the most where they differ: `12.3 (11.9-14.0)`. */
export function spread(values) {
  const known = values.filter((value) => Number.isFinite(value));
  const middle = number(median(known));
  const [least, most] = [Math.min(...known), Math.max(...known)].map((value) => value.toFixed(1));
  return known.length < 2 || least === most ? middle : `${middle} (${least}-${most})`;
}

/** In Markdown, with columns in line; all but the first are aligned to the right. */
export function table(head, rows) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** The variants in the order of one repetition: forwards, then backwards, and so on, so that a drift hits all alike. */
export function inTurn(variants, repetition) {
  return repetition % 2 === 0 ? variants : variants.toReversed();
}
