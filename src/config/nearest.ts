/** "Did you mean": the nearest of what is valid. */
import { closest, distance } from "fastest-levenshtein";

/** ` Did you mean "x"?`, or nothing where no valid word is near. */
export function didYouMean(word: string, valid: readonly string[]): string {
  if (valid.length === 0) return "";
  const nearest = closest(word, valid);
  return distance(word, nearest) <= Math.max(2, Math.floor(nearest.length / 2)) ? ` Did you mean "${nearest}"?` : "";
}
