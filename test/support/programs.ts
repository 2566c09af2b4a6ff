/**
 * Programs for property tests: every shape that the locator knows, nested in all ways. They do something, too:
 * `op(name)` writes down that it was called and throws now and then, `go(name)` is the same as a promise.
 */
import fc from "fast-check";

const NAMES = ["a", "b", "c"] as const;
const name = fc.constantFrom(...NAMES);
const error = fc.constantFrom("new Error('x')", "new TypeError('x')", "new Failure('x', { cause: e0 })", "e0");

const simple = fc.oneof(
  name.map((n) => `op(${JSON.stringify(n)});`),
  name.map((n) => `await go(${JSON.stringify(n)});`),
  name.map((n) => `console.log(${JSON.stringify(n)});`),
  fc.tuple(name, name).map(([n, m]) => `${n} = ${m} ?? op("${n}");`),
  fc.tuple(name, name).map(([n, m]) => `${n} ??= op("${m}");`),
  fc.tuple(name, name).map(([n, m]) => `${n} = op("${n}") || ${m};`),
  fc.tuple(name, error).map(([n, e]) => `if (!${n}) throw ${e};`),
  fc.tuple(name, name, error).map(([n, m, e]) => `if (${n} === 1 || ${m} == null) { op("g"); throw ${e}; }`),
  name.map((n) => `if (${n} === undefined) { return null; }`),
  name.map((n) => `${n} = await go("${n}").catch((e) => { op("caught"); return e.message; });`),
  name.map((n) => `await go("${n}").then(() => op("then"), (e) => { if (e instanceof TypeError) throw e; });`),
  name.map((n) => `await go("${n}").catch(report);`),
  name.map(
    (n) => `${n} = (await Promise.allSettled([go("a"), go("b")])).filter((r) => r.status === "rejected").length;`,
  ),
  name.map((n) => `call((err, data) => { if (err) { op("failed"); return; } ${n} = data; });`),
  name.map((n) => `emitter.on("error", (e) => { op("heard"); ${n} = e; });`),
  name.map((n) => `switch (${n}) { case 1: op("one"); break; default: throw new Error("which"); }`),
  fc.constant("return op('r');"),
  fc.constant("return await go('r');"),
  fc.constant("throw new Failure('bare');"),
  fc.constant("// Stryker disable next-line catch-swallow: so\nop('d');"),
);

const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie("statement"), { minLength: 0, maxLength: 3 }).map((lines) => `{ ${lines.join("\n")} }`),
  statement: fc.oneof(
    { maxDepth: 2, depthSize: "small", withCrossShrink: true },
    simple,
    fc.tuple(tie("block"), tie("block")).map(([t, c]) => `try ${t} catch (e0) ${c}`),
    fc.tuple(tie("block"), tie("block")).map(([t, c]) => `try ${t} catch ${c}`),
    fc.tuple(tie("block"), tie("block")).map(([t, c]) => `try ${t} catch ({ message }) ${c}`),
    fc.tuple(tie("block"), tie("block")).map(([t, f]) => `try ${t} finally ${f}`),
    fc.tuple(tie("block"), tie("block"), tie("block")).map(([t, c, f]) => `try ${t} catch (e0) ${c} finally ${f}`),
    fc.tuple(name, tie("block"), tie("block")).map(([n, a, b]) => `if (${n}) ${a} else ${b}`),
    fc
      .tuple(name, name, tie("block"))
      .map(([n, m, b]) => `if (${n}) ${b} else if (${m}) ${b} else { throw new Error("else"); }`),
    tie("block").map((b) => `for (let i = 0; i < 3; i++) ${b}`),
    fc
      .tuple(tie("block"), name)
      .map(([b, n]) => `for (const x of [1, 2]) { try ${b} catch (e0) { op(x); if (${n}) break; continue; } }`),
    tie("block").map((b) => `await (async () => ${b})().catch(() => undefined);`),
  ),
}));

/** A whole program in JavaScript; `run` resolves or rejects. */
export const program: fc.Arbitrary<string> = fc
  .array(statement, { minLength: 1, maxLength: 4 })
  .map((lines) =>
    [
      "class Failure extends Error {}",
      "async function run(op, go, call, emitter, report, console) {",
      "let a, b = 0, c = 1; const e0 = new Failure('outer');",
      ...lines,
      "return [a, b, c].map(String).join();",
      "}",
    ].join("\n"),
  );
