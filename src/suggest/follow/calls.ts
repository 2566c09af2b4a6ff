/** What a call gives, and which call fails. */
import { type CallExpression, type NewExpression, Node } from "ts-morph";
import { enclosingFunction, unwrap } from "../../source/syntax.js";
import { awaitedHole, factsOf, isPlain, known, resultHole } from "../holes.js";
import { createHole, holeValue, type Scope, UNDEFINED, UNKNOWN, type Value } from "../values.js";
import { createNative, malformed, nativeCall } from "./natives.js";
import { promiseCall } from "./promises.js";
import { propertyOf } from "./properties.js";
import { calledHole, DeadEnd, evaluate, leads, pass, type Run, Thrown, visit } from "./run.js";

export function call(run: Run, node: CallExpression, scope: Scope): Value {
  const callee = unwrap(node.getExpression());
  if (callee.getText() === "super") return callSuper(run, node, scope);
  if (callee.getText() === "import") return UNKNOWN;
  const isMethod = Node.isPropertyAccessExpression(callee) || Node.isElementAccessExpression(callee);
  if (isMethod) {
    const receiver = callee.getExpression();
    const base = receiver.getText() === "super" ? scopeSelf(scope) : evaluate(run, receiver, scope);
    const name = methodName(run, callee, scope);
    visit(run, callee);
    const skips = (callee.hasQuestionDotToken() || node.hasQuestionDotToken()) && isNothing(run, base);
    if (skips) return UNDEFINED;
    const given = argumentsOf(run, node, scope);
    const special = methodCall(run, node, base, name, given);
    if (special !== undefined) return special;
    if (receiver.getText() === "super") return UNDEFINED;
    return callValue(run, node, propertyOf(run, base, name, false), given);
  }
  const called = evaluate(run, callee, scope);
  if (node.hasQuestionDotToken() && isNothing(run, called)) return UNDEFINED;
  return callValue(run, node, called, argumentsOf(run, node, scope));
}

function scopeSelf(scope: Scope): Value {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) if (each.self) return each.self;
  return UNKNOWN;
}

function isNothing(run: Run, value: Value): boolean {
  if (value.is === "literal") return value.value === undefined || value.value === null;
  if (value.is !== "hole") return false;
  const found = known(run.world, value.hole);
  return found !== undefined && (found.js === undefined || found.js === null);
}

function methodName(run: Run, callee: Node, scope: Scope): string {
  if (Node.isPropertyAccessExpression(callee)) return callee.getName();
  const index = Node.isElementAccessExpression(callee) ? callee.getArgumentExpression() : undefined;
  const value = index === undefined ? UNKNOWN : evaluate(run, index, scope);
  return value.is === "literal" ? String(value.value) : "";
}

function argumentsOf(run: Run, node: CallExpression | NewExpression, scope: Scope): readonly Value[] {
  const given: Value[] = [];
  for (const each of node.getArguments()) {
    if (!Node.isSpreadElement(each)) {
      given.push(evaluate(run, each, scope));
      continue;
    }
    const spread = evaluate(run, each.getExpression(), scope);
    if (spread.is === "array") given.push(...spread.items);
    else given.push(UNKNOWN);
  }
  return given;
}

/** Methods that the language brings. */
function methodCall(
  run: Run,
  node: CallExpression,
  base: Value,
  name: string,
  given: readonly Value[],
): Value | undefined {
  if (name === "bind" && base.is === "function") {
    return { ...base, call: (more) => callValue(run, node, base, [...given.slice(1), ...more]) };
  }
  if ((name === "call" || name === "apply") && base.is === "function") {
    const [, ...rest] = given;
    const spread = name === "apply" && rest[0]?.is === "array" ? rest[0].items : rest;
    return callValue(run, node, base, spread);
  }
  const settled = /^(then|catch|finally)$/.test(name) ? promiseCall(run, base, name, given) : undefined;
  if (settled !== undefined) return settled;
  if (run.plan.failing.includes(node) && leads(run, node)) {
    const failed = malformed(run, base, name, given);
    if (failed !== undefined) return failHere(run, failed);
  }
  return nativeCall(run, base, name, given, node);
}

function failHere(run: Run, error: Value): never {
  pass(run);
  throw new Thrown(error);
}

function callValue(run: Run, node: Node, called: Value, given: readonly Value[]): Value {
  if (called.is === "function") {
    if (called.call !== undefined) return called.call(given);
    const declared = called.node;
    if (run.plan.failing.includes(node) && !declaresWay(run, declared))
      throw new DeadEnd("a function of the file's own");
    return run.code.invoke(run, called, given);
  }
  if (called.is === "hole") return callHole(run, node, called, given);
  if (run.plan.failing.includes(node)) throw new DeadEnd("it is not known what is called");
  return callBack(run, given) ?? UNKNOWN;
}

function declaresWay(run: Run, node: Node): boolean {
  return (
    leads(run, node) &&
    run.plan.failing.some(
      (each) => each.getSourceFile() === node.getSourceFile() && node.containsRange(each.getPos(), each.getEnd()),
    )
  );
}

function callHole(run: Run, node: Node, called: Value, given: readonly Value[]): Value {
  if (called.is !== "hole") return UNKNOWN;
  const { hole } = called;
  const { origin } = hole;
  if (run.plan.failing.includes(node) && leads(run, node)) return failingCall(run, node, called, given);
  if (origin.sort === "global" && hole.parent === undefined) {
    const native = createNative(run, hole.name, given, node);
    if (native !== undefined) return native;
  }
  const index = given.findIndex((each) => each.is === "function" && leads(run, each.node));
  const isOutside = origin.sort === "module" && origin.isOurs;
  if (index >= 0 && !isOutside) {
    calledHole(run, hole, given);
    return callWithError(run, called, given, index);
  }
  const result = calledHole(run, hole, given);
  return index >= 0 ? (callBack(run, given) ?? result) : result;
}

/** The call that fails: the test's stand-in rejects or throws. */
function failingCall(run: Run, node: Node, called: Value, given: readonly Value[]): Value {
  if (called.is !== "hole") return UNKNOWN;
  const { hole } = called;
  if (hole.origin.sort === "global" && hole.parent === undefined) {
    const failed = malformed(run, called, "", given);
    if (failed !== undefined) return failHere(run, failed);
  }
  if (!canStandIn(run, called)) throw new DeadEnd("nothing to put a stand-in for");
  const error = holeValue(run.error);
  const how = isAsyncUse(run, node, called) ? "rejects" : "throws";
  hole.failures.set(hole.calls.length, { how, error });
  calledHole(run, hole, given);
  pass(run);
  if (how === "throws") throw new Thrown(error);
  return { is: "promise", state: "rejected", value: error };
}

function canStandIn(run: Run, called: Value): boolean {
  if (called.is !== "hole") return false;
  const { origin } = called.hole;
  if (called.hole.choice?.is === "primitive") return false;
  if (
    origin.sort === "global" &&
    /^(console|Object|Array|String|Number|Math|Promise|Reflect|Symbol)$/.test(rootName(called.hole))
  ) {
    return false;
  }
  return called.hole.parent === undefined || !isPlain(run.world, called.hole.parent);
}

function rootName(hole: { readonly name: string; readonly parent?: unknown }): string {
  let current = hole;
  while (current.parent !== undefined) current = current.parent as typeof hole;
  return current.name;
}

/** Whether the code takes what a call gives for a promise. */
function isAsyncUse(run: Run, node: Node, called: Value): boolean {
  if (called.is === "hole") {
    const facts = factsOf(run.world, resultHole(run.world, called.hole));
    if (facts !== undefined) return facts.is === "promise";
  }
  let current = node;
  for (let parent = node.getParent(); parent !== undefined; parent = current.getParent()) {
    if (Node.isAwaitExpression(parent)) return true;
    if (Node.isPropertyAccessExpression(parent)) return /^(then|catch|finally)$/.test(parent.getName());
    if (Node.isReturnStatement(parent) || (Node.isArrowFunction(parent) && parent.getBody() === current)) {
      const owner = enclosingFunction(current);
      return Node.isAsyncable(owner) && owner.isAsync();
    }
    if (Node.isVariableDeclaration(parent)) return isAwaitedLater(parent);
    const passes =
      unwrap(parent) !== parent ||
      Node.isArrayLiteralExpression(parent) ||
      Node.isConditionalExpression(parent) ||
      (Node.isCallExpression(parent) && /^Promise\./.test(parent.getExpression().getText()));
    if (!passes) return false;
    current = parent;
  }
  return false;
}

function isAwaitedLater(declaration: Node): boolean {
  const name = Node.isVariableDeclaration(declaration) ? declaration.getName() : "";
  const scope = enclosingFunction(declaration) ?? declaration.getSourceFile();
  return new RegExp(
    `\\bawait ${name}\\b|\\b${name}\\s*\\.(then|catch|finally)\\(|Promise\\.\\w+\\([^)]*\\b${name}\\b`,
  ).test(scope.getText());
}

/** A function handed to something of the test's: its stand-in calls it, with the error first. */
function callWithError(run: Run, called: Value, given: readonly Value[], index: number): Value {
  const callback = given[index];
  if (called.is !== "hole" || callback?.is !== "function") return UNKNOWN;
  const [first] = given;
  const event = index > 0 && first?.is === "literal" && typeof first.value === "string" ? first.value : undefined;
  const arguments_ = callbackArguments(run, callback.node, event);
  called.hole.invokes = { index, given: arguments_, ...(event === undefined ? {} : { event }) };
  run.code.invoke(run, callback, arguments_);
  return holeValue(resultHole(run.world, called.hole));
}

const ERROR_NAME = /^_?(e|er|err|error|ex|cause|reason|\w*(Err|Error))$/;

function callbackArguments(run: Run, callback: Node, event: string | undefined): readonly Value[] {
  const parameters = Node.isParametered(callback) ? callback.getParameters() : [];
  return parameters.map((each) => {
    const isError = ERROR_NAME.test(each.getName()) || event === "error";
    if (isError && each === parameters[0]) return holeValue(run.error);
    return holeValue(createHole(each.getName(), { sort: "argument" }));
  });
}

/** A function handed to code that is not followed: taken to be called at once. */
function callBack(run: Run, given: readonly Value[]): Value | undefined {
  const callback = given.find((each) => each.is === "function" && leads(run, each.node));
  if (callback?.is !== "function") return undefined;
  const parameters = Node.isParametered(callback.node) ? callback.node.getParameters() : [];
  return run.code.invoke(
    run,
    callback,
    parameters.map(() => UNKNOWN),
  );
}

export function construct(run: Run, node: NewExpression, scope: Scope): Value {
  const callee = unwrap(node.getExpression());
  const constructed = evaluate(run, callee, scope);
  const given = argumentsOf(run, node, scope);
  if (run.plan.failing.includes(node) && leads(run, node)) {
    const failed = constructed.is === "hole" ? malformed(run, constructed, "", given) : undefined;
    if (failed !== undefined) return failHere(run, failed);
    if (constructed.is !== "class" || !declaresWay(run, constructed.node)) throw new DeadEnd("a constructor");
  }
  if (constructed.is === "hole" && constructed.hole.parent === undefined) {
    const native = createNative(run, constructed.hole.name, given, node);
    if (native !== undefined) return native;
  }
  return run.code.construct(run, constructed, given, node);
}

function callSuper(run: Run, node: CallExpression, scope: Scope): Value {
  const given = argumentsOf(run, node, scope);
  const self = scopeSelf(scope);
  if (self.is !== "made") return UNDEFINED;
  if (/Error$/.test(self.name) && given[0] !== undefined) self.properties.set("message", given[0]);
  return run.code.construct(run, { is: "operation", operands: [self], compute: () => node }, given, node);
}

/** `await value` */
export function awaited(run: Run, value: Value, node: Node): Value {
  if (value.is === "promise") {
    if (value.state === "rejected") throw new Thrown(value.value);
    if (value.state === "pending") throw new DeadEnd(`${node.getText()} never settles`);
    return awaited(run, value.value, node);
  }
  if (value.is !== "hole") return value;
  const { hole } = value;
  const facts = factsOf(run.world, hole);
  const isPromise = facts?.is === "promise" || (facts === undefined && hole.via === "result");
  return isPromise ? holeValue(awaitedHole(run.world, hole)) : value;
}
