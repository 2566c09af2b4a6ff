/** Functions that are followed, and instances that are made of classes. */
import { Node, type ParameterDeclaration } from "ts-morph";
import { unwrap } from "../../source/syntax.js";
import { parameterType } from "../types.js";
import {
  type Choice,
  createHole,
  type FunctionValue,
  type Hole,
  type Made,
  made,
  type Scope,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "../values.js";
import { declare } from "./bindings.js";
import { evaluateExpression } from "./expressions.js";
import { moduleScope } from "./modules.js";
import { promised } from "./promises.js";
import { baseOf } from "./properties.js";
import { DeadEnd, evaluate, type Follower, leads, type Run, visit } from "./run.js";
import { follow } from "./statements.js";

const MAX_DEPTH = 14;

export const follower: Follower = { evaluate: evaluateExpression, invoke, construct };

function invoke(run: Run, called: FunctionValue, given: readonly Value[]): Value {
  const { node } = called;
  if (run.depth >= MAX_DEPTH) {
    if (leads(run, node)) throw new DeadEnd("too deep");
    return UNKNOWN;
  }
  run.depth++;
  try {
    const isAsync = Node.isAsyncable(node) && node.isAsync();
    if (Node.isGeneratorable(node) && node.isGenerator()) return UNKNOWN;
    const scope: Scope = {
      names: new Map(),
      parent: called.scope,
      file: node.getSourceFile(),
      self: Node.isArrowFunction(node) ? (called.self ?? called.scope.self) : called.self,
    };
    if (!isAsync) return runBody(run, node, given, scope);
    return promised(run, () => runBody(run, node, given, scope));
  } finally {
    run.depth--;
  }
}

function runBody(run: Run, node: Node, given: readonly Value[], scope: Scope): Value {
  bindParameters(run, node, given, scope);
  const body = Node.isBodied(node) || Node.isBodyable(node) ? node.getBody() : undefined;
  if (body === undefined) return UNKNOWN;
  if (!Node.isBlock(body)) return evaluate(run, body, scope);
  visit(run, body);
  const completion = follow(run, body.getStatements(), scope);
  return completion.type === "return" ? completion.value : UNDEFINED;
}

function bindParameters(run: Run, node: Node, given: readonly Value[], scope: Scope): void {
  if (!Node.isParametered(node)) return;
  for (const [index, each] of node.getParameters().entries()) {
    if (each.isRestParameter()) {
      declare(run, each.getNameNode(), { is: "array", items: [...given.slice(index)] }, scope);
      continue;
    }
    const value = given[index] ?? UNDEFINED;
    const initializer = each.getInitializer();
    const isMissing = value.is === "literal" && value.value === undefined;
    declare(
      run,
      each.getNameNode(),
      isMissing && initializer !== undefined ? evaluate(run, initializer, scope) : value,
      scope,
    );
  }
}

/** What a test hands in for a function's parameters. */
export function parameterHoles(node: Node): readonly Hole[] {
  if (!Node.isParametered(node)) return [];
  return node.getParameters().map((each, index) => {
    const name = each.getNameNode();
    const type = parameterType(each);
    return createHole(
      Node.isIdentifier(name) ? name.getText() : index === 0 ? "input" : `input${index + 1}`,
      { sort: "argument" },
      {
        type,
        isOptional: each.isOptional() && !each.hasInitializer() && !each.isRestParameter(),
        choice: defaultChoice(each),
      },
    );
  });
}

/** `limit = 10`: it is what the code says, unless something else is needed. */
function defaultChoice(parameter: ParameterDeclaration): Choice | undefined {
  const value = parameter.getInitializer();
  if (value === undefined) return undefined;
  const core = unwrap(value);
  if (Node.isStringLiteral(core)) return { is: "primitive", value: core.getLiteralText() };
  if (Node.isNumericLiteral(core)) return { is: "primitive", value: core.getLiteralValue() };
  if (Node.isTrueLiteral(core) || Node.isFalseLiteral(core)) return { is: "primitive", value: core.getLiteralValue() };
  return Node.isObjectLiteralExpression(core) ? { is: "object" } : undefined;
}

function construct(run: Run, constructed: Value, given: readonly Value[], node: Node): Value {
  if (constructed.is === "operation") return constructBase(run, constructed.operands[0], given, node);
  if (constructed.is === "hole") {
    const { origin, name, parent } = constructed.hole;
    return parent === undefined ? made(name, { given, origin }) : UNKNOWN;
  }
  if (constructed.is !== "class") return UNKNOWN;
  const instance = made(constructed.name, { node: constructed.node, given });
  initialise(run, instance, constructed.node, given);
  return instance;
}

function constructBase(run: Run, self: Value | undefined, given: readonly Value[], node: Node): Value {
  const owner = node.getFirstAncestor((each) => Node.isClassDeclaration(each) || Node.isClassExpression(each));
  const base = owner === undefined ? undefined : baseOf(run, owner);
  if (self?.is === "made" && base?.is === "class") initialise(run, self, base.node, given);
  return UNDEFINED;
}

/** Fields, parameter properties and the constructor, base first. */
function initialise(run: Run, instance: Made, node: Node, given: readonly Value[]): void {
  if (!Node.isClassDeclaration(node) && !Node.isClassExpression(node)) return;
  const file = node.getSourceFile();
  const scope: Scope = { names: new Map(), parent: moduleScope(run, file), self: instance, file };
  const [declared] = node.getConstructors();
  if (declared === undefined) {
    const base = baseOf(run, node);
    if (base?.is === "class") initialise(run, instance, base.node, given);
    else if (/Error$/.test(base?.is === "hole" ? base.hole.name : "") && given[0] !== undefined) {
      instance.properties.set("message", given[0]);
    }
  }
  for (const field of node.getInstanceProperties()) {
    if (!Node.isPropertyDeclaration(field)) continue;
    const initializer = field.getInitializer();
    if (initializer !== undefined) instance.properties.set(field.getName(), evaluate(run, initializer, scope));
  }
  if (declared === undefined) return;
  for (const [index, each] of declared.getParameters().entries()) {
    if (each.isParameterProperty()) instance.properties.set(each.getName(), given[index] ?? UNDEFINED);
  }
  runBody(run, declared, given, scope);
}
