/** The switch and the counters of the instrumented code: Stryker's, seen from a test file. */
import { inject } from "vitest";
import type { PassInput } from "../pass/pass-protocol.js";

type Hits = Readonly<Record<string, number>>;

/** What the instrumented code looks at. */
interface Namespace {
  activeMutant?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  currentTestId?: string | undefined;
  readonly mutantCoverage?: { readonly static: Hits; readonly perTest: Record<string, Hits> };
}

/** For what is no coverage of any test: it runs with a mutant, or again. */
const NOBODY = "#";

export const input = inject("faultlinePass" as never) as PassInput;

const scope = globalThis as unknown as Record<string, Namespace>;
scope[input.namespace] ??= {};
const ns = scope[input.namespace] as Namespace;

/** From now on this mutant runs, at most so often; `undefined`: the code as it is. */
export function activate(mutant: string | undefined, hitLimit = Number.POSITIVE_INFINITY): void {
  ns.activeMutant = mutant;
  ns.hitCount = 0;
  ns.hitLimit = hitLimit;
}

/** How often the active mutant ran, and how often it may. */
export function countHits(): { readonly hits: number; readonly hitLimit: number } {
  return { hits: ns.hitCount ?? 0, hitLimit: ns.hitLimit ?? Number.POSITIVE_INFINITY };
}

/** From now on what runs is covered by this test; `null`: by none, `undefined`: as when a module loads. */
export function coverBy(test: string | null | undefined): void {
  ns.currentTestId = test === null ? NOBODY : test;
  if (ns.mutantCoverage !== undefined) delete ns.mutantCoverage.perTest[NOBODY];
}

export function hitsOf(test: string): Hits {
  return ns.mutantCoverage?.perTest[test] ?? {};
}

/** What ran while no test did. */
export function hitsAtLoad(): Hits {
  return ns.mutantCoverage?.static ?? {};
}
