/** From a piece of code to its error paths and mutants, for tests. */
import type { ErrorPath, Mutant } from "../../src/model.js";
import { generate } from "../../src/operators/generate.js";
import { defaultOperatorIds, operatorIds, operators as registered } from "../../src/operators/registry.js";
import { locate, passedOver } from "../../src/paths/locate.js";
import { kindIds } from "../../src/paths/registry.js";
import { parse } from "../../src/source/open.js";
import { replaceSpan } from "../../src/source/spans.js";

export function pathsOf(code: string, file = "code.ts"): readonly ErrorPath[] {
  return locate(parse(file, code), file).map(({ record }) => record);
}

/** `kind: title` of each error path. */
export function found(code: string, kind: string, file?: string): readonly string[] {
  return pathsOf(code, file)
    .filter((path) => path.kind === kind)
    .map((path) => path.title);
}

const probes = new Set(registered.filter(({ probe }) => probe === true).map(({ id }) => id));

/** Mutants, by default of all operators that are on and count. */
export function mutantsOf(
  code: string,
  operators: readonly string[] = defaultOperatorIds.filter((id) => !probes.has(id)),
  file = "code.ts",
): readonly Mutant[] {
  const tree = parse(file, code);
  return generate(tree, locate(tree, file), { kinds: new Set(kindIds), operators: new Set(operators) }).mutants;
}

/** `operator rule` of what the noise rules left out, mutants and error paths. */
export function skipsOf(code: string, operators: readonly string[] = operatorIds, file = "code.ts"): readonly string[] {
  const tree = parse(file, code);
  const located = locate(tree, file);
  const { skips } = generate(tree, located, { kinds: new Set(kindIds), operators: new Set(operators) });
  const over = passedOver(tree, file, new Set(kindIds));
  return [...over, ...skips].map(({ operator, kind, rule }) => `${operator ?? kind} ${rule}`);
}

/** The code with each mutant of one operator applied, in order of place. */
export function mutated(code: string, operator: string, file?: string): readonly string[] {
  return [...mutantsOf(code, [operator], file)]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span, replacement }) => replaceSpan(code, span, replacement));
}
