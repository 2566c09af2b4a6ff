import { describe, expect, it } from "vitest";
import { mutated, skipsOf } from "../support/mutate.js";

/** The mutants of code behind an import, without the import. */
const swallowed = (head: string, code: string) =>
  mutated(`${head}\n${code}`, "result-swallow").map((text) => text.slice(head.length + 1));

const neverthrow = "import { err, ok } from 'neverthrow';";
const rxjs = "import { catchError, of, throwError } from 'rxjs';";
const effect = "import { Effect } from 'effect';";
const fpTs = "import * as E from 'fp-ts/Either';";

describe("result-swallow", () => {
  it.each<[string, string, string[]]>([
    [neverthrow, "f(load().mapErr((e) => new X(e)));", ["f(load());"]],
    [neverthrow, "f(load().mapErr(toX).map(g));", ["f(load().map(g));"]],
    [neverthrow, "f(r.orElse(() => ok(0)));", ["f(r);"]],
    [neverthrow, "if (r.isErr()) { bad(); } else { good(); }", ["if (false) { bad(); } else { good(); }"]],
    [neverthrow, "if (!r.isOk()) { bad(); }", ["if (!true) { bad(); }"]],
    [neverthrow, "f(r.isOk() ? r.value : 0);", ["f(true ? r.value : 0);"]],
    [neverthrow, "f(all.filter((r) => r.isErr()));", ["f(all.filter((r) => false));"]],
    [neverthrow, "r.match(show, (e) => { bad(e); });", ["r.match(show, (e) => {});"]],
    [neverthrow, "f(r.match(show, (e) => bad(e)));", ["f(r.match(show, (e) => undefined));"]],
    [neverthrow, "f(r.match(show, bad));", ["f(r.match(show, () => undefined));"]],
    [rxjs, "s.pipe(map(f), catchError(() => of([])));", ["s.pipe(map(f), (source) => source);"]],
    [rxjs, "s.pipe(catchError(this.fail));", ["s.pipe((source) => source);"]],
    [effect, "e.pipe(Effect.catchAll(() => other));", ["e.pipe((effect) => effect);"]],
    [effect, "Effect.catchAll(load(id), () => other);", ["load(id);"]],
    [effect, "e.pipe(Effect.catchTag('Gone', create));", ["e.pipe((effect) => effect);"]],
    [effect, "Effect.catchTag(load(), 'Gone', create);", ["load();"]],
    [effect, "e.pipe(Effect.catchTags({ Gone: create }));", ["e.pipe((effect) => effect);"]],
    [fpTs, "pipe(x, E.mapLeft(toX));", ["pipe(x, (either) => either);"]],
    [fpTs, "pipe(x, E.fold((e) => bad(e), show));", ["pipe(x, E.fold((e) => undefined, show));"]],
    [fpTs, "f(E.isRight(x) ? x.right : 0);", ["f(true ? x.right : 0);"]],
  ])("with %s turns %s into %j", (head, before, after) => {
    expect(swallowed(head, before)).toEqual(after);
  });

  it.each<[string, string]>([
    [neverthrow, "f(r.mapErr((e) => e));"],
    [rxjs, "s.pipe(catchError((e) => { console.error(e); return throwError(() => e); }));"],
    [rxjs, "s.pipe(catchError((e) => { throw e; }));"],
    [neverthrow, "f(r.orElse((e) => err(e)));"],
    [effect, "e.pipe(Effect.catchAll((e) => Effect.fail(e)));"],
  ])("with %s leaves %s, which hands the error on as it is", (head, code) => {
    expect(swallowed(head, code)).toEqual([]);
    expect(skipsOf(`${head}\n${code}`)).toContain("result-swallow already-there");
  });

  it("leaves a part of a match that logs, or that gives a value which handler-value changes", () => {
    expect(swallowed(neverthrow, "f(r.match(show, () => false));")).toEqual([]);
    expect(swallowed(neverthrow, "r.match(show, (e) => console.error(e));")).toEqual([]);
    expect(skipsOf(`${neverthrow}\nr.match(show, (e) => console.error(e));`)).toContain("result-swallow arid-code");
  });
});
