/** What the names of a module stand for: its own declarations, what it imports, and globals. */
import { Node, type SourceFile } from "ts-morph";
import { declarationOf, importedBy } from "../../source/declarations.js";
import { exportedBy } from "../../source/modules.js";
import { isFunction, unwrap } from "../../source/syntax.js";
import { fileName } from "../types.js";
import {
  createHole,
  type Hole,
  holeValue,
  literal,
  type Origin,
  type Scope,
  type TypeRef,
  UNKNOWN,
  type Value,
} from "../values.js";
import { evaluate, type Run } from "./run.js";

export function moduleScope(run: Run, file: SourceFile): Scope {
  const known = run.moduleScopes.get(file);
  if (known !== undefined) return known;
  const scope: Scope = { names: new Map(), file };
  run.moduleScopes.set(file, scope);
  return scope;
}

/** What an identifier stands for that no function around it declares. */
export function topLevelValue(run: Run, identifier: Node, file: SourceFile): Value {
  const name = identifier.getText();
  const scope = moduleScope(run, file);
  const known = scope.names.get(name);
  if (known !== undefined) return known;
  const declaration = declarationOf(identifier) ?? enumNamed(file, name);
  if (declaration === undefined) return globalValue(run, name);
  // A name can depend on itself: until it is known, it is not.
  scope.names.set(name, UNKNOWN);
  const value = declaredValue(run, declaration, name, scope);
  scope.names.set(name, value);
  return value;
}

function enumNamed(file: SourceFile, name: string): Node | undefined {
  return file.getEnum(name);
}

function declaredValue(run: Run, declaration: Node, name: string, scope: Scope): Value {
  const imported = importedBy(declaration, name);
  if (imported !== undefined) {
    const from = declaration.getSourceFile();
    return importedValue(run, run.modules.resolve(imported.specifier, fileName(from)), imported.name);
  }
  return valueOfDeclaration(run, declaration, scope);
}

function valueOfDeclaration(run: Run, declaration: Node, scope: Scope): Value {
  if (Node.isVariableDeclaration(declaration)) {
    const initializer = declaration.getInitializer();
    return initializer === undefined ? UNKNOWN : evaluate(run, initializer, scope);
  }
  if (isFunction(declaration)) return { is: "function", node: declaration, scope };
  if (Node.isClassDeclaration(declaration)) {
    return { is: "class", node: declaration, name: declaration.getName() ?? "default" };
  }
  if (Node.isEnumDeclaration(declaration)) {
    const members = declaration.getMembers().map((each) => [each.getName(), literal(each.getValue())] as const);
    return { is: "object", properties: new Map(members), isWhole: true };
  }
  return Node.isExpression(declaration) ? evaluate(run, declaration, scope) : UNKNOWN;
}

/** What a module gives under a name: of the project its own code, of a package a hole. */
export function importedValue(run: Run, module: string, name: string): Value {
  const tree = run.modules.load(module);
  if (tree === undefined)
    return holeValue(outside(run, { sort: "module", module, isOurs: false, name }, localName(module, name)));
  if (name === "*") return holeValue(outside(run, { sort: "module", module, isOurs: true, name }, "namespace"));
  const found = exportedBy(run.modules, module, name);
  if (found === undefined) return UNKNOWN;
  const { node, file } = found;
  const value = Node.isVariableDeclaration(node) ? node.getInitializer() : node;
  const called = value === undefined ? undefined : unwrap(value);
  if (run.plan.standsIn && called !== undefined && isFunction(called) && !isOnTheWay(run, called)) {
    const type = returnType(called);
    return holeValue(outside(run, { sort: "module", module, isOurs: true, name }, localName(module, name), type));
  }
  const source = run.modules.load(file);
  if (source === undefined) return UNKNOWN;
  const declared =
    Node.isFunctionDeclaration(node) || Node.isClassDeclaration(node) || Node.isVariableDeclaration(node)
      ? node.getName()
      : undefined;
  const scope = moduleScope(run, source);
  const known = declared === undefined ? undefined : scope.names.get(declared);
  if (known !== undefined) return known;
  const result = valueOfDeclaration(run, node, scope);
  if (declared !== undefined) scope.names.set(declared, result);
  return result;
}

function isOnTheWay(run: Run, node: Node): boolean {
  return run.plan.waypoints.some(
    (each) => each.getSourceFile() === node.getSourceFile() && node.containsRange(each.getPos(), each.getEnd()),
  );
}

function returnType(node: Node): TypeRef | undefined {
  const type = Node.isReturnTyped(node) ? node.getReturnTypeNode() : undefined;
  return type === undefined ? undefined : ({ node: type, file: node.getSourceFile(), isReturned: true } as TypeRef);
}

function localName(module: string, name: string): string {
  if (name !== "default" && name !== "*") return name;
  return (module.split("/").at(-1) ?? module)
    .replace(/\.\w+$/, "")
    .replace(/\W+(\w)?/g, (_, next = "") => next.toUpperCase());
}

/** Something that is outside of all functions: one hole for one thing. */
function outside(run: Run, origin: Origin, name: string, type?: TypeRef): Hole {
  const key = JSON.stringify(origin);
  const known = run.outside.get(key) ?? createHole(name, origin, { type });
  run.outside.set(key, known);
  return known;
}

const CONSTANTS: Readonly<Record<string, Value>> = {
  undefined: literal(undefined),
  NaN: literal(Number.NaN),
  Infinity: literal(Number.POSITIVE_INFINITY),
};

function globalValue(run: Run, name: string): Value {
  return CONSTANTS[name] ?? holeValue(outside(run, { sort: "global", name }, name));
}
