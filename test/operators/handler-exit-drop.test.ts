import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("handler-exit-drop", () => {
  it.each<[string, string[]]>([
    [
      "function f() { try { a(); } catch { b(); return; } c(); }",
      ["function f() { try { a(); } catch { b();  } c(); }"],
    ],
    [
      "for (const x of l) { try { a(x); } catch { b(); continue; } c(); }",
      ["for (const x of l) { try { a(x); } catch { b();  } c(); }"],
    ],
    [
      "for (const x of l) { try { a(x); } catch { b(); break; } }",
      ["for (const x of l) { try { a(x); } catch { b();  } }"],
    ],
    ["read((err, d) => { if (err) return done(err); go(d); });", ["read((err, d) => { if (err) done(err); go(d); });"]],
    // The second settling of a promise has no effect …
    ["new Promise((resolve, reject) => { read((err, d) => { if (err) { reject(err); return; } resolve(d); }); });", []],
    ["new Promise((resolve, reject) => { read((err, d) => { if (err) return reject(err); resolve(d); }); });", []],
    // … but what is done for it may fail:
    [
      "new Promise((resolve, reject) => { read((err, d) => { if (err) return reject(err); resolve(parse(d)); }); });",
      ["new Promise((resolve, reject) => { read((err, d) => { if (err) reject(err); resolve(parse(d)); }); });"],
    ],
    [
      "function f(a, next) { if (!a) return next(new Error('x')); go(); }",
      ["function f(a, next) { if (!a) next(new Error('x')); go(); }"],
    ],
    [
      "s.on('error', (e) => { if (e.gone) { a(); return; } b(); });",
      ["s.on('error', (e) => { if (e.gone) { a();  } b(); });"],
    ],
    [
      "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') { a(); continue; } b(); } }",
      [
        "async function f(xs) { for (const r of await Promise.allSettled(xs)) { if (r.status === 'rejected') { a();  } b(); } }",
      ],
    ],
    [
      "async function f(xs) { for (const r of await Promise.allSettled(xs)) { switch (r.status) { case 'rejected': a(); break; default: b(); } } }",
      [
        "async function f(xs) { for (const r of await Promise.allSettled(xs)) { switch (r.status) { case 'rejected': a();  default: b(); } } }",
      ],
    ],
    // Control would leave there anyway:
    ["function f() { try { a(); } catch { b(); return; } }", []],
    ["for (const x of l) { try { a(x); } catch { b(); continue; } }", []],
    [
      "async function f(xs) { for (const r of await Promise.allSettled(xs)) { switch (r.status) { case 'fulfilled': b(); break; case 'rejected': a(); break; } } }",
      [],
    ],
    // These stay in the handler:
    ["try { a(); } catch (e) { switch (e.code) { case 1: b(); break; } for (const x of e) { c(); break; } }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "handler-exit-drop")).toEqual(after);
  });
});
