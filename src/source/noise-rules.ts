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
  "cannot-fail": "it cannot fail: it only waits, or what stands before it handles every failure",
  "dead-code": "it never runs: its condition is constant, or what stands before it never returns",
  "error-text": "it only turns an error into words for a message",
  "exhausted-by-type": "by its type no value is left for this branch, so no typed caller can get there",
  "feature-or-state": "it asks for state or a choice, not for something invalid",
  "index-in-bounds": "an index that the code has computed: only the compiler does not know that there is something",
  "loop-control": "it skips an empty item or ends a loop: ordinary control flow",
  lookup: "without the guard the same comes back",
  memoised: "the right side is stored in the left: a cache, not a fallback",
  "needed-later": "it assigns what the code after it reads",
  "no-shared-state": "what the guard asks is not what the code acts on after it, or is claimed before others can run",
  "not-implemented": "a stub that does nothing but throw: nobody calls it on purpose",
  "nothing-follows": "nothing comes after it, so leaving early makes no difference",
  "only-a-value": "the handler is nothing but a value, and handler-value puts another one in its place",
  "option-default": "it stands in for an option that was left out: a choice, no failure",
  "only-hangs": "the mutant would only leave the caller waiting; another one says it better",
  "only-rethrows": "the handler only throws the error again: the caller cannot tell whether it ran",
  "recursion-base-case": "it ends a recursion: without it nothing would be tested but the call stack",
  "renders-nothing": "a branch of what a component shows",
  "same-effect": "another mutant of this error path, a more destructive one, does the same",
  "settles-twice": "a promise that is already settled cannot be settled again",
  "unread-value": "nobody reads the value",
  "yields-nothing":
    "it falls back to undefined, null or what does the same there, which is as good as what is there already",
} as const;

/** The name of a noise rule. */
export type NoiseRule = keyof typeof NOISE_RULES;
