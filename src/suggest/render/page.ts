/** What the tests of one file share while they are written: imports, module stand-ins, and the style. */
import { Node } from "ts-morph";
import type { Modules } from "../../source/modules.js";
import { exportNameOf } from "../entry.js";
import type { Style } from "../style.js";
import { fileName } from "../types.js";
import type { Hole } from "../values.js";

export interface Page {
  readonly style: Style;
  readonly modules: Modules;
  /** By the module as the test imports it: what is imported, by its name there. */
  readonly imports: Map<string, Map<string, string>>;
  /** Exports that are replaced by functions that call the original until a test says otherwise. */
  readonly mocks: Map<string, Set<string>>;
  /** Names that are taken at the top of the file. */
  readonly taken: Set<string>;
  /** Of the test that is being written: what has a name there. */
  readonly named: Map<Hole, string>;
  needsVi: boolean;
  stubsGlobals: boolean;
}

export function createPage(style: Style, modules: Modules): Page {
  const taken = new Set(["describe", "it", "test", "expect", "vi", "afterEach", "error", "result", "subject"]);
  return {
    style,
    modules,
    imports: new Map(),
    mocks: new Map(),
    taken,
    named: new Map(),
    needsVi: false,
    stubsGlobals: false,
  };
}

/** The local name of an import; the import is added. */
export function imported(page: Page, specifier: string, name: string, wanted = name): string {
  const names = page.imports.get(specifier) ?? new Map<string, string>();
  page.imports.set(specifier, names);
  const known = names.get(name);
  if (known !== undefined) return known;
  const local = free(wanted === "default" ? "unit" : wanted, page.taken);
  page.taken.add(local);
  names.set(name, local);
  return local;
}

export function mock(page: Page, specifier: string, name: string): void {
  page.needsVi = true;
  page.mocks.set(specifier, (page.mocks.get(specifier) ?? new Set<string>()).add(name));
}

export function free(wanted: string, taken: ReadonlySet<string>): string {
  const plain = wanted.replace(/^[#_]+/, "").replace(/[^\w$]/g, "") || "value";
  const name =
    /^(new|delete|default|class|function|in|of|return|import|export|await|async|this|null|true|false|var|let|const|if|for|do|try|catch|throw|switch|case|void|typeof|with|yield|enum|package|private|public|static)$/.test(
      plain,
    )
      ? `${plain}_`
      : plain;
  for (let i = 1; ; i++) if (!taken.has(i === 1 ? name : `${name}${i}`)) return i === 1 ? name : `${name}${i}`;
}

/** A class or function of the project, by the name that a test has for it; nothing where it is not exported. */
export function nameOfDeclared(page: Page, node: Node): string | undefined {
  const file = node.getSourceFile();
  const own = Node.isClassDeclaration(node) || Node.isFunctionDeclaration(node) ? node.getName() : undefined;
  const exportName = exportNameOf(file, own, node);
  if (exportName === undefined) return undefined;
  return imported(page, page.style.specifierOf(fileName(file)), exportName, own ?? exportName);
}
