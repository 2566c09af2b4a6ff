import type { Approach } from "./approach.js";

/** Whoever calls it back does so with an error: following the code sees to that. */
export const errorFirstCallback: Approach = {
  kinds: ["error-first-callback"],
  ways: () => [{ waypoints: [], failing: [] }],
};
