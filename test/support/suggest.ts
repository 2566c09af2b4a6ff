/** From pieces of code to the tests that are suggested for them, without a disk. */
import path from "node:path";
import type { SourceFile } from "ts-morph";
import { generate } from "../../src/operators/generate.js";
import { defaultOperatorIds } from "../../src/operators/registry.js";
import { locate } from "../../src/paths/locate.js";
import { kindIds } from "../../src/paths/registry.js";
import type { Modules } from "../../src/source/modules.js";
import { createProject } from "../../src/source/open.js";
import { styleOf } from "../../src/suggest/style.js";
import { type Suggested, suggest } from "../../src/suggest/suggest.js";

export type Files = Readonly<Record<string, string>>;

/** The files of a project, in memory. */
export function modulesOf(files: Files): Modules {
  const project = createProject();
  const trees = new Map<string, SourceFile>(
    Object.entries(files).map(([name, text]) => [name, project.createSourceFile(`/${name}`, text)]),
  );
  return {
    load: (file) => trees.get(file),
    resolve: (specifier, from) => {
      if (!specifier.startsWith(".")) return specifier.replace(/^node:/, "");
      const target = path.posix.join(path.posix.dirname(from), specifier);
      const found = [target, target.replace(/\.js$/, ".ts"), `${target}.ts`].find((each) => trees.has(each));
      return found ?? target;
    },
    speaksToNetwork: () => false,
  };
}

/** The suggestions for all error paths of a file, or only for the mutants of some operators. */
export function suggestFor(files: Files, operators = defaultOperatorIds, file = "src/code.ts"): Suggested {
  const modules = modulesOf(files);
  const tree = modules.load(file);
  if (tree === undefined) throw new Error(`no ${file}`);
  const located = locate(tree, file);
  const selection = { kinds: new Set(kindIds), operators: new Set(operators) };
  const { mutants } = generate(tree, located, selection);
  const tests = Object.keys(files).filter((name) => name.includes(".test."));
  const { style } = styleOf({ modules, file, tests });
  const gaps = located
    .map((one) => ({ path: one, mutants: mutants.filter(({ pathId }) => pathId === one.record.id) }))
    .filter((gap) => gap.mutants.length > 0);
  return suggest(gaps, modules, style);
}

/** The bodies of the suggested tests, without what stands around them. */
export function bodiesFor(code: string | Files, operators?: readonly string[]): readonly string[] {
  const files = typeof code === "string" ? { "src/code.ts": code } : code;
  const { text } = suggestFor(files, operators);
  const tests = [...text.matchAll(/^ {2}(?:it|test)\(.*=> \{\n([\s\S]*?)^ {2}\}\);/gm)];
  return tests.map(([, body = ""]) => body.replace(/^ {4}/gm, "").trim());
}
