/** What `faultline list` shows: error paths and their mutants, without a test run. */
import type { ErrorPath, Inventory, Mutant } from "../model.js";
import { diffFrame } from "../source/code-frame.js";
import { kindTitle, operatorOf } from "./describe.js";
import { mutantFields, pathFields, SCHEMA_VERSION } from "./json.js";
import { count, createStyle, type Look, plain, type Style } from "./style.js";

export function renderList(inventory: Inventory, look: Look, withDiff: boolean): string {
  const style = createStyle(look);
  const texts = new Map(inventory.sources.map(({ file, text }) => [file, text]));
  const blocks = inventory.paths.map((path) => {
    const own = inventory.mutants.filter((mutant) => mutant.pathId === path.id);
    return [
      pathLine(path, inventory, style),
      ...path.notes.map((note) => `    note: ${plain(note)}`),
      ...own.map((mutant) => mutantLines(mutant, inventory, texts.get(path.file) ?? "", style, withDiff)),
    ].join("\n");
  });
  const problems = inventory.problems.map(({ file, message, position }) =>
    style.paint(
      "red",
      `${file}${position === undefined ? "" : `:${position.line}:${position.column}`} ${plain(message)}`,
    ),
  );
  const total = `${count(inventory.paths.length, "error path")}, ${count(inventory.mutants.length, "mutant")} in ${count(inventory.sources.length, "file")}.`;
  return [...blocks, ...problems, inventory.paths.length === 0 ? `Nothing to check here: ${total}` : total].join(
    "\n\n",
  );
}

function pathLine(path: ErrorPath, { descriptions }: Inventory, style: Style): string {
  const { file, range, owner, title, id } = path;
  const place = `${file}:${range.start.line}:${range.start.column}`;
  return [
    `${style.paint("bold", place)}  ${kindTitle(descriptions, path)} in ${plain(owner)}  ${style.paint("dim", id)}`,
    `    ${style.cut(plain(title), 4)}`,
  ].join("\n");
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
export function renderListJson({ paths, mutants, problems }: Inventory): string {
  const errorPaths = paths.map((path) => ({
    ...pathFields(path),
    mutants: mutants.filter((mutant) => mutant.pathId === path.id).map(mutantFields),
  }));
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, errorPaths, problems }, null, 2)}\n`;
}
