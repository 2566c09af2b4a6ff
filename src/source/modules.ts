/** The files of a project as modules: which file an import means, and its syntax tree. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Node, type SourceFile, ts } from "ts-morph";
import { createNetworkQuestion } from "./network.js";
import { createProject, readText } from "./open.js";

export interface Modules {
  /** The syntax tree of a file of the project; nothing where it cannot be read. */
  load(file: string): SourceFile | undefined;
  /** A file of the project, relative to it, or the name of a package or of a module of Node's. */
  resolve(specifier: string, from: string): string;
  /** Whether a package, or one of Node's modules, speaks to the network. */
  speaksToNetwork(module: string): boolean;
}

/** Reads files when they are asked for, each once. */
export function createModules(projectDir: string): Modules {
  const project = createProject();
  const trees = new Map<string, SourceFile | undefined>();
  const resolved = new Map<string, string>();
  const options = compilerOptions(projectDir);
  const cache = ts.createModuleResolutionCache(projectDir, (name) => name, options);
  return {
    speaksToNetwork: createNetworkQuestion(projectDir),
    load(file) {
      if (!trees.has(file)) {
        const read = readText(path.join(projectDir, file));
        trees.set(
          file,
          "text" in read ? project.createSourceFile(`/${file}`, read.text, { overwrite: true }) : undefined,
        );
      }
      return trees.get(file);
    },
    resolve(specifier, from) {
      const key = `${specifier}\u0000${path.dirname(from)}`;
      const known = resolved.get(key) ?? resolve(projectDir, specifier, from, options, cache);
      resolved.set(key, known);
      return known;
    },
  };
}

function resolve(
  projectDir: string,
  specifier: string,
  from: string,
  options: ts.CompilerOptions,
  cache: ts.ModuleResolutionCache,
): string {
  const bare = specifier.replace(/^node:/, "").replace(/(?<=.)[?#].*$/, "");
  const { resolvedModule } = ts.resolveModuleName(bare, path.join(projectDir, from), options, ts.sys, cache);
  if (resolvedModule !== undefined && !resolvedModule.isExternalLibraryImport) {
    const file = path.relative(projectDir, resolvedModule.resolvedFileName).replaceAll("\\", "/");
    if (!file.startsWith("../")) return file;
  }
  return bare.startsWith(".") ? path.posix.join(path.posix.dirname(from), bare) : bare;
}

/** The project's own `paths` and the like; the way of bundlers finds `./a.js` in `a.ts`, and packages by their exports. */
function compilerOptions(projectDir: string): ts.CompilerOptions {
  const file = path.join(projectDir, "tsconfig.json");
  const host = { ...ts.sys, readDirectory: () => [] };
  const { config } = ts.readConfigFile(file, (name) =>
    ts.sys.fileExists(name) ? readFileSync(name, "utf8") : undefined,
  );
  const own = config === undefined ? {} : ts.parseJsonConfigFileContent(config, host, projectDir).options;
  return {
    ...(own.paths === undefined ? {} : { paths: own.paths }),
    ...(own.baseUrl === undefined ? {} : { baseUrl: own.baseUrl }),
    ...(own["pathsBasePath"] === undefined ? {} : { pathsBasePath: own["pathsBasePath"] }),
    allowJs: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
}

/** What a module exports under a name, followed through the module's own re-exports. */
export function exportedBy(
  modules: Modules,
  file: string,
  name: string,
  seen = new Set<string>(),
): { node: Node; file: string } | undefined {
  const key = `${file} ${name}`;
  const tree = seen.has(key) ? undefined : modules.load(file);
  seen.add(key);
  if (tree === undefined) return undefined;
  const local = declaredExport(tree, name);
  if (local !== undefined) return { node: local, file };
  for (const declaration of tree.getExportDeclarations()) {
    const specifier = declaration.getModuleSpecifierValue();
    const named = declaration
      .getNamedExports()
      .find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
    if (specifier === undefined || (named === undefined && declaration.hasNamedExports())) continue;
    const found = exportedBy(modules, modules.resolve(specifier, file), named?.getName() ?? name, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function declaredExport(tree: SourceFile, name: string): Node | undefined {
  const alias = tree
    .getExportDeclarations()
    .filter((each) => each.getModuleSpecifierValue() === undefined)
    .flatMap((each) => each.getNamedExports())
    .find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
  if (alias !== undefined) return topLevel(tree, alias.getName());
  if (name !== "default") return topLevel(tree, name);
  const assigned = tree.getExportAssignment((each) => !each.isExportEquals())?.getExpression();
  if (Node.isIdentifier(assigned)) return topLevel(tree, assigned.getText());
  return assigned ?? tree.getStatements().find((each) => Node.isExportable(each) && each.isDefaultExport());
}

function topLevel(tree: SourceFile, name: string): Node | undefined {
  return tree.getFunction(name) ?? tree.getClass(name) ?? tree.getVariableDeclaration(name);
}
