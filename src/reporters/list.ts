/** What `faultline list` shows: error paths and their mutants, without a test run. */
import type { ErrorPath, Inventory, Mutant } from "../model.js";
import { diffFrame } from "../source/code-frame.js";
import { kindTitle, operatorOf } from "./describe.js";
import { renderFrame } from "./frame.js";
import { mutantFields, pathFields, SCHEMA_VERSION } from "./json.js";
import { count, createStyle, type Look, plain, type Style } from "./style.js";
import { widthOf } from "./width.js";

export function renderList(inventory: Inventory, look: Look, withDiff: boolean): string {
  const style = createStyle(look);
  const texts = new Map(inventory.sources.map(({ file, text }) => [file, text]));
  const blocks = inventory.paths.map((path) => {
    const own = inventory.mutants.filter((mutant) => mutant.pathId === path.id);
    return [
      pathLine(path, inventory, style),
      ...path.notes.flatMap((note) => style.wrap(`note: ${plain(note)}`, 4).map((line) => `    ${line}`)),
      ...own.flatMap((mutant) => mutantLines(mutant, inventory, texts.get(path.file) ?? "", style, withDiff)),
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
  return [...blocks, ...problems, style.wrap(lastWord, 0).join("\n")].join("\n\n");
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
export function renderListJson({ paths, mutants, problems }: Inventory): string {
  const errorPaths = paths.map((path) => ({
    ...pathFields(path),
    mutants: mutants.filter((mutant) => mutant.pathId === path.id).map(mutantFields),
  }));
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, errorPaths, problems }, null, 2)}\n`;
}
