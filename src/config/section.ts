/** The `faultline` section of Stryker's configuration, and the same choices on the command line. */
import { UsageError } from "../errors.js";
import type { KindId } from "../model.js";
import { operatorIds } from "../operators/registry.js";
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
}

const KEYS: Readonly<Record<keyof FaultlineOptions, (value: unknown, where: string) => unknown>> = {
  kinds: (value, where) => idList(value, where, kindIds, "kind of error path"),
  operators: (value, where) => idList(value, where, operatorIds, "operator"),
  strictBaseline: yesOrNo,
  coverage: (value, where) => strings(typeof value === "string" ? [value] : value, where),
  ignoreCoverageAge: yesOrNo,
  engine: (value, where) => {
    if (value === "pass" || value === "isolated") return value;
    throw new UsageError(`${where} must be "pass" or "isolated".`);
  },
  requireReal: (value, where) => strings(typeof value === "string" ? [value] : value, where),
};

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
