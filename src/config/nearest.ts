/** "Did you mean": the nearest of what is valid. */
import { closest, distance } from "fastest-levenshtein";

/** The nearest valid word, or nothing where none is near. */
export function nearest(word: string, valid: readonly string[]): string | undefined {
  if (valid.length === 0) return undefined;
  const found = closest(word, valid);
  if (found === word) return undefined;
  return distance(word, found) <= Math.max(2, Math.floor(found.length / 2)) ? found : undefined;
}

/** ` Did you mean "x"?`, or nothing where no valid word is near. */
export function didYouMean(word: string, valid: readonly string[]): string {
  const found = nearest(word, valid);
  return found === undefined ? "" : ` Did you mean "${found}"?`;
}
