/** Looks up what a report says about a kind or an operator. */
import type { Descriptions, ErrorPath, Mutant } from "../model.js";

export function kindTitle({ kinds }: Descriptions, { kind }: ErrorPath): string {
  return kinds[kind]?.title ?? kind;
}

const UNKNOWN = { title: "", models: "", why: "", hint: "" };

export function operatorOf({ operators }: Descriptions, { operator }: Mutant): typeof UNKNOWN {
  return operators[operator] ?? UNKNOWN;
}
