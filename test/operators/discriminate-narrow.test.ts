import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

const settled = (body: string) => `async function f(xs) { for (const r of await Promise.allSettled(xs)) { ${body} } }`;

describe("discriminate-narrow", () => {
  it.each<[string, string[]]>([
    [
      "try { a(); } catch (e) { if (e instanceof A) { b(); } else { throw e; } }",
      ["try { a(); } catch (e) { if (false) { b(); } else { throw e; } }"],
    ],
    [
      "p.catch((e) => { if (e.status === 404) return null; throw e; });",
      ["p.catch((e) => { if (false) return null; throw e; });"],
    ],
    [
      "s.on('error', (e) => { if (e.code === 'X') { a(); } b(); });",
      ["s.on('error', (e) => { if (false) { a(); } b(); });"],
    ],
    [
      "class B extends C { componentDidCatch(e) { if (e instanceof A) { a(); } b(); } }",
      ["class B extends C { componentDidCatch(e) { if (false) { a(); } b(); } }"],
    ],
    // A settled result is never a rejected one:
    ...[
      ["if (r.status === 'rejected') { a(); }", "if (false) { a(); }"],
      ["if (r.status !== 'fulfilled') { a(); }", "if (false) { a(); }"],
      ["if (r.status === 'fulfilled') { a(); } else { b(); }", "if (true) { a(); } else { b(); }"],
      ["if (!(r.status === 'rejected')) { a(); }", "if (!(false)) { a(); }"],
      ["use(r.status !== 'rejected' ? r.value : null);", "use(true ? r.value : null);"],
      ["if (fatal && r.status === 'rejected') { a(); }", "if (fatal && false) { a(); }"],
      ["switch (r.status) { case 'rejected': a(); }", "switch (r.status) { case undefined: a(); }"],
    ].map(([before, after]): [string, string[]] => [settled(before ?? ""), [settled(after ?? "")]]),
    [
      settled("if (r.status === 'rejected') { if (r.reason.code === 'X') { a(); } b(); }"),
      [
        settled("if (false) { if (r.reason.code === 'X') { a(); } b(); }"),
        settled("if (r.status === 'rejected') { if (false) { a(); } b(); }"),
      ],
    ],
    // Asked the other way round:
    [
      "try { a(); } catch (e) { if (!(e instanceof A)) { c(); } b(); }",
      ["try { a(); } catch (e) { if (true) { c(); } b(); }"],
    ],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "discriminate-narrow")).toEqual(after);
  });
});
