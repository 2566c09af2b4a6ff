/** What a test asserts: how the call ends, and what the handler must have done. */

import type { Effect, Run } from "../follow/run.js";
import { knownValue } from "../holes.js";
import type { Ending } from "../scenario.js";
import { type Hole, isVolatile, type Made, type Primitive, type Value } from "../values.js";
import { imported, nameOfDeclared, type Page } from "./page.js";
import { primitiveText } from "./texts.js";

interface Expected {
  readonly text: string;
  /** Some of it is not known: it must match, and may have more. */
  readonly isPartial: boolean;
}

interface Sight {
  readonly page: Page;
  readonly run: Run;
  readonly references: ReadonlyMap<Hole, string>;
}

export function expectedValue(sight: Sight, value: Value, depth = 0): Expected | undefined {
  const { page, run, references } = sight;
  const whole = (text: string): Expected => ({ text, isPartial: false });
  if (depth > 4) return undefined;
  if (value.is === "hole") {
    const { hole } = value;
    if (hole.origin.sort === "error" && hole.via === undefined) return whole("error");
    const reference = references.get(hole);
    const found = knownValue(run.world, value);
    if (found !== undefined && found.js !== hole.marker && !Array.isArray(found.js)) {
      // What a call gives that nothing was decided for is not said anywhere.
      const isSaid = hole.choice !== undefined || reference !== undefined || hole.via !== "result";
      return isSaid ? whole(primitiveText(page, found.js as Primitive)) : undefined;
    }
    return reference === undefined ? undefined : whole(reference);
  }
  if (value.is === "literal" || value.is === "operation") {
    const found = isVolatile(value) ? undefined : knownValue(run.world, value);
    if (found === undefined || (typeof found.js === "object" && found.js !== null) || typeof found.js === "function") {
      return undefined;
    }
    return whole(primitiveText(page, found.js as Primitive));
  }
  if (value.is === "array") {
    const items = value.items.map((each) => expectedValue(sight, each, depth + 1));
    if (items.some((each) => each === undefined)) return undefined;
    return {
      text: `[${items.map((each) => each?.text).join(", ")}]`,
      isPartial: items.some((each) => each?.isPartial),
    };
  }
  if (value.is === "object") return expectedObject(sight, value.properties, value.isWhole, depth);
  if (value.is !== "made" || !/Error$/.test(value.name)) return undefined;
  const message = messageOf(sight, value);
  return message === undefined
    ? undefined
    : { text: `expect.objectContaining({ message: ${message} })`, isPartial: true };
}

function expectedObject(
  sight: Sight,
  properties: ReadonlyMap<string, Value>,
  isWhole: boolean,
  depth: number,
): Expected {
  let isPartial = !isWhole;
  const entries = [...properties].flatMap(([name, each]) => {
    const found = expectedValue(sight, each, depth + 1);
    isPartial ||= found === undefined || found.isPartial;
    if (found === undefined || found.text === "undefined") return [];
    return [`${/^[A-Za-z_$][\w$]*$/.test(name) ? name : sight.page.style.quote(name)}: ${found.text}`];
  });
  return { text: entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`, isPartial };
}

function messageOf(sight: Sight, { properties }: Made): string | undefined {
  const message = properties.get("message");
  const found = message === undefined || isVolatile(message) ? undefined : knownValue(sight.run.world, message);
  return typeof found?.js === "string" && found.js !== "" ? sight.page.style.quote(found.js) : undefined;
}

/** The class of an error that is thrown, as a test names it. */
function errorClass({ page }: Sight, { node, origin, name }: Made): string | undefined {
  if (node !== undefined) return nameOfDeclared(page, node);
  if (origin?.sort === "module")
    return origin.isOurs || origin.name === "*" ? undefined : imported(page, origin.module, origin.name);
  return name === "Error" ? undefined : name;
}

/** The lines that make the call and say how it must end. */
export function endingLines(sight: Sight, ending: Ending, call: string): readonly string[] {
  if (ending.type === "unsettled") return [`${call};`];
  const { value } = ending;
  if (ending.type === "throws" || ending.type === "rejects") return failureLines(sight, value, call, ending.type);
  const awaits = ending.type === "resolves" ? "await " : "";
  const expected = expectedValue(sight, value);
  if (expected === undefined || expected.text === "{}") {
    // Whatever comes back: the failure does not come out.
    return ending.type === "resolves"
      ? [`await expect(${call}).resolves.not.toThrow();`]
      : [`expect(() => ${call}).not.toThrow();`];
  }
  return [`const result = ${awaits}${call};`, `expect(result).${matcher(value, expected)};`];
}

function matcher(value: Value, { text, isPartial }: Expected): string {
  if (text === "undefined") return "toBeUndefined()";
  if (text === "null") return "toBeNull()";
  if (text === "Number.NaN") return "toBeNaN()";
  if (isPartial) return `toMatchObject(${text})`;
  return value.is === "object" || value.is === "array" ? `toEqual(${text})` : `toBe(${text})`;
}

function failureLines(sight: Sight, value: Value, call: string, type: "throws" | "rejects"): readonly string[] {
  const act = type === "rejects" ? `await expect(${call}).rejects` : `expect(() => ${call})`;
  if (value.is === "hole") {
    const expected = expectedValue(sight, value);
    if (expected?.text === "error") return [type === "rejects" ? `${act}.toBe(error);` : `${act}.toThrow(error);`];
    return type === "rejects" && expected !== undefined ? [`${act}.toBe(${expected.text});`] : [`${act}.toThrow();`];
  }
  if (value.is !== "made") return [`${act}.toThrow();`];
  const name = errorClass(sight, value);
  const message = messageOf(sight, value);
  if (type === "throws") {
    const isRepeatable = sight.run.plan.failing.length === 0 && sight.run.effects.length === 0;
    const byMessage = message === undefined ? [] : [`${act}.toThrow(${message});`];
    if (name === undefined) return byMessage.length > 0 ? byMessage : [`${act}.toThrow();`];
    return isRepeatable ? [`${act}.toThrow(${name});`, ...byMessage] : [`${act}.toThrow(${name});`];
  }
  if (name === undefined) return [message === undefined ? `${act}.toThrow();` : `${act}.toThrow(${message});`];
  const caught = sight.page.style.isTyped ? "(caught: unknown) => caught" : "(caught) => caught";
  return [
    `const thrown = await ${call}.catch(${caught});`,
    `expect(thrown).toBeInstanceOf(${name});`,
    ...(message === undefined ? [] : [`expect(thrown).toMatchObject({ message: ${message} });`]),
  ];
}

/** That what the handler does was done. */
export function effectLines(sight: Sight, isDetached: boolean): readonly string[] {
  const lines = effects(sight);
  // Nobody waits for the handler: it may run after the call has come back.
  if (!isDetached) return lines;
  if (lines.length > 0) sight.page.needsVi = true;
  return lines.map((line) => `await vi.waitFor(() => ${line.replace(/;$/, "")});`);
}

function effects(sight: Sight): readonly string[] {
  const { run, references } = sight;
  const after = run.effects.filter(({ isAfter, hole }) => isAfter && references.has(hole));
  const holes = [...new Set(after.map(({ hole }) => hole))];
  return holes.map((hole) => {
    const reference = references.get(hole) ?? "";
    const [only, ...more] = after.filter((each) => each.hole === hole);
    const given = only === undefined || more.length > 0 ? undefined : argumentsOf(sight, only);
    const isNew = !run.effects.some((each) => each.hole === hole && !each.isAfter);
    if (given !== undefined && isNew) return `expect(${reference}).toHaveBeenCalledWith(${given});`;
    if (run.guesses > 0) return `expect(${reference}).toHaveBeenCalled();`;
    return hole.calls.length === 1
      ? `expect(${reference}).toHaveBeenCalledOnce();`
      : `expect(${reference}).toHaveBeenCalledTimes(${hole.calls.length});`;
  });
}

function argumentsOf(sight: Sight, { given }: Effect): string | undefined {
  if (given.length === 0) return undefined;
  const texts = given.map((each) => expectedValue(sight, each));
  if (texts.some((each) => each === undefined || each.isPartial)) return undefined;
  return texts.map((each) => each?.text).join(", ");
}
