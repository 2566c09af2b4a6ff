/** Stage `suggest`: error paths that no test verifies in, the tests to write out. Pure, but for trees that it asks for. */
import type { ErrorPath, Mutant } from "../model.js";
import type { LocatedPath } from "../paths/locate.js";
import type { Modules } from "../source/modules.js";
import { type Entry, fileText } from "./render/file.js";
import { createPage } from "./render/page.js";
import { writeTest } from "./render/test.js";
import { findScenario, type Scenario } from "./scenario.js";
import type { Style } from "./style.js";

/** An error path, and those of its mutants that no test kills. */
export interface Gap {
  readonly path: LocatedPath;
  readonly mutants: readonly Mutant[];
}

/** One test of the file. */
export interface Suggestion {
  readonly path: ErrorPath;
  /** The mutants that it is there to kill. */
  readonly mutants: readonly Mutant[];
  /** Why there is only a note, and no test. */
  readonly why?: string;
}

export interface Suggested {
  readonly text: string;
  readonly suggestions: readonly Suggestion[];
}

/** One test file for error paths of one source file. */
export function suggest(gaps: readonly Gap[], modules: Modules, style: Style): Suggested {
  const page = createPage(style, modules);
  const entries: Entry[] = [];
  const suggestions: Suggestion[] = [];
  for (const { path, mutants } of gaps) {
    for (const group of grouped(path, mutants, modules, style)) {
      const suggestion = { path: path.record, mutants: group.mutants };
      const suite = path.record.owner.replace(/\.constructor$/, "");
      const comments = commentsFor(path.record, group);
      if (group.scenario === undefined) {
        entries.push({
          suite,
          comments: [...comments, `No test was found: ${group.why}.`],
          title: titleFor(path.record),
        });
        suggestions.push({ ...suggestion, why: group.why });
        continue;
      }
      const { title, lines, isAsync } = writeTest(page, group.scenario);
      entries.push({ suite, comments, title, lines, isAsync });
      suggestions.push(suggestion);
    }
  }
  return { text: fileText(page, entries), suggestions };
}

interface Group {
  readonly mutants: readonly Mutant[];
  readonly scenario?: Scenario;
  readonly why: string;
}

/** One test for all mutants that take the same way. */
function grouped(
  { located }: LocatedPath,
  mutants: readonly Mutant[],
  modules: Modules,
  style: Style,
): readonly Group[] {
  const groups = new Map<string, { mutants: Mutant[]; scenario?: Scenario; why: string }>();
  for (const mutant of mutants.length > 0 ? mutants : [undefined]) {
    const found = findScenario(located, mutant, modules);
    const key =
      "scenario" in found ? writeTest(createPage(style, modules), found.scenario).lines.join("\n") : found.why;
    const group = groups.get(key) ?? { mutants: [], why: "", ...found };
    if (mutant !== undefined) group.mutants.push(mutant);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function commentsFor({ file, range, title }: ErrorPath, { mutants }: Group): readonly string[] {
  const shown = title.length > 80 ? `${title.slice(0, 79)}…` : title;
  const killed = mutants.map(({ id, operator }) => `${operator} ${id}`).join(", ");
  return [`${file}:${range.start.line}  ${shown}`, ...(killed === "" ? [] : [`Should kill: ${killed}`])];
}

function titleFor({ title }: ErrorPath): string {
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}
