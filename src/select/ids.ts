/** Error paths and mutants by their ids, or the beginnings of them. Pure. */
import type { Inventory } from "../model.js";

/** Shorter beginnings are more likely a slip than an id. */
export const MIN_DIGITS = 4;

export type Selected =
  | { readonly inventory: Inventory }
  /** No id begins like this. */
  | { readonly unknown: string }
  /** More than one does. */
  | { readonly ambiguous: string; readonly ids: readonly string[] };

/**
 * The error paths named, with all their mutants, and the mutants named, with their error paths.
 *
 * @param byDefault operators whose mutants come with an error path; one that is named itself may be of any
 */
export function selectIds(inventory: Inventory, words: readonly string[], byDefault: ReadonlySet<string>): Selected {
  const pathIds = new Set<string>();
  const mutantIds = new Set<string>();
  for (const word of words) {
    const ids = matching(inventory, word);
    const [id, ...others] = ids;
    if (id === undefined) return { unknown: word };
    if (others.length > 0) return { ambiguous: word, ids };
    if (inventory.paths.some((path) => path.id === id)) pathIds.add(id);
    if (inventory.mutants.some((mutant) => mutant.id === id)) mutantIds.add(id);
  }
  const mutants = inventory.mutants.filter(
    ({ id, pathId, operator }) => mutantIds.has(id) || (pathIds.has(pathId) && byDefault.has(operator)),
  );
  const kept = new Set([...pathIds, ...mutants.map(({ pathId }) => pathId)]);
  const paths = inventory.paths.filter(({ id }) => kept.has(id));
  return { inventory: { ...inventory, paths, mutants, stale: [] } };
}

function matching({ paths, mutants }: Inventory, word: string): readonly string[] {
  const ids = [...new Set([...paths, ...mutants].map(({ id }) => id))];
  if (ids.includes(word)) return [word];
  return word.length < MIN_DIGITS ? [] : ids.filter((id) => id.startsWith(word));
}
