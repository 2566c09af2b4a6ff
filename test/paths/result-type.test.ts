import { describe, expect, it } from "vitest";
import { kinds } from "../../src/paths/registry.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { noTypes } from "../../src/source/types.js";
import { instrument } from "../support/instrument.js";
import { found, pathsOf } from "../support/mutate.js";

const neverthrow = "import { ok, type Result } from 'neverthrow';\n";
const count = (code: string) => found(code, "result-type").length;

/** What is found where the project names modules of its own. */
function withModules(code: string, ...resultModules: string[]): number {
  const tree = parse("code.ts", code);
  attachContext(tree, { types: noTypes, vocabulary: { ...noVocabulary, resultModules } });
  const kind = kinds.find(({ id }) => id === "result-type");
  return tree.getDescendants().filter((node) => kind?.match(node) !== undefined).length;
}

describe("result-type", () => {
  it.each([
    "if (r.isErr()) { bad(r.error); } else { good(); }",
    "if (!r.isOk()) { bad(); } else { good(); }",
    "const x = r.isOk() ? r.value : 0;",
    "const x = r.isErr() || other;",
    "const bad = all.filter((r) => r.isErr());",
    "const x = r.mapErr((e) => new Wrapped(e));",
    "const x = load().mapErr(toProblem);",
    "const x = r.orElse((e) => ok(0));",
    "const x = r.unwrapOr(0);",
    "const x = r.match(show, (e) => { bad(e); });",
  ])("is found in %s of neverthrow", (code) => {
    expect(count(neverthrow + code)).toBe(1);
    // Without the import nobody knows what these are:
    expect(count(code)).toBe(0);
  });

  it.each([
    "import type { ResultAsync } from 'neverthrow'; f(r.mapErr(g));",
    "const { ok } = require('neverthrow'); f(r.mapErr(g));",
    "import { Ok } from 'ts-results-es'; f(r.mapErr(g));",
    "import { match } from 'oxide.ts'; f(match(r, { Ok: show, Err: (e) => bad(e) }));",
    "import { Result } from 'true-myth'; f(r.match({ Ok: show, Err: (e) => bad(e) }));",
    "import Result from 'true-myth/result'; if (r.isErr) { bad(); } else { good(); }",
    "import { Result } from '@badrap/result'; const x = r.isOk ? r.value : null;",
    "import { isErr } from 'option-t/plain_result'; const x = isErr(r) ? 0 : r.val;",
    "import { Result } from 'oxide.ts'; const x = Result.isErr(r) ? 0 : 1;",
    "import { catchError } from 'rxjs'; s.pipe(catchError((e) => of(e.code)));",
    "import { catchError } from 'rxjs/operators'; s.pipe(catchError(this.fail));",
    "import * as rx from 'rxjs'; s.pipe(rx.catchError(fail));",
    "import { Effect } from 'effect'; e.pipe(Effect.catchAll((x) => Effect.succeed(0)));",
    "import * as Effect from 'effect/Effect'; e.pipe(Effect.catchTag('Gone', (x) => create()));",
    "import { Effect as T } from 'effect'; T.catchTags(e, { Gone: (x) => create() });",
    "import { Effect } from 'effect'; e.pipe(Effect.catchAllCause(report), Effect.retry(p));",
    "import { Effect } from 'effect'; e.pipe(Effect.orElse(() => other));",
    "import { catchAll } from 'effect/Effect'; e.pipe(catchAll(() => other));",
    "import * as E from 'fp-ts/Either'; pipe(x, E.mapLeft(toProblem));",
    "import * as TE from 'fp-ts/lib/TaskEither'; pipe(x, TE.orElse((e) => retry(e)));",
    "import { either as E } from 'fp-ts'; pipe(x, E.getOrElse(() => 0));",
    "import { fold } from 'fp-ts/Either'; pipe(x, fold((e) => bad(e), show));",
    "import * as E from 'fp-ts/Either'; const x = E.isLeft(y) ? 0 : 1;",
  ])("is found in %s", (code) => {
    expect(count(code)).toBe(1);
  });

  it.each([
    ["another match", `${neverthrow}f(text.match(/a/));`],
    ["another catchError", "import { catchError } from './own.js'; s.pipe(catchError((e) => of(e)));"],
    ["another orElse", "import { orElse } from './own.js'; e.pipe(orElse(() => 1));"],
    ["a function of another library", "import { Effect } from './effect.js'; e.pipe(Effect.catchAll(f));"],
    ["the making of a result", "import { Effect } from 'effect'; Effect.fail(1);"],
    ["an option of fp-ts", "import * as O from 'fp-ts/Option'; pipe(x, O.getOrElse(() => 0));"],
    ["an array of fp-ts", "import { array as A } from 'fp-ts'; pipe(x, A.match(f, g));"],
    ["a static constructor", `${neverthrow}import { Result as R } from 'neverthrow'; R.mapErr(f);`],
  ])("is not found in %s", (_, code) => {
    expect(count(code)).toBe(0);
  });

  it("leaves a guard's condition to the guard", () => {
    const kindsOf = (code: string) => pathsOf(neverthrow + code).map(({ kind }) => kind);
    expect(kindsOf("function f(r) { if (r.isErr()) return r; return go(r); }")).toEqual(["guard-clause"]);
    expect(kindsOf("function f(r, a) { if (!a || r.isErr()) throw new Error('x'); go(); }")).toEqual(["guard-clause"]);
    expect(kindsOf("function f(r) { if (r.isErr()) { bad(); } go(); }")).toEqual(["result-type"]);
  });

  it("leaves a question in a handler to the handler, and no other", () => {
    const question = "const r = undo(); if (r.isErr()) { bad(); }";
    expect(count(`${neverthrow}try { a(); } catch { ${question} }`)).toBe(0);
    expect(count(`${neverthrow}p.catch(() => { ${question} });`)).toBe(0);
    expect(count(`${neverthrow}s.on('error', () => { ${question} });`)).toBe(0);
    expect(count(`${neverthrow}read((err, d) => { if (err) { ${question} return; } });`)).toBe(0);
    expect(count(`${neverthrow}read((err, d) => { if (err) { bad(); return; } ${question} });`)).toBe(1);
    expect(count(`${neverthrow}try { a(); } catch { x.forEach(() => { ${question} }); }`)).toBe(1);
  });

  it.each<[string, string, boolean]>([
    ["f(r.mapErr((e) => g(e)));", "g(e)", false],
    ["f(r.mapErr((e) => { return g(e); }));", "{ return g(e); }", false],
    ["f(r.mapErr(toProblem));", "toProblem", false],
    ["f(r.mapErr(makeMapper()));", "r.mapErr(makeMapper())", true],
    // It is there whether it is needed or not:
    ["f(r.unwrapOr(0));", "0", true],
    ["f(r.match(show, (e) => bad(e)));", "bad(e)", false],
    ["f(r.isErr() || g);", "r.isErr()", true],
    ["if (r.isErr()) { bad(); } else { good(); }", "{ bad(); }", false],
  ])("%s is reached at %s", (code, reach, runsOnSuccess) => {
    const text = neverthrow + code;
    const [path] = pathsOf(text);
    expect(text.slice(path?.reach.span.start, path?.reach.span.end)).toBe(reach);
    expect(path?.runsOnSuccess).toBe(runsOnSuccess);
  });

  it("knows the modules that the project names", () => {
    const code = "import { ok } from '../lib/result.js'; f(r.mapErr(g));";
    expect(withModules(code)).toBe(0);
    expect(withModules(code, "src/lib/result")).toBe(1);
    expect(withModules(code, "result")).toBe(0);
    expect(withModules("import { ok } from '@own/result'; f(r.mapErr(g));", "@own/result")).toBe(1);
  });

  it("has mutants and probes that Stryker places", async () => {
    const code = `${neverthrow}import { catchError, of } from 'rxjs'; import { Effect } from 'effect';
      f(r.mapErr(toProblem), r.mapErr((e) => new X(e)), r.orElse(this.again), r.unwrapOr(0), r.unwrapOr({ a }));
      if (!(r.isOk())) { undo(); bad(r.error); } else { good(); } const x = (r.isErr() ? null : r.value) as string;
      r.match(show, (e) => { undo(); bad(e); }); g(r.match(show, bad)); g(r.match(show, (e) => 0));
      s.pipe(catchError((e) => { if (e.code === 'X') return of(1); throw e; }), catchError(fail));
      e.pipe(Effect.catchAll(() => other), Effect.catchTags({ A: () => other }));`;
    const { unplaced, probes, ids } = await instrument(code);
    expect([...unplaced]).toEqual([]);
    expect(probes.size).toBe(pathsOf(code).length);
    expect(ids.size).toBeGreaterThan(15);
  });
});
