/** What `faultline list` shows: error paths and their mutants, without a test run. */
import type { ErrorPath, Inventory, Mutant, Skip } from "../model.js";
import { diffFrame } from "../source/code-frame.js";
import { kindTitle, operatorOf } from "./describe.js";
import { renderFrame } from "./frame.js";
import { mutantFields, pathFields, SCHEMA_VERSION } from "./json.js";
import { count, createStyle, type Look, plain, type Style } from "./style.js";
import { widthOf } from "./width.js";

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
      ...own.flatMap((mutant) => mutantLines(mutant, inventory, texts.get(path.file) ?? "", style, diff)),
    ].join("\n");
  });
  const problems = inventory.problems.map(({ file, message, position }) => {
    const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
    return style
      .wrap(plain(`${place} ${message}`), 0)
      .map((line) => style.paint("red", line))
      .join("\n");
  });
  const total = `${count(inventory.paths.length, "error path")}, ${count(inventory.mutants.length, "mutant")} in ${count(inventory.sources.length, "file")}.`;
  const lastWord = inventory.paths.length === 0 ? `Nothing to check here: ${total}` : total;
  return [
    ...blocks,
    ...(explainSkips ? [skipsText(inventory, style)] : []),
    ...staleText(inventory, style),
    ...problems,
    style.wrap(lastWord, 0).join("\n"),
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
  const place = `${plain(file)}:${range.start.line}:${range.start.column}`;
  const what = `${kindTitle(descriptions, path)} in ${plain(owner)}`;
  const head =
    widthOf(place) + 2 + widthOf(what) + 2 + id.length <= style.look.width
      ? [`${style.paint("bold", place)}  ${what}  ${style.paint("dim", id)}`]
      : [
          style.paint("bold", style.cutMiddle(place)),
          ...style.wrap(what, 2).map((line) => `  ${line}`),
          `  ${style.paint("dim", id)}`,
        ];
  return [...head, `    ${style.cut(plain(title), 4)}`].join("\n");
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
): readonly string[] {
  const { id, operator } = mutant;
  const { title } = operatorOf(descriptions, mutant);
  const head = `  ${style.paint("dim", id)} ${style.paint("yellow", operator)}:`;
  const isShort = id.length + operator.length + title.length + 5 <= style.look.width;
  const lines = isShort ? [`${head} ${title}`] : [head, ...style.wrap(title, 4).map((line) => `    ${line}`)];
  return withDiff ? [...lines, ...renderFrame(diffFrame(text, mutant), style)] : lines;
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
