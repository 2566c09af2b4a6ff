import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

const REJECTING = '.then((values) => values.map((value) => ({ status: "fulfilled", value })))';

describe("settle-reject", () => {
  it.each<[string, string[]]>([
    [
      "async function f(xs) { for (const r of await Promise.allSettled(xs.map(g))) { if (r.status === 'rejected') bad(); } }",
      [
        `async function f(xs) { for (const r of await Promise.all(xs.map(g))${REJECTING}) { if (r.status === 'rejected') bad(); } }`,
      ],
    ],
    [
      "Promise.allSettled<string>(xs).then((rs) => rs.some((r) => r.status === 'rejected'));",
      [`Promise.all(xs)${REJECTING}.then((rs) => rs.some((r) => r.status === 'rejected'));`],
    ],
    // One fault, however many places look at the results:
    [
      "async function f(xs) { const rs = await Promise.allSettled(xs); return [rs.filter((r) => r.status === 'rejected'), rs.filter((r) => r.status === 'fulfilled')]; }",
      [
        `async function f(xs) { const rs = await Promise.all(xs)${REJECTING}; return [rs.filter((r) => r.status === 'rejected'), rs.filter((r) => r.status === 'fulfilled')]; }`,
      ],
    ],
    [
      "async function f(xs) { const rs = await Promise.allSettled(xs); for (const r of rs) { switch (r.status) { case 'rejected': bad(); } } }",
      [
        `async function f(xs) { const rs = await Promise.all(xs)${REJECTING}; for (const r of rs) { switch (r.status) { case 'rejected': bad(); } } }`,
      ],
    ],
    // Nobody looks at the results, or the call is elsewhere:
    ["async function f(xs) { await Promise.allSettled(xs); }", []],
    ["function f(rs: PromiseSettledResult<string>[]) { return rs.some((r) => r.status === 'rejected'); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "settle-reject")).toEqual(after);
  });

  it("gives results of the same shape, as long as nothing fails", async () => {
    const [code] = mutated(
      "const f = async (xs) => { const rs = await Promise.allSettled(xs); return rs.filter((r) => r.status !== 'rejected'); };",
      "settle-reject",
    );
    const run = new Function("xs", `${code} return f(xs);`);
    await expect(run([1, Promise.resolve(2)])).resolves.toEqual(await Promise.allSettled([1, 2]));
    await expect(run([1, Promise.reject(new Error("no"))])).rejects.toThrow("no");
  });
});
