import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("handler-value", () => {
  it.each<[string, string[]]>([
    [
      "function f() { try { a(); } catch { return null; } }",
      ["function f() { try { a(); } catch { return undefined; } }"],
    ],
    ["function f() { try { a(); } catch { return false; } }", ["function f() { try { a(); } catch { return true; } }"]],
    ["function f() { try { a(); } catch { return 0; } }", ["function f() { try { a(); } catch { return 1; } }"]],
    ["function f() { try { a(); } catch { return 7; } }", ["function f() { try { a(); } catch { return 0; } }"]],
    [
      "function f() { try { a(); } catch (e) { return { ok: false, e }; } }",
      ["function f() { try { a(); } catch (e) { return { ok: true, e }; } }"],
    ],
    [
      "function f() { try { a(); } catch (e) { return { data: [] }; } }",
      ["function f() { try { a(); } catch (e) { return undefined; } }"],
    ],
    [
      "function f() { try { a(); } catch (e) { return undefined; } }",
      ["function f() { try { a(); } catch (e) { return null; } }"],
    ],
    ["const x = p.catch(() => []);", ["const x = p.catch(() => undefined);"]],
    ["const x = p.catch((e) => { return []; });", ["const x = p.catch((e) => { return undefined; });"]],
    [
      "async function f(xs) { return (await Promise.allSettled(xs)).map((r) => (r.status === 'fulfilled' ? r.value : 0)); }",
      [
        "async function f(xs) { return (await Promise.allSettled(xs)).map((r) => (r.status === 'fulfilled' ? r.value : 1)); }",
      ],
    ],
    [
      "import { ok } from 'neverthrow'; f(r.unwrapOr(null)); f(r.unwrapOr(NONE)); f(r.mapErr((e) => new X(e)));",
      [
        "import { ok } from 'neverthrow'; f(r.unwrapOr(undefined)); f(r.unwrapOr(NONE)); f(r.mapErr((e) => new X(e)));",
        "import { ok } from 'neverthrow'; f(r.unwrapOr(null)); f(r.unwrapOr(undefined)); f(r.mapErr((e) => new X(e)));",
        "import { ok } from 'neverthrow'; f(r.unwrapOr(null)); f(r.unwrapOr(NONE)); f(r.mapErr((e) => undefined));",
      ],
    ],
    [
      "class B extends C { static getDerivedStateFromError() { return { ok: false }; } }",
      ["class B extends C { static getDerivedStateFromError() { return { ok: true }; } }"],
    ],
    // A stream or another result, without which nothing would be left but a crash:
    ["import { catchError } from 'rxjs'; s.pipe(catchError(() => of(0)));", []],
    ["import { ok } from 'neverthrow'; f(r.orElse(() => ok(0)));", []],
    // Nobody gets these:
    ["const x = p.catch((e) => console.error(e));", []],
    ["const x = p.catch((e) => next(e));", []],
    ["const x = p.finally(() => close());", []],
    ["const x = p['finally'](() => 1);", []],
    ["p.catch(() => null);", []],
    ["s.on('error', () => { return 1; });", []],
    ["import { ok } from 'neverthrow'; r.match(show, () => 0);", []],
    ["void p.catch(() => null);", []],
    ["async function f() { await p.catch(() => null); }", []],
    ["function f() { try { a(); } catch (e) { return; } b(); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "handler-value")).toEqual(after);
  });
});
