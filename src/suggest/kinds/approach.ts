/** How a test brings about an error path of a kind. To add one: a file here, and a line in `registry.ts`. */
import type { Node } from "ts-morph";
import type { KindId, Mutant } from "../../model.js";
import type { Located } from "../../paths/kind.js";
import type { Modules } from "../../source/modules.js";
import type { Way } from "../ways.js";

export interface Approach {
  readonly kinds: readonly KindId[];
  /** What has to happen for the path to run: calls that fail, one of which is enough. */
  ways(path: Located, modules: Modules): readonly Way[];
  /** For a test of one mutant: which operands of the path's condition must hold, and which must not. */
  operands?(path: Located, mutant: Mutant | undefined): ReadonlyMap<Node, boolean> | undefined;
}
