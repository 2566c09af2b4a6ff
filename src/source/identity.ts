/**
 * Ids that survive edits elsewhere in a file: a short hash of what a thing is, never of its line, so
 * that shards, baselines and suppressions can refer to it.
 */
import { createHash } from "node:crypto";

/** Gives out ids; equal things get an ordinal. One instance a file. */
export function createIdentifier(): (...parts: readonly string[]) => string {
  const seen = new Map<string, number>();
  return (...parts) => {
    const key = parts.map((part) => part.replace(/\s+/g, " ").trim()).join("\u0000");
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash("sha256").update(`${key}\u0000${ordinal}`).digest("hex").slice(0, 10);
  };
}
