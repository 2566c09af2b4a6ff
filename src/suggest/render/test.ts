/** One test: from a scenario to its lines. */

import { known, type World } from "../holes.js";
import type { Scenario, Step } from "../scenario.js";
import { fileName } from "../types.js";
import { type Hole, holesIn } from "../values.js";
import { rootOf, standInLines } from "./doubles.js";
import { effectLines, endingLines } from "./expectations.js";
import { free, imported, type Page } from "./page.js";
import { argumentText, holeText, instanceText, isFunctionHole } from "./texts.js";

export interface WrittenTest {
  readonly title: string;
  readonly lines: readonly string[];
  readonly isAsync: boolean;
}

export function writeTest(page: Page, scenario: Scenario): WrittenTest {
  const { run, steps, ending } = scenario;
  const references = new Map<Hole, string>();
  const taken = new Set<string>();
  const unit = unitName(page, scenario);
  const prepared: string[] = [];
  page.named.clear();
  prepared.push(...namedResults(page, scenario, references, taken));
  const nameArgument = (hole: Hole): string => argumentIn(page, scenario, hole, { references, taken, prepared });
  const arguments_ = steps.map((step) => withoutTail(step.given.map(nameArgument), step.given).join(", "));
  const standIns = standInLines(page, run, references, taken);
  const { lines: calls, call } = callLines(unit, steps, arguments_, taken);
  const sight = { page, run, references };
  const body = [...endingLines(sight, ending, call), ...effectLines(sight, scenario.isDetached)];
  const lines = withoutUnused([...prepared, ...standIns, ...calls, ...body]);
  const usesError = lines.some((line) => mentionsError(line));
  const all = usesError ? [errorLine(page, scenario), ...lines] : lines;
  return { title: titleOf(scenario), lines: all, isAsync: all.some((line) => /\bawait\b/.test(line)) };
}

/** Whether a line reads the variable: not a text, a property, or the name of one. */
function mentionsError(line: string): boolean {
  return /(?<![.\w$])error\b(?!\s*:)/.test(withoutStrings(line));
}

function withoutStrings(code: string): string {
  return code.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, "");
}

function unitName(page: Page, { entry }: Scenario): string {
  const specifier = page.style.specifierOf(fileName(entry.node.getSourceFile()));
  return imported(page, specifier, entry.exportName, entry.owner?.getName() ?? entry.exportName);
}

interface Writing {
  readonly references: Map<Hole, string>;
  readonly taken: Set<string>;
  readonly prepared: string[];
}

/** A plain value stands in the call; anything else gets a name, so that it can be asserted upon. */
function argumentIn(page: Page, { run }: Scenario, hole: Hole, { references, taken, prepared }: Writing): string {
  const { world } = run;
  const text = holeText(page, world, hole);
  const isPlain = text.length < 40 && !/[({]/.test(withoutStrings(text));
  if (isPlain || hole.origin.sort === "error") return argumentText(page, world, hole, text);
  const name = free(hole.name, new Set([...taken, ...page.taken]));
  taken.add(name);
  prepared.push(`const ${name} = ${text};`);
  refer(references, hole, name);
  return argumentText(page, world, hole, name);
}

/** Where a test finds the parts of what it hands in. */
function refer(references: Map<Hole, string>, hole: Hole, text: string): void {
  references.set(hole, text);
  for (const [name, member] of hole.members) {
    if (/^[A-Za-z_$][\w$]*$/.test(name)) refer(references, member, `${text}.${name}`);
  }
}

/** What stands behind a call, and is asserted upon, has a name as well. */
function namedResults(
  page: Page,
  { run, ending }: Scenario,
  references: Map<Hole, string>,
  taken: Set<string>,
): readonly string[] {
  const asked = [
    ...("value" in ending ? [...holesIn(ending.value)].slice(0, 1) : []),
    ...run.effects.flatMap(({ hole, isAfter }) => (isAfter ? [hole] : [])),
  ];
  const wanted = new Set(asked.flatMap((hole) => behindCall(run.world, hole) ?? []));
  const lines: string[] = [];
  for (const hole of wanted) {
    const name = free(hole.name, new Set([...taken, ...page.taken]));
    taken.add(name);
    lines.push(`const ${name} = ${holeText(page, run.world, hole)};`);
    page.named.set(hole, name);
    refer(references, hole, name);
  }
  return lines;
}

function behindCall(world: World, hole: Hole): Hole | undefined {
  let each: Hole | undefined = hole;
  while (each !== undefined && each.via === "member") each = each.parent;
  if (each?.via === undefined || rootOf(each).origin.sort === "error") return undefined;
  const found = known(world, each);
  return found !== undefined && found.js === each.marker ? each : undefined;
}

/** What is left out at the end, where the code allows that. */
function withoutTail(texts: readonly string[], given: readonly Hole[]): readonly string[] {
  const kept = [...texts];
  while (kept.at(-1) === "undefined" && given[kept.length - 1]?.isOptional === true) kept.pop();
  return kept;
}

/** A name that nothing uses is left out. */
function withoutUnused(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => {
    const [, name, rest] = /^const ([\w$]+) = (vi\.[\s\S]*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) return line;
    const isUsed = lines.some(
      (other, at) => at !== index && new RegExp(`(?<![\\w$.])${name.replace(/\$/g, "\\$")}(?![\\w$])`).test(other),
    );
    return isUsed ? line : rest;
  });
}

function callLines(
  unit: string,
  steps: readonly Step[],
  arguments_: readonly string[],
  taken: Set<string>,
): { lines: readonly string[]; call: string } {
  const lines: string[] = [];
  let subject = unit;
  let call = unit;
  for (const [index, step] of steps.entries()) {
    const given = arguments_[index] ?? "";
    if (index > 0) {
      subject = free(index === 1 && steps[0]?.sort === "new" ? "subject" : "made", taken);
      taken.add(subject);
      lines.push(`const ${subject} = ${step.awaits ? "await " : ""}${call};`);
    }
    const target = step.member === undefined ? subject : `${subject}.${step.member}`;
    call = step.sort === "new" ? `new ${unit}(${given})` : step.sort === "get" ? target : `${target}(${given})`;
  }
  return { lines, call };
}

/** The error that the test makes, with what conditions ask of it. */
function errorLine(page: Page, { run }: Scenario): string {
  const { error, world } = run;
  const made = error.choice?.is === "instance" ? instanceText(page, world, error.choice.of) : undefined;
  const properties = [...error.members].flatMap(([name, member]) =>
    member.choice === undefined && !isFunctionHole(world, member) ? [] : [`${name}: ${holeText(page, world, member)}`],
  );
  const base = made ?? `new Error(${page.style.quote("boom")})`;
  return `const error = ${properties.length === 0 ? base : `Object.assign(${base}, { ${properties.join(", ")} })`};`;
}

function titleOf({ ending, run, condition }: Scenario): string {
  const failing = failingName(run.plan.failing.at(-1)?.getText());
  const when = failing === undefined ? condition : `${failing} fails`;
  return `${endingPhrase(ending)}${when === undefined ? "" : ` when ${when}`}`;
}

function endingPhrase(ending: Scenario["ending"]): string {
  if (ending.type === "unsettled") return "settles";
  const { value, type } = ending;
  if (type === "throws" || type === "rejects") {
    const name =
      value.is === "made" ? value.name : value.is === "hole" && value.hole.origin.sort === "error" ? "the error" : "";
    if (type === "throws") return `throws ${name === "" ? "" : name}`.trim();
    return name === "" ? "rejects" : `rejects with ${name}`;
  }
  if (value.is === "literal") return value.value === undefined ? "gives nothing" : `gives ${String(value.value)}`;
  return value.is === "object" ? "gives the error value" : "does not fail";
}

function failingName(text: string | undefined): string | undefined {
  return text === undefined
    ? undefined
    : /^([\w$.#?!]+)\(/.exec(text.replace(/\s+/g, ""))?.[1]?.replace(/^(this|new)\./, "");
}
