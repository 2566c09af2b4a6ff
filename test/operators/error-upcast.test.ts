import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutated, skipsOf } from "../support/mutate.js";

const upcast = (thrown: string, rest = "") => {
  const head = "function f(a) { b(); throw ";
  const [after] = mutated(`${head}${thrown}; }${rest}`, "error-upcast");
  return after?.slice(head.length, after.length - rest.length - 3);
};

describe("error-upcast", () => {
  it.each([
    ["new NotFound('no a')", "new Error('no a')"],
    ["new errors.NotFound('no a')", "new Error('no a')"],
    ["new NotFound<T>(`no ${a}`)", "new Error(`no ${a}`)"],
    ["new NotFound('no ' + a)", "new Error('no ' + a)"],
    ["new NotFound('E_GONE', 'it is gone')", "new Error('it is gone')"],
    ["new NotFound('E_GONE')", "new Error('E_GONE')"],
    ["new HttpError(404, 'no a')", "new Error('no a')"],
    ["new HttpError(404, { message: 'no a' })", "new Error('no a')"],
    ["new HttpError(404, { message })", "new Error(message)"],
    ["new NotFound(message)", "new Error(message)"],
    ["new NotFound(a.reason)", "new Error(a.reason)"],
    ["new NotFound(MESSAGES.gone)", "new Error(MESSAGES.gone)"],
    ["new NotFound(a.b || 'no a', a)", "new Error(a.b || 'no a')"],
    ["new NotFound(a.b ? `no ${a}` : a.c, a)", "new Error(a.b ? `no ${a}` : a.c)"],
    ["new NotFound(String(a))", "new Error(String(a))"],
    ["new NotFound(a.id)", "new Error()"],
    ["new NotFound()", "new Error()"],
    ["new NotFound", "new Error()"],
    ["new NotFound(...a)", "new Error()"],
    ["new NotFound('no a', { cause: a, id: 1 })", "new Error('no a', { cause: a })"],
    ["new NotFound({ cause })", "new Error(undefined, { cause })"],
    ["(new NotFound('no a') as Error)", "(new Error('no a') as Error)"],
  ])("turns %s into %s", (thrown, after) => {
    expect(upcast(thrown)).toBe(after);
  });

  it.each([
    ["class NotFound extends Error {}", "new NotFound(a.id)", "new Error(a.id)"],
    [
      "class NotFound extends Error { constructor(message) { super(message); } }",
      "new NotFound(a.id)",
      "new Error(a.id)",
    ],
    ["class NotFound extends Error { constructor(id, message) { super(id); } }", "new NotFound(a.text)", "new Error()"],
    ["class TypeError extends Base {}", "new TypeError('x')", "new Error('x')"],
  ])("goes by the constructor of %s", (declaration, thrown, after) => {
    expect(upcast(thrown, ` ${declaration}`)).toBe(after);
  });

  it.each([
    "new Error('x')",
    "new TypeError('x')",
    "new AggregateError(a, 'x')",
    "createError(404)",
    "a as Error",
    "a",
    "new Response('x', { status: 404 })",
  ])("leaves %s alone", (thrown) => {
    expect(upcast(thrown)).toBeUndefined();
  });

  it("says that classes of the language are left out", () => {
    expect(skipsOf("function f(a) { if (!a) throw new RangeError('x'); b(); }", ["error-upcast"])).toEqual([
      "error-upcast builtin-error-class",
    ]);
  });

  it.each<[string, string[]]>([
    ["try { a(); } catch (e) { throw new A('x'); }", ["try { a(); } catch (e) { throw new Error('x'); }"]],
    ["p.catch((e) => Promise.reject(new A('x')));", ["p.catch((e) => Promise.reject(new Error('x')));"]],
    [
      "read((err) => { if (err) { cb(new A('x')); return; } b(); });",
      ["read((err) => { if (err) { cb(new Error('x')); return; } b(); });"],
    ],
    [
      "function f(a) { if (!a) return reject(new A('x')); b(); }",
      ["function f(a) { if (!a) return reject(new Error('x')); b(); }"],
    ],
    [
      "try { a(); } catch (e) { list.push(new A('x')); list.map(() => { throw new A('x'); }); }",
      ["try { a(); } catch (e) { list.push(new A('x')); list.map(() => { throw new Error('x'); }); }"],
    ],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "error-upcast")).toEqual(after);
  });

  it("is placed by Stryker's instrumenter", async () => {
    const { unplaced, ids, mutants } = await instrument(
      "function f(a, cb) { if (!a) throw new A('x'); if (a.b) return cb(new A<B>('x')); try { g(); } catch (e) { throw (new A('x', { cause: e }) as Error); } }",
    );
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(mutants.length);
    expect(mutants.filter(({ operator }) => operator === "error-upcast")).toHaveLength(3);
  });
});
