/** What `a.b` is. */
import { Node } from "ts-morph";
import { isPlain, known, memberHole } from "../holes.js";
import { settleAs } from "../solve.js";
import {
  createHole,
  type FunctionValue,
  holeValue,
  literal,
  type Made,
  made,
  operation,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "../values.js";
import { importedValue, moduleScope } from "./modules.js";
import { evaluate, type Run, Thrown } from "./run.js";

export function propertyOf(run: Run, value: Value, name: string, isOptional: boolean): Value {
  switch (value.is) {
    case "hole":
      return ofHole(run, value, name, isOptional);
    case "object":
      return value.properties.get(name) ?? (value.isWhole ? UNDEFINED : UNKNOWN);
    case "made":
      return ofInstance(run, value, name);
    case "class":
      return ofClass(run, value, name);
    case "array":
      return name === "length" ? literal(value.items.length) : UNKNOWN;
    case "literal":
      if (value.value === undefined || value.value === null) {
        if (isOptional) return UNDEFINED;
        throw new Thrown(made("TypeError"));
      }
      return operation([value], (js: Record<string, unknown>) => js[name]);
    case "operation":
      return operation([value], (js: Record<string, unknown> | undefined) => js?.[name]);
    default:
      return UNKNOWN;
  }
}

function ofHole(run: Run, value: Value, name: string, isOptional: boolean): Value {
  if (value.is !== "hole") return UNKNOWN;
  const { hole } = value;
  const written = run.written.get(hole)?.get(name);
  if (written !== undefined) return written;
  const { origin } = hole;
  if (origin.sort === "module" && origin.isOurs && origin.name === "*") {
    return importedValue(run, origin.module, name);
  }
  const found = known(run.world, hole);
  const isNothing = found !== undefined && (found.js === undefined || found.js === null);
  if (isNothing && !isOptional && !settleAs(run.solver, hole, { is: "object" })) throw new Thrown(made("TypeError"));
  if (isPlain(run.world, hole)) return operation([value], (js: Record<string, unknown> | undefined) => js?.[name]);
  return holeValue(memberHole(run.world, hole, name));
}

function ofInstance(run: Run, instance: Made, name: string): Value {
  const own = instance.properties.get(name);
  if (own !== undefined) return own;
  if (name === "constructor") return UNKNOWN;
  if (name === "name" && /Error$/.test(instance.name) && instance.node === undefined) return literal(instance.name);
  if (name === "size" && /^(Map|Set)$/.test(instance.name)) return literal(instance.entries.size);
  for (let node: Node | undefined = instance.node; node !== undefined; ) {
    const found = declaredMember(run, node, name, instance);
    if (found !== undefined) return found;
    const base = baseOf(run, node);
    if (base?.is === "hole") return foreignMember(instance, instance.node ?? node, name);
    node = base?.is === "class" ? base.node : undefined;
  }
  if (instance.origin !== undefined) return foreignMember(instance, instance.origin, name);
  return instance.node === undefined ? UNKNOWN : UNDEFINED;
}

function foreignMember(instance: Made, of: Node | Made["origin"], name: string): Value {
  const known = instance.foreign.get(name);
  if (known !== undefined) return holeValue(known);
  if (of === undefined) return UNKNOWN;
  const hole = createHole(name, { sort: "prototype", of });
  instance.foreign.set(name, hole);
  return holeValue(hole);
}

/** What a class extends, if anything. */
export function baseOf(run: Run, node: Node): Value | undefined {
  if (!Node.isClassDeclaration(node) && !Node.isClassExpression(node)) return undefined;
  const base = node.getExtends()?.getExpression();
  return base === undefined ? undefined : evaluate(run, base, moduleScope(run, node.getSourceFile()));
}

function declaredMember(run: Run, node: Node, name: string, self: Made): Value | undefined {
  if (!Node.isClassDeclaration(node) && !Node.isClassExpression(node)) return undefined;
  const scope = { names: new Map(), parent: moduleScope(run, node.getSourceFile()), self, file: node.getSourceFile() };
  const method = node.getInstanceMethod(name);
  if (method !== undefined) return { is: "function", node: method, scope, self };
  const getter = node.getGetAccessor(name);
  if (getter === undefined || getter.isStatic()) return undefined;
  return run.code.invoke(run, { is: "function", node: getter, scope, self }, []);
}

function ofClass(run: Run, value: Value, name: string): Value {
  if (value.is !== "class") return UNKNOWN;
  const { node } = value;
  if (!Node.isClassDeclaration(node) && !Node.isClassExpression(node)) return UNKNOWN;
  const scope = moduleScope(run, node.getSourceFile());
  const method = node.getStaticMethod(name);
  if (method !== undefined) return { is: "function", node: method, scope, self: value } satisfies FunctionValue;
  const initializer = node.getStaticProperty(name);
  const start = Node.isPropertyDeclaration(initializer) ? initializer.getInitializer() : undefined;
  return start === undefined ? UNKNOWN : evaluate(run, start, { ...scope, self: value });
}
