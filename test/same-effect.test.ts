import { expect, it } from "vitest";
import { mutantsOf } from "./support/mutate.js";

// No two mutants of one path with the same effect, and none without: the most destructive one stays.
it.each<[string, string[]]>([
  ["try { a(); } catch (e) { throw e; }", ["catch-swallow"]],
  ["try { a(); } catch (e) { undo(); }", ["catch-swallow", "catch-rethrow"]],
  ["try { a(); } catch (e) { undo(); throw e; }", ["catch-swallow", "catch-rethrow", "rethrow-drop"]],
  ["try { a(); } catch (e) { console.log(e); throw e; }", ["catch-swallow"]],
  ["try { a(); } catch (e) { if (e.gone) { undo(); } }", ["catch-swallow", "catch-rethrow", "discriminate-widen"]],
  [
    "function f() { try { a(); } catch (e) { if (e.gone) return 1; throw e; } }",
    ["catch-swallow", "catch-rethrow", "rethrow-drop", "discriminate-widen", "handler-value"],
  ],
  [
    "function f() { try { a(); } catch (e) { if (!e.gone) throw e; return 1; } }",
    ["catch-swallow", "catch-rethrow", "rethrow-drop", "handler-value"],
  ],
  ["function f() { try { a(); } catch { return null; } }", ["catch-swallow", "catch-rethrow"]],
  ["function f(a) { if (!a) return; go(); }", ["guard-drop"]],
  ["function f(m, k) { if (!m.has(k)) return; return m.get(k); }", []],
  // Strings that look like comments are none:
  [
    'try { a(); } catch (e) { glob("src/**"); undo(); glob("**/x"); }',
    ["catch-swallow", "catch-rethrow", "handler-effect-drop", "handler-effect-drop", "handler-effect-drop"],
  ],
  ["s.on('error', (e) => { if (e.gone) return; undo(); });", ["catch-swallow", "discriminate-narrow"]],
  ["s.on('error', (e) => { undo(); throw e; });", ["catch-swallow", "rethrow-drop", "handler-effect-drop"]],
  [
    "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') undo(); } }",
    ["discriminate-narrow", "settle-reject"],
  ],
  [
    "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') undo(); else go(); } }",
    ["discriminate-narrow", "handler-effect-drop", "settle-reject"],
  ],
  ["import { ok } from 'neverthrow'; if (r.isErr()) { undo(); }", ["result-swallow"]],
  ["import { ok } from 'neverthrow'; if (!r.isOk()) { undo(); }", ["result-swallow"]],
  ["const x = p.catch(() => null);", ["promise-catch-drop", "handler-value"]],
])("of %s are left %j", (code, operators) => {
  expect(mutantsOf(code).map(({ operator }) => operator)).toEqual(operators);
});
