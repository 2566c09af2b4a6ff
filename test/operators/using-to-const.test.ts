import { describe, expect, it } from "vitest";
import { mutantsOf, mutated } from "../support/mutate.js";

const UNDISPOSED =
  "((resource) => resource && Object.assign(resource, { [Symbol.dispose]() {}, [Symbol.asyncDispose]() {} }))";

const replacementsIn = (code: string) => mutantsOf(code, ["using-to-const"]).map(({ replacement }) => replacement);

describe("using-to-const", () => {
  it.each<[string, string[]]>([
    ["function f() { using a = g(); }", [`function f() { using a = ${UNDISPOSED}(g()); }`]],
    [
      "async function f() { await using a = await g(); }",
      [`async function f() { await using a = ${UNDISPOSED}(await g()); }`],
    ],
    ["function f() { using a = (g() as A); }", [`function f() { using a = (${UNDISPOSED}(g()) as A); }`]],
    [
      "function f() { for (using a of g()) a.c(); }",
      [
        `function f() { for (using a of (function* (resources) { for (const each of resources) yield ${UNDISPOSED}(each); })(g())) a.c(); }`,
      ],
    ],
    [
      "async function f() { for await (await using a of b) a.c(); }",
      [
        `async function f() { for await (await using a of (async function* (resources) { for await (const each of resources) yield ${UNDISPOSED}(each); })(b)) a.c(); }`,
      ],
    ],
    ["function f() { const a = g(); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "using-to-const")).toEqual(after);
  });

  it("gives the same resource, of which nothing is disposed, and lets null be", () => {
    const dispose = Symbol("dispose");
    const run = (code: string, given: unknown) =>
      new Function("Symbol", "given", `return ${code}`)({ dispose, asyncDispose: Symbol("asyncDispose") }, given);
    const [replacement = ""] = replacementsIn("function f() { using a = given; }");
    let disposed = 0;
    const resource = { [dispose]: () => disposed++ };
    expect(run(replacement, resource)).toBe(resource);
    resource[dispose]();
    expect(disposed).toBe(0);
    expect(run(replacement, null)).toBe(null);
    const [each = ""] = replacementsIn("function f() { for (using a of given) a.c(); }");
    expect([...run(each, [resource, undefined])]).toEqual([resource, undefined]);
  });

  it("is off unless asked for", () => {
    expect(mutantsOf("function f() { using a = g(); }")).toEqual([]);
  });
});
