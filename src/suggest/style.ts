/** How the project writes its tests: told from the test of the unit, else from any other, else from the sources. */
import path from "node:path";
import { Node, type SourceFile, SyntaxKind } from "ts-morph";
import type { Modules } from "../source/modules.js";

export interface Style {
  readonly testName: "it" | "test";
  /** `describe` and the like are there without an import. */
  readonly globals: boolean;
  readonly isTyped: boolean;
  quote(text: string): string;
  /** A file of the project as the test file imports it. */
  specifierOf(file: string): string;
}

export interface StyleQuestion {
  readonly modules: Modules;
  /** The unit's file, relative to the project. */
  readonly file: string;
  /** All test files of the project. */
  readonly tests: readonly string[];
  /** The test file to be written, relative to the project; chosen where it is left out. */
  readonly target?: string;
}

export interface StyleAnswer {
  readonly style: Style;
  /** Where the test file belongs. */
  readonly target: string;
}

const TEST_FILE = /\.(test|spec)\.[cm]?[jt]sx?$/;

export function styleOf({ modules, file, tests, target }: StyleQuestion): StyleAnswer {
  const files = tests.filter((each) => TEST_FILE.test(each));
  const trees = byNearness(files, file)
    .slice(0, 30)
    .flatMap((each) => {
      const tree = modules.load(each);
      return tree === undefined ? [] : [{ name: each, tree }];
    });
  const own = trees.find(({ name, tree }) => importsFile(modules, tree, name, file));
  const model = own ?? trees[0];
  const chosen = target ?? targetFor(file, model?.name);
  const extension = extensionStyle(
    [...(model === undefined ? [] : [model.tree]), ...trees.map(({ tree }) => tree)],
    modules.load(file),
  );
  const source = modules.load(file);
  const quoteMark = quoteOf(model?.tree ?? source);
  const style: Style = {
    testName: model !== undefined && calls(model.tree, "test") > calls(model.tree, "it") ? "test" : "it",
    globals: false,
    isTyped: /\.[cm]?tsx?$/.test(chosen),
    quote: (text) => quoted(text, quoteMark),
    specifierOf: (wanted) => relativeSpecifier(chosen, wanted, extension),
  };
  return { style, target: chosen };
}

/** Those that are named after the file first, then those whose folder is most like its own. */
function byNearness(tests: readonly string[], file: string): readonly string[] {
  const name = path.posix.basename(file).replace(/\.\w+$/, "");
  const isNamesake = (each: string) => path.posix.basename(each).startsWith(`${name}.`);
  const rank = (each: string) => distance(each, file) - (isNamesake(each) ? 3 : 0);
  return [...tests].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** How many folders one has and the other has not; `test/a` is to `src/a` what it is to itself. */
function distance(test: string, file: string): number {
  const folders = (each: string) =>
    path.posix
      .dirname(each)
      .split("/")
      .filter((part) => !/^(src|lib|source|tests?|spec|unit|__tests__)$/.test(part));
  const [ours, theirs] = [folders(file), folders(test)];
  return (
    ours.filter((each) => !theirs.includes(each)).length + theirs.filter((each) => !ours.includes(each)).length * 2
  );
}

function importsFile(modules: Modules, tree: SourceFile, name: string, file: string): boolean {
  return tree.getImportDeclarations().some((each) => modules.resolve(each.getModuleSpecifierValue(), name) === file);
}

function calls(tree: SourceFile, name: string): number {
  return tree.getDescendantsOfKind(SyntaxKind.CallExpression).filter((each) => each.getExpression().getText() === name)
    .length;
}

/** Beside the source where the tests are there, else in their folder. */
function targetFor(file: string, model: string | undefined): string {
  const base = path.posix.basename(file);
  const [, name = base, extension = "ts"] = /^(.*)\.([cm]?[jt]sx?)$/.exec(base) ?? [];
  const kind = model !== undefined && /\.spec\./.test(model) ? "spec" : "test";
  const written = `${name}.errors.${kind}.${extension.replace(/x$/, "")}`;
  const isBeside =
    model === undefined || path.posix.dirname(model).startsWith(path.posix.dirname(file).split("/")[0] ?? "src");
  if (model === undefined) return `test/${written}`;
  return isBeside
    ? path.posix.join(path.posix.dirname(file), written)
    : path.posix.join(path.posix.dirname(model), written);
}

type Extension = "js" | "ts" | "none";

function extensionStyle(tests: readonly SourceFile[], source: SourceFile | undefined): Extension {
  for (const tree of [...tests, ...(source === undefined ? [] : [source])]) {
    for (const each of tree.getImportDeclarations()) {
      const specifier = each.getModuleSpecifierValue();
      if (!specifier.startsWith(".")) continue;
      if (/\.[cm]?jsx?$/.test(specifier)) return "js";
      if (/\.[cm]?tsx?$/.test(specifier)) return "ts";
      if (!/\.\w+$/.test(specifier)) return "none";
    }
  }
  return "js";
}

function relativeSpecifier(from: string, file: string, extension: Extension): string {
  const relative = path.posix.relative(path.posix.dirname(from), file);
  const local = relative.startsWith(".") ? relative : `./${relative}`;
  if (extension === "ts") return local;
  if (extension === "js") return local.replace(/\.([cm]?)tsx?$/, ".$1js");
  return local.replace(/(\/index)?\.[cm]?[jt]sx?$/, "");
}

function quoteOf(tree: SourceFile | undefined): "'" | '"' {
  const [first] = tree?.getImportDeclarations() ?? [];
  const specifier = first?.getModuleSpecifier();
  return Node.isStringLiteral(specifier) && specifier.getText().startsWith("'") ? "'" : '"';
}

function quoted(text: string, mark: "'" | '"'): string {
  const double = JSON.stringify(text).replace(/[\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);
  if (mark === '"' || /["']/.test(text)) return double;
  return `'${double.slice(1, -1)}'`;
}
