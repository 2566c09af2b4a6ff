/** What the language's own functions and classes give, as far as error paths ask for it. */
import type { Node } from "ts-morph";
import { factsOf, isPlain } from "../holes.js";
import { require, settleAs } from "../solve.js";
import { literal, type Made, made, operation, UNDEFINED, UNKNOWN, type Value } from "../values.js";
import { combined, newPromise } from "./promises.js";
import { demand, knownOf, leads, type Run } from "./run.js";
import { itemsOf } from "./statements.js";

const TEXT =
  /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|startsWith|endsWith|includes|slice|substring|charAt|charCodeAt|indexOf|lastIndexOf|replace|replaceAll|split|match|padStart|padEnd|repeat|toString|toFixed|concat|join|test|at|search|localeCompare|normalize|valueOf|codePointAt|flat|keys|entries|reverse)$/;
const WITH_FUNCTION = /^(map|forEach|filter|find|findIndex|some|every|reduce|flatMap|sort)$/;

/** A method of a string, number, array, `Map` or `Set`, or of a global object; nothing for any other. */
export function nativeCall(
  run: Run,
  base: Value,
  name: string,
  given: readonly Value[],
  node: Node,
): Value | undefined {
  if (base.is === "hole" && base.hole.origin.sort === "global" && base.hole.parent === undefined) {
    return globalMethod(base.hole.name, name, given);
  }
  if (base.is === "made" && /^(Map|Set|WeakMap|WeakSet)$/.test(base.name) && base.node === undefined) {
    return collectionCall(run, base, name, given);
  }
  const takesFunction = given.some((each) => each.is === "function");
  if (looksLikeList(run, base, name, takesFunction)) beList(run, base);
  const isList = base.is === "array" || (base.is === "hole" && isArray(run, base));
  if (isList && /^(entries|values)$/.test(name)) return indexed(itemsOf(run, base, false, node), name);
  if (isList && WITH_FUNCTION.test(name) && takesFunction) return overItems(run, base, name, given, node);
  if (base.is === "array" && name === "push") {
    base.items.push(...given);
    return literal(base.items.length);
  }
  const isValue = base.is === "literal" || base.is === "operation" || base.is === "array" || isPlainHole(run, base);
  if (!isValue || !TEXT.test(name) || takesFunction) return undefined;
  return operation([base, ...given], (js: Record<string, (...rest: unknown[]) => unknown>, ...rest: unknown[]) =>
    js[name]?.(...rest),
  );
}

function isPlainHole(run: Run, value: Value): boolean {
  return value.is === "hole" && isPlain(run.world, value.hole);
}

function isArray(run: Run, value: Value): boolean {
  const found = knownOf(run, value);
  return found !== undefined && Array.isArray(found.js);
}

/** `.map(f)` of something without a known type: that is a list. */
function looksLikeList(run: Run, base: Value, name: string, takesFunction: boolean): boolean {
  if (base.is !== "hole" || base.hole.choice !== undefined || factsOf(run.world, base.hole) !== undefined) return false;
  const { sort } = base.hole.origin;
  if ((sort === "module" || sort === "global") && base.hole.via === undefined) return false;
  return (takesFunction && /^(map|forEach|filter|find|some|every|reduce|flatMap)$/.test(name)) || name === "entries";
}

function beList(run: Run, base: Value): void {
  if (base.is === "hole") settleAs(run.solver, base.hole, { is: "array", length: 1 });
}

function indexed(items: readonly Value[], name: string): Value {
  if (name === "values") return { is: "array", items: [...items] };
  return { is: "array", items: items.map((item, index) => ({ is: "array", items: [literal(index), item] })) };
}

function overItems(run: Run, base: Value, name: string, given: readonly Value[], node: Node): Value {
  const callback = given.find((each) => each.is === "function");
  if (callback?.is !== "function") return UNKNOWN;
  const items = itemsOf(run, base, leads(run, callback.node), node);
  const results: Value[] = [];
  for (const [index, item] of items.entries()) {
    const more = name === "reduce" ? [given[1] ?? UNKNOWN, item, literal(index)] : [item, literal(index)];
    results.push(callback.call?.(more) ?? run.code.invoke(run, callback, more));
  }
  if (name === "map") return { is: "array", items: results };
  if (name === "forEach") return UNDEFINED;
  const truths = results.map((each) => knownOf(run, each));
  if (truths.some((each) => each === undefined)) return UNKNOWN;
  if (name === "some") return literal(truths.some((each) => each?.js));
  if (name === "every") return literal(truths.every((each) => each?.js));
  if (name === "find") return items[truths.findIndex((each) => each?.js)] ?? UNDEFINED;
  if (name === "filter") return { is: "array", items: items.filter((_, index) => truths[index]?.js) };
  return UNKNOWN;
}

function collectionCall(run: Run, { entries, name: type }: Made, name: string, given: readonly Value[]): Value {
  const [first = UNDEFINED, second] = given;
  const key = knownOf(run, first)?.js ?? first;
  switch (name) {
    case "has":
      return literal(entries.has(key));
    case "get":
      return entries.get(key) ?? UNDEFINED;
    case "add":
    case "set":
      entries.set(key, second ?? first);
      return UNDEFINED;
    case "delete":
      return literal(entries.delete(key));
    case "values":
      return { is: "array", items: [...entries.values()] };
    case "entries":
      return type === "Map"
        ? {
            is: "array",
            items: [...entries].map(([at, value]) => ({ is: "array", items: [literal(String(at)), value] })),
          }
        : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** About when a test runs, in milliseconds. */
const SOME_TIME = 1_800_000_000_000;

function globalMethod(object: string, name: string, given: readonly Value[]): Value | undefined {
  const [first = UNDEFINED, second] = given;
  const computed = (compute: (...js: never[]) => unknown) => operation(given, compute);
  switch (`${object}.${name}`) {
    case "Array.isArray":
      return first.is === "array"
        ? literal(true)
        : first.is === "hole" || first.is === "operation"
          ? computed((js) => Array.isArray(js))
          : first.is === "unknown"
            ? UNKNOWN
            : literal(false);
    case "Number.isInteger":
      return computed((js) => Number.isInteger(js));
    case "Number.isNaN":
      return computed((js) => Number.isNaN(js));
    case "Number.isFinite":
      return computed((js) => Number.isFinite(js));
    case "Number.isSafeInteger":
      return computed((js) => Number.isSafeInteger(js));
    case "Object.keys":
      return computed((js) => Object.keys(js));
    case "Object.assign":
      return assigned(first, second);
    case "Object.freeze":
      return first;
    case "JSON.parse":
      return UNKNOWN;
    case "Date.now":
      return { is: "operation", operands: [], compute: () => SOME_TIME, isVolatile: true };
    case "Object.entries":
    case "Object.values":
    case "JSON.stringify":
    case "Math.random":
      return UNKNOWN;
    default:
      if (object === "Promise") return combined(name, given);
      if (object === "Math")
        return computed((...js: number[]) =>
          (Math as unknown as Record<string, (...all: number[]) => number>)[name]?.(...js),
        );
      return object === "console" || object === "Object" || object === "Reflect" ? UNDEFINED : undefined;
  }
}

function assigned(target: Value, source: Value | undefined): Value {
  if ((target.is === "made" || target.is === "object") && source?.is === "object") {
    for (const [name, value] of source.properties) target.properties.set(name, value);
  }
  return target;
}

/** `new X(…)` and `X(…)` of the language's own; nothing for any other. */
export function createNative(run: Run, name: string, given: readonly Value[], node: Node): Value | undefined {
  const [first = UNDEFINED, second = UNDEFINED] = given;
  const isNew = node.getKindName() === "NewExpression";
  if (/Error$/.test(name) && /^[A-Z]/.test(name)) {
    const message = name === "AggregateError" ? second : first;
    const properties = new Map<string, Value>();
    if (message !== UNDEFINED) properties.set("message", message);
    if (name === "AggregateError") properties.set("errors", first);
    return made(name, { given, properties });
  }
  if (isNew && name === "Promise") return newPromise(run, first);
  if (isNew && /^(Map|Set|WeakMap|WeakSet)$/.test(name)) return made(name, { given });
  if (isNew && name === "URL") beAddress(run, first);
  if (isNew) return /^[A-Z]/.test(name) ? made(name, { given }) : undefined;
  switch (name) {
    case "String":
      return operation([first], (js: unknown) => String(js));
    case "Number":
      return operation([first], (js: unknown) => Number(js));
    case "Boolean":
      return operation([first], (js: unknown) => Boolean(js));
    case "isNaN":
      return operation([first], (js: number) => Number.isNaN(Number(js)));
    case "isFinite":
      return operation([first], (js: number) => Number.isFinite(Number(js)));
    case "parseInt":
      return operation([first], (js: string) => Number.parseInt(js, 10));
    case "parseFloat":
      return operation([first], (js: string) => Number.parseFloat(js));
    case "setTimeout":
    case "setInterval":
    case "clearTimeout":
    case "clearInterval":
      return UNKNOWN;
    case "setImmediate":
    case "queueMicrotask":
      return first.is === "function" ? run.code.invoke(run, first, []) : UNKNOWN;
    default:
      return undefined;
  }
}

/** What goes into a `new URL(…)` that is not there to fail is one. */
function beAddress(run: Run, text: Value): void {
  const example = literal("https://example.test/");
  require(run.solver, operation([text, example], (js: unknown) => URL.canParse(String(js))), true);
}

const MALFORMED: Readonly<Record<string, { readonly text: string; readonly error: string }>> = {
  "JSON.parse": { text: "{", error: "SyntaxError" },
  URL: { text: "//", error: "TypeError" },
  decodeURIComponent: { text: "%", error: "URIError" },
  decodeURI: { text: "%", error: "URIError" },
  RegExp: { text: "(", error: "SyntaxError" },
  BigInt: { text: "x", error: "SyntaxError" },
  atob: { text: "%", error: "DOMException" },
};

/** The error that a function of the language's own throws for malformed input, when the test can hand that in. */
export function malformed(run: Run, base: Value, name: string, given: readonly Value[]): Value | undefined {
  const callee = base.is === "hole" && base.hole.parent === undefined ? base.hole.name : "";
  const way = MALFORMED[name === "" ? callee : `${callee}.${name}`];
  const [first] = given;
  if (way === undefined || first === undefined) return undefined;
  const isBad = operation([first, literal(way.text)], (js: unknown, text: unknown) => js === text);
  demand(run, isBad, true, run.plan.waypoints[run.next] as Node);
  return made(way.error, {});
}
