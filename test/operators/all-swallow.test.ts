import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

const settled = (given: string) =>
  `Promise.allSettled(${given}).then((results) => results.map((result) => result.value))`;

describe("all-swallow", () => {
  it.each<[string, string[]]>([
    [
      "async function f() { try { await Promise.all(xs); } catch { bad(); } }",
      [`async function f() { try { await ${settled("xs")}; } catch { bad(); } }`],
    ],
    [
      "async function f() { try { const [a, b] = await Promise.all([g(), h()]); use(a, b); } finally { end(); } }",
      [`async function f() { try { const [a, b] = await ${settled("[g(), h()]")}; use(a, b); } finally { end(); } }`],
    ],
    [
      "async function f() { try { return (await Promise.all(xs).then(g)).flat(); } catch { bad(); } }",
      [`async function f() { try { return (await ${settled("xs")}.then(g)).flat(); } catch { bad(); } }`],
    ],
    ["Promise.all<string>(xs).catch(report);", [`${settled("xs")}.catch(report);`]],
    ["Promise.all(xs).then(use, (e) => bad(e));", [`${settled("xs")}.then(use, (e) => bad(e));`]],
    // The rejection comes to one handler only:
    ["Promise.all(xs).catch(report).then(a).catch(later);", [`${settled("xs")}.catch(report).then(a).catch(later);`]],
    [
      "async function f() { try { await Promise.all(xs).catch(report); } catch { bad(); } }",
      [`async function f() { try { await ${settled("xs")}.catch(report); } catch { bad(); } }`],
    ],
    ["Promise.all(xs).finally(stop).catch(report);", [`${settled("xs")}.finally(stop).catch(report);`]],
    // No handler, or not all of many:
    ["async function f() { await Promise.all(xs); }", []],
    ["Promise.all(xs).finally(stop);", []],
    ["async function f() { try { await Promise.race(xs); } catch { bad(); } }", []],
    ["async function f() { try { await Promise.allSettled(xs); } catch { bad(); } }", []],
    ["async function f() { try { for await (const x of Promise.all(xs)) use(x); } catch { bad(); } }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "all-swallow")).toEqual(after);
  });

  it("gives the same values, as long as nothing fails", async () => {
    const [code] = mutated(
      "const f = async (xs) => { try { return await Promise.all(xs); } catch { return 'bad'; } };",
      "all-swallow",
    );
    const run = new Function("xs", `${code} return f(xs);`);
    await expect(run([1, Promise.resolve(2)])).resolves.toEqual([1, 2]);
    await expect(run([1, Promise.reject(new Error("no"))])).resolves.toEqual([1, undefined]);
  });
});
