/** Which part of the project a command looks at: by ids, and by what has changed. */
import { UsageError } from "../errors.js";
import type { Inventory } from "../model.js";
import { defaultOperatorIds, operatorIds } from "../operators/registry.js";
import { kindIds } from "../paths/registry.js";
import { takeInventory } from "../pipeline.js";
import { isTouched } from "../select/changes.js";
import { MIN_DIGITS, selectIds } from "../select/ids.js";
import { changesSince, type GitChanges, stagedChanges } from "./git.js";
import type { Input, SharedArguments } from "./options.js";

export interface SelectingArguments extends Pick<SharedArguments, "kinds" | "operators"> {
  readonly only?: readonly string[];
  readonly since?: string;
  readonly staged?: boolean;
}

/** As long as an id, or the beginning of one that is long enough to be typed with care. */
export const ID = new RegExp(`^[0-9a-f]{${MIN_DIGITS},10}$`);

/** Said instead of a report where a change touches nothing: all is well, for what was asked. */
export const NOTHING_TOUCHED = "No error path is touched by the change.";

export function isByChange({ since, staged }: SelectingArguments): boolean {
  return since !== undefined || staged === true;
}

type Asked = Input & { readonly explainSkips?: boolean };

/**
 * The inventory of what was asked for.
 *
 * @throws UsageError for an id that is unknown, and for what git cannot answer
 */
export async function takeSelected(input: Asked, given: SelectingArguments, signal: AbortSignal): Promise<Inventory> {
  const words = idsIn(given.only);
  const found = isByChange(given) ? await askGit(input, given, signal) : undefined;
  for (const note of found?.notes ?? []) process.stderr.write(`faultline: ${note}.\n`);
  const files = found === undefined ? input.files : input.files.filter((file) => found.changes.has(file));
  const inventory = await takeInventory({ ...input, files }, signal);
  const named = words === undefined ? inventory : await onlyIds(inventory, words, { ...input, files }, given, signal);
  if (found === undefined) return named;
  const paths = named.paths.filter((path) => isTouched(path, found.changes));
  const kept = new Set(paths.map(({ id }) => id));
  return { ...named, paths, mutants: named.mutants.filter(({ pathId }) => kept.has(pathId)) };
}

async function askGit({ projectDir }: Input, given: SelectingArguments, signal: AbortSignal): Promise<GitChanges> {
  const { since, staged } = given;
  if (since === undefined) return stagedChanges(projectDir, signal);
  if (staged === true) throw new UsageError("--since and --staged are two questions: give one of them.");
  return changesSince(projectDir, since, signal);
}

function idsIn(only: readonly string[] | undefined): readonly string[] | undefined {
  const words = only?.flatMap((each) => String(each).split(",")).map((each) => each.trim().toLowerCase());
  const ids = words?.filter((each) => each !== "");
  if (ids?.length === 0) throw new UsageError("--only needs at least one id. `faultline list` shows them.");
  for (const id of ids ?? []) {
    if (ID.test(id)) continue;
    throw new UsageError(
      `--only takes ids, or the first digits of them, at least ${MIN_DIGITS}, such as b4d83a; not ${id}. \`faultline list\` shows them.`,
    );
  }
  return ids;
}

/** One that is off by default, or by the configuration, may be asked for by its id, too. */
async function onlyIds(
  inventory: Inventory,
  words: readonly string[],
  input: Input,
  given: SelectingArguments,
  signal: AbortSignal,
): Promise<Inventory> {
  const byDefault = new Set(input.operators ?? defaultOperatorIds);
  let selected = selectIds(inventory, words, byDefault);
  if ("unknown" in selected) {
    const operators = given.operators === undefined ? operatorIds : [...byDefault];
    const kinds = given.kinds === undefined ? kindIds : (input.kinds ?? kindIds);
    selected = selectIds(await takeInventory({ ...input, operators, kinds }, signal), words, byDefault);
  }
  if ("unknown" in selected) throw unknownId(selected.unknown, input.files);
  if ("ambiguous" in selected) throw ambiguousId(selected.ambiguous, selected.ids);
  return selected.inventory;
}

export function unknownId(id: string, files: readonly string[]): UsageError {
  return new UsageError(
    `No error path and no mutant with the id ${id} in ${files.length === 1 ? "this file" : `these ${files.length} files`}. Ids change with the code that they stand for; \`faultline list\` shows them.`,
  );
}

export function ambiguousId(word: string, ids: readonly string[]): UsageError {
  return new UsageError(`${word} is the beginning of several ids: ${ids.join(", ")}.`);
}
