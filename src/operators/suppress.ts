/** Marks the mutants that a comment suppresses, and finds the comments that suppress none. Pure. */
import type { SourceFile } from "ts-morph";
import type { Mutant, StaleSuppression } from "../model.js";
import { type Suppression, suppressionOf, suppressionsIn } from "../source/suppressions.js";
import { operatorIds, STRYKER } from "./registry.js";

export interface Suppressed {
  readonly mutants: readonly Mutant[];
  readonly stale: readonly StaleSuppression[];
}

/** @param isAsked whether all mutants of an operator are there: of others a comment cannot be called stale */
export function suppress(
  tree: SourceFile,
  file: string,
  mutants: readonly Mutant[],
  isAsked: (operator: string) => boolean = () => true,
): Suppressed {
  const suppressions = suppressionsIn(tree);
  if (suppressions.length === 0) return { mutants, stale: [] };
  const used = new Set<string>();
  const marked = mutants.map((mutant) => {
    const { operator, span, range } = mutant;
    const found = suppressionOf(suppressions, {
      operator: operator.replace(STRYKER, ""),
      offset: span.start,
      line: range.start.line,
    });
    if (found === undefined) return mutant;
    used.add(`${found.offset} ${operator}`);
    return { ...mutant, suppressed: found.reason };
  });
  return { mutants: marked, stale: suppressions.flatMap((each) => staleIn(each, file, used, isAsked)) };
}

/** Names that are not ours are Stryker's own mutators: those are for Stryker. */
function staleIn(
  suppression: Suppression,
  file: string,
  used: ReadonlySet<string>,
  isAsked: (operator: string) => boolean,
): StaleSuppression[] {
  const { operators, line, text, offset, restores } = suppression;
  return operators.flatMap((name): StaleSuppression[] => {
    const isOurs = operatorIds.includes(name);
    if (!isOurs && name.includes("-")) return [{ file, line, text, message: `no operator is called ${name}` }];
    if (!isOurs || restores || used.has(`${offset} ${name}`) || !isAsked(name)) return [];
    return [{ file, line, text, message: `there is no ${name} mutant to suppress` }];
  });
}
