/** A hole as the code of a test: the plainest value that is all that the way asked of it. */
import { Node } from "ts-morph";
import { parameterHoles } from "../follow/functions.js";
import { factsOf, known, memberHole, type World } from "../holes.js";
import type { Hole, Primitive, Value } from "../values.js";
import { imported, nameOfDeclared, type Page } from "./page.js";

const MAX_DEPTH = 4;

export function primitiveText(page: Page, value: Primitive): string {
  if (typeof value === "string") return page.style.quote(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && Number.isNaN(value)) return "Number.NaN";
  return String(value);
}

export function holeText(page: Page, world: World, hole: Hole, depth = 0): string {
  if (hole.origin.sort === "error" && hole.via === undefined) return "error";
  const name = depth > 0 ? page.named.get(hole) : undefined;
  if (name !== undefined) return name;
  if (hole.choice?.is === "instance") return instanceText(page, world, hole.choice.of) ?? "{}";
  const found = known(world, hole);
  if (found !== undefined && found.js !== hole.marker && !Array.isArray(found.js)) {
    return primitiveText(page, found.js as Primitive);
  }
  if (found !== undefined && Array.isArray(found.js)) {
    const { length } = found.js;
    return `[${hole.elements
      .slice(0, length)
      .map((each) => holeText(page, world, each, depth + 1))
      .join(", ")}]`;
  }
  const facts = factsOf(world, hole);
  if (isFunctionHole(world, hole)) {
    // A function has a name and a length of its own.
    for (const own of ["name", "length"]) hole.members.delete(own);
    const members = [...hole.members.values()];
    const text = functionText(page, world, hole, depth);
    return members.length === 0 ? text : `Object.assign(${text}, ${objectText(page, world, hole, depth)})`;
  }
  if (facts?.is === "promise" || (hole.awaited !== undefined && hole.via !== "result")) {
    return `Promise.resolve(${hole.awaited === undefined ? "" : holeText(page, world, hole.awaited, depth + 1)})`;
  }
  if (facts?.is === "native" && hole.members.size === 0) return nativeText(facts.name);
  return objectText(page, world, hole, depth);
}

export function isFunctionHole(world: World, hole: Hole): boolean {
  if (hole.choice !== undefined) return hole.choice.is === "function" || hole.calls.length > 0;
  if (hole.calls.length > 0 || hole.failures.size > 0 || hole.invokes !== undefined) return true;
  return factsOf(world, hole)?.is === "function" && hole.members.size === 0;
}

function objectText(page: Page, world: World, hole: Hole, depth: number): string {
  const facts = factsOf(world, hole);
  if (facts?.is === "object" && depth < MAX_DEPTH) for (const name of facts.required) memberHole(world, hole, name);
  const properties = [...hole.members].flatMap(([name, member]) => {
    const text = depth > MAX_DEPTH ? "undefined" : holeText(page, world, member, depth + 1);
    if (text === "undefined") return [];
    return [`${/^[A-Za-z_$][\w$]*$/.test(name) ? name : page.style.quote(name)}: ${text}`];
  });
  return properties.length === 0 ? "{}" : `{ ${properties.join(", ")} }`;
}

function nativeText(name: string): string {
  switch (name) {
    case "Date":
      return "new Date(0)";
    case "RegExp":
      return "/x/";
    case "URL":
      return 'new URL("https://example.test/")';
    case "AbortSignal":
      return "new AbortController().signal";
    case "Buffer":
      return 'Buffer.from("x")';
    case "Request":
      return 'new Request("https://example.test/")';
    case "Blob":
      return "new Blob([])";
    default:
      return /Error$/.test(name) ? `new ${name === "AggregateError" ? "Error" : name}("x")` : `new ${name}()`;
  }
}

/** `new X(…)` of a class that a condition asks for. */
export function instanceText(page: Page, world: World, of: Value): string | undefined {
  if (of.is === "hole") {
    const name = classText(page, of);
    return name === undefined ? undefined : `new ${name}("boom")`;
  }
  if (of.is !== "class") return undefined;
  const name = nameOfDeclared(page, of.node);
  if (name === undefined) return undefined;
  const [declared] = Node.isClassDeclaration(of.node) ? of.node.getConstructors() : [];
  if (declared === undefined)
    return `new ${name}("boom" as never)`.replace(" as never", page.style.isTyped ? " as never" : "");
  const given = parameterHoles(declared).map((each) => argumentText(page, world, each));
  return `new ${name}(${given.join(", ")})`;
}

/** The name that a test has for a class. */
export function classText(page: Page, of: Value): string | undefined {
  if (of.is === "class") return nameOfDeclared(page, of.node);
  if (of.is !== "hole") return undefined;
  const { origin, name, parent } = of.hole;
  if (parent !== undefined) return undefined;
  if (origin.sort === "global") return name;
  if (origin.sort !== "module" || origin.isOurs || origin.name === "*") return undefined;
  return imported(page, origin.module, origin.name, name);
}

/** What stands in for a function: calls that go well, then the one that fails, then what it gives otherwise. */
export function functionText(page: Page, world: World, hole: Hole, depth = 0): string {
  page.needsVi = true;
  if (hole.invokes !== undefined) return invokingText(page, hole);
  return `vi.fn()${behaviour(page, world, hole, depth, "always")}`;
}

/** @param how whether what it gives is for as many calls as there are, or for all */
export function behaviour(page: Page, world: World, hole: Hole, depth: number, how: "once" | "always"): string {
  const { failures, result } = hole;
  const facts = result === undefined ? undefined : factsOf(world, result);
  const rejects = [...failures.values()].some((each) => each.how === "rejects");
  const isAsync = rejects || result?.awaited !== undefined || facts?.is === "promise";
  const given = isAsync ? result?.awaited : result;
  const value = valueText(page, world, given, depth);
  const gives = isAsync ? "mockResolvedValue" : "mockReturnValue";
  const cast = page.style.isTyped && how === "once" ? " as never" : "";
  const count = how === "once" ? hole.calls.length : Math.max(0, ...[...failures.keys()].map((at) => at + 1));
  const calls = Array.from({ length: count }, (_, at) => {
    const failure = failures.get(at);
    if (failure === undefined) return `.${gives}Once(${value ?? "undefined"}${cast})`;
    return failure.how === "rejects"
      ? ".mockRejectedValueOnce(error)"
      : ".mockImplementationOnce(() => { throw error; })";
  }).join("");
  if (how === "once") return calls;
  return value === undefined && !isAsync ? calls : `${calls}.${gives}(${value ?? "undefined"})`;
}

function valueText(page: Page, world: World, hole: Hole | undefined, depth: number): string | undefined {
  const text = hole === undefined || depth > MAX_DEPTH ? "undefined" : holeText(page, world, hole, depth + 1);
  return text === "undefined" ? undefined : text;
}

function invokingText(page: Page, { invokes }: Hole): string {
  const { index = 0, given = [], event } = invokes ?? {};
  const arguments_ = given.map((each) =>
    each.is === "hole" && each.hole.origin.sort === "error" ? "error" : "undefined",
  );
  while (arguments_.at(-1) === "undefined") arguments_.pop();
  const typed = page.style.isTyped;
  const callback = typed ? `(given[${index}] as (...more: unknown[]) => void)` : `given[${index}]`;
  const call = `${callback}(${arguments_.join(", ")});`;
  const body = event === undefined ? call : `if (given[0] === ${page.style.quote(event)}) ${call}`;
  return `vi.fn((...given${typed ? ": unknown[]" : ""}) => { ${body} })`;
}

const PLAIN = /^(string|number|boolean|any|unknown|object|\{\}|null|undefined|void|\s|\||\[\])+$/;

/** As an argument: cast where the type says that it must be more, or else, than what is handed in. */
export function argumentText(page: Page, world: World, hole: Hole, text = holeText(page, world, hole)): string {
  if (!page.style.isTyped) return text;
  if (hole.type === undefined)
    return hole.origin.sort === "error" || text === "undefined" ? text : castUnless(hole, text);
  const type = hole.type.node.getText();
  if (/^(any|unknown)$/.test(type)) return text;
  if (hole.origin.sort === "error" && hole.via === undefined) return /^Error$/.test(type) ? text : `${text} as never`;
  const fits =
    PLAIN.test(type) &&
    ((type.includes("string") && /^["'][^"']*["']$/.test(text)) ||
      (type.includes("number") && /^(-?[\d.]+|Number\.NaN)$/.test(text)) ||
      (type.includes("boolean") && /^(true|false)$/.test(text)) ||
      (type.includes("[]") && text === "[]") ||
      (/null/.test(type) && text === "null"));
  return fits || (text === "undefined" && (hole.isOptional || world.types.allowsNothing(hole.type)))
    ? text
    : `${text} as never`;
}

/** Without a type the language has one from the default value, or none. */
function castUnless({ isOptional }: Hole, text: string): string {
  return isOptional || /[{[]/.test(text) ? `${text} as never` : text;
}
