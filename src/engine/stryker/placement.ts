import type { Site } from "../../model.js";

/** What is asked of Stryker at one place: a mutant, or the reach probe of a path. */
export interface Placement {
  /** Mutant id, or path id for a probe. */
  readonly id: string;
  /** Absolute. */
  readonly file: string;
  readonly operator: string;
  readonly site: Site;
  /** Undefined for a probe: the code stays what it is. */
  readonly replacement?: string;
}
