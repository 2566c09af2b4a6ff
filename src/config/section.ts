/** The `faultline` section of Stryker's configuration, and the same choices on the command line. */
import { UsageError } from "../errors.js";
import type { KindId } from "../model.js";
import { defaultOperatorIds, operatorGroups, operatorIds } from "../operators/registry.js";
import { kindIds } from "../paths/registry.js";
import { didYouMean } from "./nearest.js";

export interface FaultlineOptions {
  /** Kinds of error path to look for; all where it is left out. */
  readonly kinds?: readonly KindId[];
  /** Operators to apply; all where it is left out. */
  readonly operators?: readonly string[];
  /** End with exit code 3 when a test fails unmutated, instead of leaving it out. */
  readonly strictBaseline?: boolean;
  /** Coverage reports (files, folders, globs), or `none`; where it is left out, they are looked for. */
  readonly coverage?: readonly string[];
  /** Do not ask whether a coverage report is older than what it covers. */
  readonly ignoreCoverageAge?: boolean;
  /** Try all mutants in one pass first, or each in a run of its own. */
  readonly engine?: "pass" | "isolated";
  /** Globs of source files whose error paths must be verified without stand-ins. */
  readonly requireReal?: readonly string[];
  /** Calls that nobody asserts, besides loggers and metrics: `name` or `object.name`. */
  readonly aridCallees?: readonly string[];
  /** Functions that throw unless what they are given holds, besides `assert` and `invariant`. */
  readonly assertionFunctions?: readonly string[];
  /** Functions whose `true` says that something is invalid: `if (isBad(x)) return` is a guard. */
  readonly guardHelpers?: readonly string[];
  /** Modules whose values are results, besides neverthrow and its kin. */
  readonly resultModules?: readonly string[];
  /** Methods that register a listener for errors, besides `on`, `once`, `addListener` and `addEventListener`. */
  readonly listenerMethods?: readonly string[];
}

const KEYS: Readonly<Record<keyof FaultlineOptions, (value: unknown, where: string) => unknown>> = {
  kinds: (value, where) => idList(value, where, kindIds, "kind of error path"),
  operators: (value, where) => operatorList(strings(value, where), where),
  strictBaseline: yesOrNo,
  coverage: (value, where) => strings(typeof value === "string" ? [value] : value, where),
  ignoreCoverageAge: yesOrNo,
  engine: (value, where) => {
    if (value === "pass" || value === "isolated") return value;
    throw new UsageError(`${where} must be "pass" or "isolated".`);
  },
  requireReal: (value, where) => strings(typeof value === "string" ? [value] : value, where),
  aridCallees: names,
  assertionFunctions: names,
  guardHelpers: names,
  resultModules: strings,
  listenerMethods: names,
};

/** Names as they stand before the parenthesis of a call. */
function names(value: unknown, where: string): readonly string[] {
  for (const name of strings(value, where)) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(name))
      throw new UsageError(`${where} must hold names such as "check" or "auditor.note", not "${name}".`);
  }
  return strings(value, where);
}

function yesOrNo(value: unknown, where: string): boolean {
  if (typeof value !== "boolean") throw new UsageError(`${where} must be true or false, not ${describe(value)}.`);
  return value;
}

function strings(value: unknown, where: string): readonly string[] {
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw new UsageError(`${where} must be a list of strings, not ${describe(value)}.`);
}

/** @throws UsageError naming the key that is unknown or of a wrong type, and the nearest valid one */
export function validateSection(section: unknown, file: string): FaultlineOptions {
  if (section === undefined) return {};
  if (typeof section !== "object" || section === null || Array.isArray(section)) {
    throw new UsageError(`${file}: "faultline" must be an object, not ${describe(section)}.`);
  }
  const valid = Object.keys(KEYS);
  const entries = Object.entries(section).map(([key, value]) => {
    const check = Object.hasOwn(KEYS, key) ? KEYS[key as keyof FaultlineOptions] : undefined;
    if (check === undefined) {
      throw new UsageError(
        `${file}: unknown key "faultline.${key}".${didYouMean(key, valid)} Valid keys: ${valid.join(", ")}.`,
      );
    }
    return [key, check(value, `${file}: "faultline.${key}"`)];
  });
  return Object.fromEntries(entries);
}

/**
 * Operators by name. With `+` in front, an operator or a group comes on top of those that are on by default;
 * without, the names are all there is.
 */
export function operatorList(given: readonly string[], where: string): readonly string[] {
  const added = given.filter((each) => each.startsWith("+")).map((each) => each.slice(1));
  const named = given.filter((each) => !each.startsWith("+"));
  const groups = Object.keys(operatorGroups);
  for (const each of named.filter((name) => groups.includes(name)))
    throw new UsageError(
      `${where}: "${each}" is a group of operators. Write "+${each}" to have it besides the others.`,
    );
  const known = [...operatorIds, ...groups];
  idList([...named, ...added], where, known, "operator");
  const base = named.length > 0 ? named : added.length > 0 ? defaultOperatorIds : [];
  return [
    ...new Set([...base, ...added.flatMap((each) => operatorGroups[each as keyof typeof operatorGroups] ?? [each])]),
  ];
}

/** A list of ids, each of them known. */
export function idList<T extends string>(
  value: unknown,
  where: string,
  valid: readonly T[],
  what: string,
): readonly T[] {
  const ids = strings(value, where);
  for (const id of ids) {
    if (!valid.includes(id as T)) {
      throw new UsageError(
        `${where} names an unknown ${what}: "${id}".${didYouMean(id, valid)} Known: ${valid.join(", ")}.`,
      );
    }
  }
  return ids as readonly T[];
}

function describe(value: unknown): string {
  return Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
}
