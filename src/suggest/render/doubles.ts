/** Stand-ins for what is not handed in: exports of modules, globals, and methods that instances inherit. */
import { Node } from "ts-morph";
import type { Run } from "../follow/run.js";
import { isSettled } from "../holes.js";
import type { Hole, Origin } from "../values.js";
import { free, imported, mock, nameOfDeclared, type Page } from "./page.js";
import { behaviour, functionText } from "./texts.js";

/** The lines that set stand-ins up; how a test names each is put into `references`. */
export function standInLines(
  page: Page,
  run: Run,
  references: Map<Hole, string>,
  taken: Set<string>,
): readonly string[] {
  const called = new Set(run.effects.map(({ hole }) => hole));
  return [...called].flatMap((hole) => {
    if (references.has(hole)) return [];
    const root = rootOf(hole);
    switch (root.origin.sort) {
      case "module":
        return needsStandIn(hole) ? moduleLines(page, run, hole, references, taken) : [];
      case "global":
        return needsStandIn(hole) || root.name === "fetch" ? globalLines(page, run, hole, references, taken) : [];
      case "prototype":
        return hole === root ? prototypeLines(page, run, hole, root.origin.of, references, taken) : [];
      default:
        return [];
    }
  });
}

export function rootOf(hole: Hole): Hole {
  let root = hole;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

/** It fails, or something is made of what it gives; else the real thing may run. */
function needsStandIn(hole: Hole): boolean {
  if (hole.failures.size > 0 || hole.invokes !== undefined) return true;
  const { result } = hole;
  if (result === undefined) return false;
  const inner = result.awaited ?? result;
  if (result.isAsked === true || inner.isAsked === true) return true;
  return isSettled(result) || inner.members.size > 0 || inner.elements.length > 0 || result.choice !== undefined;
}

/** Names from the root down to a method: `["fs", "readFile"]`; nothing behind a call. */
function pathOf(hole: Hole): readonly string[] | undefined {
  const names: string[] = [];
  for (let each: Hole | undefined = hole; each !== undefined; each = each.parent) {
    if (each.via !== undefined && each.via !== "member") return undefined;
    if (each.parent !== undefined) names.unshift(each.name);
  }
  return names;
}

function moduleLines(
  page: Page,
  run: Run,
  hole: Hole,
  references: Map<Hole, string>,
  taken: Set<string>,
): readonly string[] {
  const { origin, name } = rootOf(hole);
  const names = pathOf(hole);
  if (origin.sort !== "module" || names === undefined) return [];
  const specifier = origin.isOurs ? page.style.specifierOf(origin.module) : origin.module;
  const isNamespace = origin.name === "*";
  const [first, ...rest] = names;
  const exportName = isNamespace ? first : origin.name;
  if (exportName === undefined) return [];
  const inside = isNamespace ? rest : names;
  const local = imported(page, specifier, exportName, isNamespace ? exportName : name);
  if (inside.length > 0) return spyLines(page, run, hole, [local, ...inside], references, taken);
  mock(page, specifier, exportName);
  references.set(hole, local);
  const text = standInText(page, run, hole, "mockImplementationOnce");
  return text === "" ? [] : [`vi.mocked(${local})${text};`];
}

/** What a mock or a spy does: fail once, or call what it is given. */
function standInText(
  page: Page,
  run: Run,
  hole: Hole,
  method: "mockImplementation" | "mockImplementationOnce",
): string {
  if (hole.invokes === undefined) return behaviour(page, run.world, hole, 0, "once");
  return `.${method}(${functionText(page, run.world, hole).slice("vi.fn(".length, -1)} as never)`;
}

function spyLines(
  page: Page,
  run: Run,
  hole: Hole,
  names: readonly string[],
  references: Map<Hole, string>,
  taken: Set<string>,
): readonly string[] {
  page.needsVi = true;
  const method = names.at(-1) ?? "";
  const spy = free(method, new Set([...taken, ...page.taken]));
  taken.add(spy);
  references.set(hole, spy);
  const text = standInText(page, run, hole, "mockImplementation");
  return [`const ${spy} = vi.spyOn(${names.slice(0, -1).join(".")}, ${page.style.quote(method)})${text};`];
}

function globalLines(
  page: Page,
  run: Run,
  hole: Hole,
  references: Map<Hole, string>,
  taken: Set<string>,
): readonly string[] {
  const names = pathOf(hole);
  const root = rootOf(hole);
  if (names === undefined || /^(console|Object|Array|JSON|Math|Number|String)$/.test(root.name)) return [];
  if (names.length > 0) return spyLines(page, run, hole, [root.name, ...names], references, taken);
  page.stubsGlobals = true;
  page.needsVi = true;
  references.set(hole, root.name);
  return [`vi.stubGlobal(${page.style.quote(root.name)}, ${functionText(page, run.world, hole)});`];
}

function prototypeLines(
  page: Page,
  run: Run,
  hole: Hole,
  of: Node | Origin,
  references: Map<Hole, string>,
  taken: Set<string>,
): readonly string[] {
  const name = Node.isNode(of)
    ? nameOfDeclared(page, of)
    : of.sort === "module" && !of.isOurs && of.name !== "*"
      ? imported(page, of.module, of.name)
      : undefined;
  if (name === undefined || !/^[\w$]+$/.test(hole.name)) return [];
  page.needsVi = true;
  const spy = free(hole.name, new Set([...taken, ...page.taken]));
  taken.add(spy);
  references.set(hole, spy);
  const behaves = behaviour(page, run.world, hole, 0, "once") || ".mockReturnValue(undefined as never)";
  return [`const ${spy} = vi.spyOn(${name}.prototype, ${page.style.quote(hole.name)})${behaves};`];
}
