/** What `faultline list` shows: error paths and their mutants, without a test run. */
import type { ErrorPath, Inventory, Mutant, Skip } from "../model.js";
import { diffFrame } from "../source/code-frame.js";
import { kindTitle, operatorOf } from "./describe.js";
import { mutantFields, pathFields, SCHEMA_VERSION } from "./json.js";
import { count, createStyle, type Look, plain, type Style } from "./style.js";

export interface ListOptions {
  /** Each mutant as a diff. */
  readonly diff?: boolean;
  /** What the noise rules left out, too. */
  readonly explainSkips?: boolean;
}

export function renderList(inventory: Inventory, look: Look, options: ListOptions = {}): string {
  const { diff = false, explainSkips = false } = options;
  const style = createStyle(look);
  const texts = new Map(inventory.sources.map(({ file, text }) => [file, text]));
  const blocks = inventory.paths.map((path) => {
    const own = inventory.mutants.filter((mutant) => mutant.pathId === path.id);
    return [
      pathLine(path, inventory, style),
      ...path.notes.flatMap((note) => noteLines(note, style)),
      ...own.map((mutant) => mutantLines(mutant, inventory, texts.get(path.file) ?? "", style, diff)),
    ].join("\n");
  });
  const problems = inventory.problems.map(({ file, message, position }) =>
    style.paint(
      "red",
      `${file}${position === undefined ? "" : `:${position.line}:${position.column}`} ${plain(message)}`,
    ),
  );
  const total = `${count(inventory.paths.length, "error path")}, ${count(inventory.mutants.length, "mutant")} in ${count(inventory.sources.length, "file")}.`;
  return [
    ...blocks,
    ...(explainSkips ? [skipsText(inventory, style)] : []),
    ...staleText(inventory, style),
    ...problems,
    inventory.paths.length === 0 ? `Nothing to check here: ${total}` : total,
  ].join("\n\n");
}

/** By rule, in the order of their names; within one in source order. */
function skipsText({ skips, descriptions }: Inventory, style: Style): string {
  if (skips.length === 0) return "The noise rules left nothing out.";
  const rules = [...new Set(skips.map(({ rule }) => rule))].sort();
  return [
    heading(`LEFT OUT (${skips.length}): by these noise rules, of which docs/noise.md has examples`, style),
    ...rules.map((rule) => {
      const own = skips.filter((skip) => skip.rule === rule);
      const why = style.wrap(`${rule} (${own.length}): ${plain(descriptions.rules[rule] ?? "")}`, 2);
      return [
        ...why.map((line) => `  ${style.paint("yellow", line)}`),
        ...own.map((skip) => skipLine(skip, style)),
      ].join("\n");
    }),
  ].join("\n\n");
}

function skipLine({ file, range, operator, kind, rule, text }: Skip, style: Style): string {
  const place = `${plain(file)}:${range.start.line}:${range.start.column}`;
  return style.cut(`    ${place}  ${operator ?? kind} ${rule}  ${plain(text)}`);
}

function staleText({ stale }: Inventory, style: Style): readonly string[] {
  if (stale.length === 0) return [];
  const lines = stale.flatMap(({ file, line, message }) =>
    style
      .wrap(`${plain(file)}:${line}  ${plain(message)}`, 4)
      .map((each, index) => `${index === 0 ? "  " : "    "}${each}`),
  );
  return [[heading(`STALE (${stale.length}): these comments suppress nothing`, style), ...lines].join("\n")];
}

function heading(text: string, style: Style): string {
  return style
    .wrap(text, 0)
    .map((line) => style.paint(["cyan", "bold"], line))
    .join("\n");
}

function pathLine(path: ErrorPath, { descriptions }: Inventory, style: Style): string {
  const { file, range, owner, title, id } = path;
  const place = `${file}:${range.start.line}:${range.start.column}`;
  return [
    `${style.paint("bold", place)}  ${kindTitle(descriptions, path)} in ${plain(owner)}  ${style.paint("dim", id)}`,
    `    ${style.cut(plain(title), 4)}`,
  ].join("\n");
}

function noteLines(note: string, style: Style): readonly string[] {
  return style.wrap(plain(note), 10).map((line, index) => `${index === 0 ? "    note: " : "          "}${line}`);
}

function mutantLines(
  mutant: Mutant,
  { descriptions }: Inventory,
  text: string,
  style: Style,
  withDiff: boolean,
): string {
  const line = `  ${style.paint("dim", mutant.id)} ${style.paint("yellow", mutant.operator)}: ${operatorOf(descriptions, mutant).title}`;
  if (!withDiff) return line;
  const diff = diffFrame(text, mutant).map(({ sort, text: each }) => {
    const shown = style.cut(`      ${sort === "removed" ? "-" : sort === "added" ? "+" : " "} ${plain(each)}`);
    return sort === "removed" ? style.paint("red", shown) : sort === "added" ? style.paint("green", shown) : shown;
  });
  return [line, ...diff].join("\n");
}

/** The same as JSON. */
export function renderListJson(
  { paths, mutants, problems, skips, stale }: Inventory,
  { explainSkips = false }: ListOptions = {},
): string {
  const errorPaths = paths.map((path) => ({
    ...pathFields(path),
    mutants: mutants.filter((mutant) => mutant.pathId === path.id).map(mutantFields),
  }));
  const document = {
    schemaVersion: SCHEMA_VERSION,
    errorPaths,
    ...(explainSkips ? { skips } : {}),
    staleSuppressions: stale,
    problems,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
