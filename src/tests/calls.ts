/** The calls of an error path's protected code, followed from file to file through the project. */
import { Node } from "ts-morph";
import type { Dependency, ErrorPath } from "../model.js";
import { dependenciesOf } from "../source/dependencies.js";
import { exportedBy, type Modules } from "../source/modules.js";

/** A dependency, with its module resolved. */
export interface ResolvedDependency extends Dependency {
  /** Of a module: a file of the project, or a package. */
  readonly module?: string;
  /** It speaks to the network. */
  readonly network: boolean;
}

const NETWORK_GLOBALS = /^(fetch|XMLHttpRequest|WebSocket|EventSource)$/;

/** Enough for any honest call chain; keeps a path that reaches half of a program from costing seconds. */
const MAX_CALLS = 400;

/** What the protected code calls, itself or through functions of the project that it imports. */
export function callsBehind(modules: Modules, path: ErrorPath): readonly ResolvedDependency[] {
  const found: ResolvedDependency[] = [];
  const followed = new Set<string>();
  const queue = path.dependencies.map((dependency) => ({ dependency, file: path.file }));
  for (let next = queue.shift(); next !== undefined && found.length < MAX_CALLS; next = queue.shift()) {
    const { dependency, file } = next;
    if (dependency.sort !== "module") {
      found.push({ ...dependency, network: dependency.sort === "global" && NETWORK_GLOBALS.test(dependency.name) });
      continue;
    }
    const module = modules.resolve(dependency.name, file);
    const target = calledFunction(modules, module, dependency);
    const isOurs = modules.load(module) !== undefined;
    found.push({ ...dependency, module, network: !isOurs && modules.speaksToNetwork(module) });
    const key = target === undefined ? "" : `${target.file}:${target.node.getPos()}`;
    if (target === undefined || followed.has(key)) continue;
    followed.add(key);
    queue.push(...dependenciesOf([target.node]).map((each) => ({ dependency: each, file: target.file })));
  }
  return found;
}

/** The function, constructor or method of the project that a call to a module runs. */
function calledFunction(modules: Modules, module: string, { imported, method }: Dependency) {
  const name = imported === "*" ? method : imported;
  const found = name === undefined ? undefined : exportedBy(modules, module, name);
  if (found === undefined) return undefined;
  const { node, file } = found;
  const value = Node.isVariableDeclaration(node) ? node.getInitializer() : undefined;
  if (!Node.isClassDeclaration(node)) return { node: value ?? node, file };
  const called =
    method === undefined ? node.getConstructors()[0] : (node.getInstanceMethod(method) ?? node.getStaticMethod(method));
  return called === undefined ? undefined : { node: called, file };
}
