/**
 * Why an error path is passed over, or a mutant of it left out, by the rule's id. `faultline list
 * --explain-skips` shows them; docs/noise.md has an example of each.
 */
export const NOISE_RULES = {
  "arid-code": "it only logs, counts, traces or asserts that a case cannot happen: nobody tests that",
  "already-there": "the code already is what this operator would make of it",
  "best-effort": "the failure of a cleanup is ignored on purpose, so there is nothing to assert",
  "builtin-error-class":
    "`Error` and the language's own classes say little: a test that knows the message knows enough",
  "cannot-be-nullish": "the left side can be neither null nor undefined, so the fallback never applies",
  "dead-code": "it never runs: its condition is constant, or what stands before it never returns",
  "error-text": "it only turns an error into words for a message",
  "exhausted-by-type": "by its type no value is left for this branch, so no typed caller can get there",
  "hidden-by-retry": "a promise that is already settled cannot be settled again",
  "feature-or-state": "it asks for state or a choice, not for something invalid",
  "loop-control": "it skips an empty item or ends a loop: ordinary control flow",
  lookup: "without the guard the same comes back",
  memoised: "the right side is stored in the left: a cache, not a fallback",
  "not-implemented": "a stub that does nothing but throw: nobody calls it on purpose",
  "nothing-follows": "nothing comes after it, so leaving early makes no difference",
  "only-hangs": "the mutant would only leave the caller waiting; another one says it better",
  "recursion-base-case": "it ends a recursion: without it nothing would be tested but the call stack",
  "renders-nothing": "a branch of what a component shows",
  "same-effect": "another mutant of this error path, a more destructive one, does the same",
  "unread-value": "nobody reads the value",
  "yields-nothing": "it falls back to undefined or null, which is what is there already",
} as const;

/** The name of a noise rule. */
export type NoiseRule = keyof typeof NOISE_RULES;
