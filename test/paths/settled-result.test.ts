import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { found, pathsOf } from "../support/mutate.js";

const inside = (body: string) => `async function f(xs) { const rs = await Promise.allSettled(xs); ${body} }`;

/** What is found, what runs on failure, and whether that runs without one too. */
function place(code: string) {
  return pathsOf(code)
    .filter(({ kind }) => kind === "settled-result")
    .map(({ title, reach: { span }, runsOnSuccess }) => [title, code.slice(span.start, span.end), runsOnSuccess]);
}

describe("settled-result", () => {
  it.each([
    "for (const r of rs) { if (r.status === 'rejected') { bad(r.reason); } }",
    "for (const { status, reason } of rs) { if (status === 'rejected') { bad(reason); } }",
    "for (const { status: s, reason } of rs) { if (s === 'rejected') { bad(reason); } }",
    "for (const [i, r] of rs.entries()) { if (r.status === 'rejected') { bad(i); } }",
    "for (let i = 0; i < rs.length; i++) { if (rs[i].status === 'rejected') { bad(i); } }",
    "for (let i = 0; i < rs.length; i++) { const r = rs[i]!; if (r.status === 'rejected') { bad(i); } }",
    "const [a] = rs; if (a.status === 'rejected') { bad(); }",
    "const last = rs.at(-1); if (last?.status === 'rejected') { bad(); }",
    "rs.forEach((r) => { if (r.status === 'rejected') { bad(); } });",
    "return rs.filter((r) => r.status === 'rejected');",
    "return rs.filter((r): r is PromiseRejectedResult => r.status === 'rejected');",
    "return rs.filter(({ status }) => status === 'rejected');",
    "return rs.some((r) => 'rejected' === r.status);",
    "return rs.every((r) => r.status !== 'rejected');",
    "return rs.find((r) => r.status !== 'fulfilled');",
    "return rs.slice(1).flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));",
    "const all = rs.map((r) => r.status == 'fulfilled'); return all;",
    "const bad = rs.filter(known); if (bad[0].status === 'rejected') { fail(); }",
    "for (const r of rs) { switch (r.status) { case 'rejected': bad(r.reason); break; default: good(); } }",
  ])("is found in %s", (body) => {
    expect(place(inside(body))).toHaveLength(1);
  });

  it.each([
    "async function f(xs) { const [a, b] = await Promise.allSettled(xs); if (b.status === 'rejected') bad(); }",
    "async function f(xs) { let rs; rs = await Promise.allSettled(xs); if (rs[0].status === 'rejected') bad(); }",
    "async function f(xs) { const p = Promise.allSettled(xs); const rs = await p; if (rs[0].status === 'rejected') bad(); }",
    "async function f(xs) { return (await Promise.allSettled(xs)).filter((r) => r.status === 'rejected'); }",
    "Promise.allSettled(xs).then((rs) => { for (const r of rs) if (r.status === 'rejected') bad(); });",
    "Promise.allSettled(xs).then((rs) => rs.filter((r) => r.status === 'rejected'));",
    "function f(rs: PromiseSettledResult<string>[]) { return rs.some((r) => r.status === 'rejected'); }",
    "function f(rs: ReadonlyArray<PromiseSettledResult<string>>) { return rs.some((r) => r.status === 'rejected'); }",
    "function f(r: PromiseSettledResult<string>) { if (r.status === 'rejected') bad(); }",
    "const isRejected = (r): r is PromiseRejectedResult => r.status === 'rejected';",
  ])("is found in %s, too", (code) => {
    expect(place(code)).toHaveLength(1);
  });

  it.each([
    "if (response.status === 'rejected') { bad(); }",
    "async function f() { const order = await load(); if (order.status === 'rejected') { bad(); } }",
    "async function f(xs) { const rs = await Promise.all(xs); if (rs[0].status === 'rejected') { bad(); } }",
    "orders.filter((o) => o.status === 'rejected');",
    "let a = a.filter(b); if (a[0].status === 'rejected') { bad(); }",
    inside("if (rs.status === 'rejected') { bad(); }"),
    inside("for (const r of rs) { if (r.value === 'rejected') { bad(); } }"),
    inside("for (const r of rs) { if (r.status === 'pending') { bad(); } }"),
    inside("for (const r of rs) { switch (r.status) { case 'fulfilled': good(); } }"),
    inside("orders.filter((o) => o.status === 'rejected');"),
  ])("is not found in %s", (code) => {
    expect(place(code)).toEqual([]);
  });

  it.each<[string, string, string, boolean]>([
    ["if (r.status === 'rejected') { bad(); } else { good(); }", "if (r.status", "{ bad(); }", false],
    ["if (r.status === 'fulfilled') { good(); } else { bad(); }", "if (r.status", "{ bad(); }", false],
    ["if (!(r.status === 'fulfilled')) { bad(); }", "if (!(r.status", "{ bad(); }", false],
    ["if (r.status === 'fulfilled') { good(); continue; } bad();", "if (r.status", "bad();", false],
    ["if (r.status === 'fulfilled') { good(); }", "r.status ===", "r.status === 'fulfilled'", true],
    ["if (r.status === 'rejected' && fatal) { bad(); }", "r.status ===", "r.status === 'rejected'", true],
    ["const x = r.status === 'fulfilled' ? r.value : none;", "r.status ===", "none", false],
    ["switch (r.status) { case 'rejected': { bad(); break; } }", "case 'rejected'", "{ bad(); break; }", false],
    ["switch (r.status) { case 'rejected': const x = 1; bad(x); }", "case 'rejected'", "bad(x);", false],
  ])("in %s begins at %s and is reached at %s", (statement, title, reach, runsOnSuccess) => {
    expect(place(inside(`for (const r of rs) { ${statement} }`))).toEqual([
      [expect.stringContaining(title), reach, runsOnSuccess],
    ]);
  });

  it("takes an `if` that would be a guard for its own", () => {
    const code = inside("for (const r of rs) { if (r.status === 'rejected') throw r.reason; }");
    expect(found(code, "settled-result")).toHaveLength(1);
    expect(found(code, "guard-clause")).toEqual([]);
  });

  it("is a path of its own inside of a handler", () => {
    const code =
      "async function f(xs) { try { a(); } catch (e) { const rs = await Promise.allSettled(xs); for (const r of rs) { if (r.status === 'rejected') { undo(); again(); } } } }";
    expect(pathsOf(code).map(({ kind }) => kind)).toEqual(["catch-clause", "settled-result"]);
  });

  it("has mutants and probes that Stryker places", async () => {
    const code = inside(`for (const r of rs) {
      if (r.status === 'rejected') { undo(); if (r.reason.code === 'X') continue; again(); }
      if (!((r.status as string) === 'fulfilled')) throw r.reason; else good();
      switch (r.status) { case 'rejected': undo(); break; default: good(); }
      use(r.status === 'fulfilled' ? r.value : null);
    } return rs.filter((r): r is PromiseRejectedResult => r.status === 'rejected');`);
    const { unplaced, probes } = await instrument(code);
    expect([...unplaced]).toEqual([]);
    expect(probes.size).toBe(pathsOf(code).length);
    expect(pathsOf(code)).toHaveLength(5);
  });
});
