import type { Approach } from "./approach.js";

/** Any kind without an approach of its own: get to where it runs. */
export const otherKind: Approach = {
  kinds: [],
  ways: () => [{ waypoints: [], failing: [] }],
};
