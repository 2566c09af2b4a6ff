/**
 * Questions about types, for the few places where syntax is ambiguous. Each answers yes, no, or
 * `undefined` where it is not known: then the caller decides from syntax, and says that it is less sure.
 *
 * Nothing is loaded until the first question is asked. What a file imports is read then, and no more: the
 * program's roots are the files in question and the project's own declaration files.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Node, Project, ts } from "ts-morph";

export type Answer = boolean | undefined;

export interface Types {
  /** Whether a value can be null or undefined. `any` and `unknown` can. */
  canBeNullish(expression: Node): Answer;
  /** Whether a value is a boolean, and nothing else. */
  isBoolean(expression: Node): Answer;
  /** Whether a value is undefined, or of type void, and nothing else. */
  isUndefined(expression: Node): Answer;
  /** Whether no value is left: the type is `never`. */
  isNever(expression: Node): Answer;
  /** Whether a value has a `then` that can be called. */
  isThenable(expression: Node): Answer;
  /** Whether a call never comes back: its signature returns `never`. */
  returnsNever(call: Node): Answer;
  /** Whether a call's signature says `asserts …`. */
  asserts(call: Node): Answer;
}

/** Knows nothing. */
export const noTypes: Types = {
  canBeNullish: () => undefined,
  isBoolean: () => undefined,
  isUndefined: () => undefined,
  isNever: () => undefined,
  isThenable: () => undefined,
  returnsNever: () => undefined,
  asserts: () => undefined,
};

interface Checked {
  readonly checker: ts.TypeChecker;
  readonly program: ts.Program;
  /** Without it nothing can be said about null and undefined. */
  readonly strictNullChecks: boolean;
}

/**
 * Types of the files of a project, by its own tsconfig files.
 *
 * @param files relative to the project, with `/`: those about which something may be asked
 */
export function createTypes(projectDir: string, files: readonly string[]): (file: string) => Types {
  const byConfig = new Map<string, Checked | undefined>();
  const configOf = (file: string) => nearestConfig(path.join(projectDir, file));
  const checkedFor = (file: string): Checked | undefined => {
    const config = configOf(file);
    if (config === undefined) return undefined;
    if (!byConfig.has(config)) {
      const own = files.filter((each) => configOf(each) === config).map((each) => path.join(projectDir, each));
      byConfig.set(config, load(config, own));
    }
    return byConfig.get(config);
  };
  return (file) => questions(() => lookUp(checkedFor(file), path.join(projectDir, file)));
}

/** The tsconfig.json that an editor would use: the nearest one upwards. */
function nearestConfig(file: string): string | undefined {
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    const candidate = path.join(dir, "tsconfig.json");
    if (existsSync(candidate)) return candidate;
    if (dir === path.dirname(dir)) return undefined;
  }
}

function load(configFile: string, files: readonly string[]): Checked | undefined {
  const config = configFor(configFile, files[0] ?? "");
  if (config === undefined) return undefined;
  const compilerOptions: ts.CompilerOptions = {
    ...config.options,
    ...{ allowJs: true, noEmit: true, skipLibCheck: true, skipDefaultLibCheck: true },
  };
  try {
    const project = new Project({ compilerOptions, skipFileDependencyResolution: true });
    for (const file of [...files, ...config.fileNames.filter((each) => /\.d\.[cm]?ts$/.test(each))]) {
      project.addSourceFileAtPathIfExists(file);
    }
    const program = project.getProgram().compilerObject;
    const { strict, strictNullChecks = strict } = compilerOptions;
    return { program, checker: program.getTypeChecker(), strictNullChecks: strictNullChecks === true };
  } catch {
    // A configuration or a file that the compiler chokes on: then there are no types to be had.
    return undefined;
  }
}

/** The configuration itself, or of those that it refers to the one that has the file. */
function configFor(configFile: string, file: string, depth = 0): ts.ParsedCommandLine | undefined {
  const parsed = parseConfig(configFile);
  if (parsed === undefined || depth > 3) return parsed;
  if (parsed.fileNames.some((each) => path.resolve(each) === path.resolve(file))) return parsed;
  for (const { path: reference } of parsed.projectReferences ?? []) {
    const target = reference.endsWith(".json") ? reference : path.join(reference, "tsconfig.json");
    const found = existsSync(target) ? configFor(target, file, depth + 1) : undefined;
    if (found?.fileNames.some((each) => path.resolve(each) === path.resolve(file))) return found;
  }
  return parsed;
}

function parseConfig(configFile: string): ts.ParsedCommandLine | undefined {
  const { config, error } = ts.readConfigFile(configFile, (name) => readFileSync(name, "utf8"));
  if (error !== undefined || config === undefined) return undefined;
  return ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(configFile), undefined, configFile);
}

/** A file as the program has it. */
interface LookedUp extends Checked {
  readonly file: ts.SourceFile;
}

function lookUp(checked: Checked | undefined, file: string): LookedUp | undefined {
  const sourceFile = checked?.program.getSourceFile(file.replaceAll("\\", "/"));
  return checked === undefined || sourceFile === undefined ? undefined : { ...checked, file: sourceFile };
}

function questions(open: () => LookedUp | undefined): Types {
  let opened: LookedUp | undefined | "not yet" = "not yet";
  const ask = (node: Node, answer: (found: ts.Node, context: LookedUp) => Answer): Answer => {
    if (opened === "not yet") opened = open();
    if (opened === undefined) return undefined;
    const found = counterpartOf(node, opened.file);
    return found === undefined ? undefined : answer(found, opened);
  };
  const askType = (node: Node, answer: (type: ts.Type, context: LookedUp) => Answer) =>
    ask(node, (found, context) => {
      const type = context.checker.getTypeAtLocation(found);
      return isUnresolved(type) ? undefined : answer(type, context);
    });
  const askSignature = (call: Node, answer: (signature: ts.Signature, context: LookedUp) => Answer) =>
    ask(call, (found, context) => {
      if (!ts.isCallExpression(found)) return undefined;
      if (isUnresolved(context.checker.getTypeAtLocation(found.expression))) return undefined;
      const signature = context.checker.getResolvedSignature(found);
      return signature === undefined ? undefined : answer(signature, context);
    });
  return {
    canBeNullish: (node) =>
      askType(node, (type, { strictNullChecks }) => (strictNullChecks ? canBeNullish(type) : undefined)),
    isBoolean: (node) => askType(node, isBoolean),
    isUndefined: (node) => askType(node, isUndefined),
    isNever: (node) => askType(node, (type) => has(type, ts.TypeFlags.Never)),
    isThenable: (node) => askType(node, (type, { checker, file }) => isThenable(type, checker, file)),
    returnsNever: (call) =>
      askSignature(call, (signature, { checker }) =>
        has(checker.getReturnTypeOfSignature(signature), ts.TypeFlags.Never),
      ),
    asserts: (call) =>
      askSignature(call, (signature, { checker }) => {
        const kind = checker.getTypePredicateOfSignature(signature)?.kind;
        return kind === ts.TypePredicateKind.AssertsIdentifier || kind === ts.TypePredicateKind.AssertsThis;
      }),
  };
}

/** The node at the same place, of the same kind, in the program's own tree. */
function counterpartOf(node: Node, file: ts.SourceFile): ts.Node | undefined {
  const [start, end, kind] = [node.getStart(), node.getEnd(), node.getKind()];
  const find = (current: ts.Node): ts.Node | undefined => {
    if (current.getStart(file) === start && current.end === end && (current.kind as number) === (kind as number)) {
      return current;
    }
    return ts.forEachChild(current, (child) => (child.pos <= start && end <= child.end ? find(child) : undefined));
  };
  return find(file);
}

function has(type: ts.Type, flags: ts.TypeFlags): boolean {
  return (type.flags & flags) !== 0;
}

/** The compiler's type for what it cannot resolve is an `any` under another name. */
function isUnresolved(type: ts.Type): boolean {
  const { intrinsicName } = type as ts.Type & { readonly intrinsicName?: string };
  return has(type, ts.TypeFlags.Any) && (intrinsicName === "error" || intrinsicName === "unresolved");
}

function canBeNullish(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(canBeNullish);
  if (has(type, ts.TypeFlags.TypeParameter | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional)) {
    const constraint = type.getConstraint();
    return constraint === undefined || canBeNullish(constraint);
  }
  const { Any, Unknown, Null, Undefined, Void } = ts.TypeFlags;
  return has(type, Any | Unknown | Null | Undefined | Void);
}

function isUndefined(type: ts.Type): boolean {
  return type.isUnion() ? type.types.every(isUndefined) : has(type, ts.TypeFlags.Undefined | ts.TypeFlags.Void);
}

function isBoolean(type: ts.Type): boolean {
  return type.isUnion() ? type.types.every(isBoolean) : has(type, ts.TypeFlags.BooleanLike);
}

function isThenable(type: ts.Type, checker: ts.TypeChecker, file: ts.SourceFile): Answer {
  if (has(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return undefined;
  if (type.isUnion()) return type.types.some((each) => isThenable(each, checker, file) === true);
  const then = checker.getPropertyOfType(checker.getApparentType(type), "then");
  if (then === undefined) return false;
  return checker.getTypeOfSymbolAtLocation(then, file).getCallSignatures().length > 0;
}
