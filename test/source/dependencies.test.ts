import { describe, expect, it } from "vitest";
import type { KindId } from "../../src/model.js";
import { pathsOf } from "../support/mutate.js";

/** `sort name.method` of what a path guards against, the first one of its kind in the code. */
function dependencies(code: string, kind: KindId = "catch-clause"): readonly string[] {
  const found = pathsOf(code).find((each) => each.kind === kind)?.dependencies ?? [];
  return found.map(({ sort, name, imported, method, index, owner }) => {
    const place = index === undefined ? "" : `${owner ?? ""}#${index}`;
    return [sort, name, imported, method, place].filter((each) => each !== undefined && each !== "").join(" ");
  });
}

const inTry = (statement: string, before = "") =>
  dependencies(`${before}\nasync function f(db) { try { ${statement} } catch (e) { undo(); } }`);

describe("what a catch block guards against", () => {
  it.each<[string, string, string, readonly string[]]>([
    ["a named import", 'import { read } from "./a";', "read();", ["module ./a read read"]],
    ["an import under another name", 'import { read as r } from "./a";', "r();", ["module ./a read r"]],
    ["a method of a default import", 'import pg from "pg";', "await pg.connect();", ["module pg default connect"]],
    ["a namespace", 'import * as fs from "node:fs";', "fs.readFileSync('x');", ["module node:fs * readFileSync"]],
    ["a require", 'const fs = require("fs");', "fs.readFileSync('x');", ["module fs fs readFileSync"]],
    [
      "an instance of an imported class",
      'import { C } from "./c";',
      "const c = new C(); await c.go();",
      ["module ./c C", "module ./c C go"],
    ],
    [
      "what a call of an import gave",
      'import { open } from "./a";',
      "const h = await open(); h.write();",
      ["module ./a open open", "module ./a open write"],
    ],
    ["a method of a parameter", "", "await db.query('x');", ["parameter db query f#0"]],
    ["a method deep in a parameter", "", "await db.pool.query('x');", ["parameter db query f#0"]],
    ["a parameter that is a function", "", "await db();", ["parameter db db f#0"]],
    ["items of a parameter", "", "for (const each of db.all) each.save();", ["parameter db save f#0"]],
    ["a global", "", "await fetch('x');", ["global fetch fetch"]],
    ["a call in a callback", "", "await Promise.all([1].map((n) => db.find(n)));", ["parameter db find f#0"]],
    [
      "a call behind a helper of the file",
      "async function helper(x) { return x.find(); }",
      "await helper(db);",
      ["parameter x find helper#0"],
    ],
    [
      "the module behind an argument of a helper",
      'import { C } from "./c"; function help(x) { x.go(); }',
      "const c = new C(); help(c);",
      ["module ./c C", "parameter x go help#0"],
    ],
    [
      "a parameter or what stands in for it",
      'import dns from "dns";',
      "const lookup = db.lookup ?? dns.lookup; lookup('x');",
      ["parameter db lookup f#0"],
    ],
    [
      "a parameter's function under another name",
      "",
      "const resolve = db.lookup || real; await resolve('x');",
      ["parameter db lookup f#0"],
    ],
    ["one of two modules", 'import a from "a"; import b from "b";', "(db ? a : b).go();", ["module a default go"]],
    ["nothing for what the language brings", "", "JSON.parse('x'); new Map().get(1);", []],
    ["nothing for logging", "", "console.log('x'); logger.info('y');", []],
    ["nothing for recursion without end", "function a() { b(); } function b() { a(); }", "a();", []],
  ])("is %s", (_, before, statement, expected) => {
    expect(inTry(statement, before)).toEqual(expected);
  });

  it("is a field, and a method of the same class is followed", () => {
    const code = `class S { #store; constructor(store) { this.#store = store; }
      async load() { try { return await this.#find(); } catch { return null; } }
      async #find() { return this.#store.find(); } }`;
    expect(dependencies(code)).toEqual(["field store find"]);
  });

  it("is the call behind a promise that was made before", () => {
    const code = "async function f(db) { const work = db.save(); try { await work; } catch { undo(); } }";
    expect(dependencies(code)).toEqual(["parameter db save f#0"]);
  });

  it("is a field that is a function", () => {
    const code = "class S { #send; async go() { try { await this.#send(1); } catch { undo(); } } }";
    expect(dependencies(code)).toEqual(["field send send"]);
  });

  it("is what a parameter does, and not a method of the class with that name", () => {
    const code = `class S { load(db) { try { return db.find(); } catch { return null; } } find() { return fetch("x"); } }`;
    expect(dependencies(code)).toEqual(["parameter db find load#0"]);
  });

  it("is nothing for a method of a class outside of any", () => {
    expect(dependencies("function f() { try { this.find(); } catch { undo(); } }")).toEqual(["field find find"]);
  });

  it("is what a parameter of the constructor is, under the class's name", () => {
    const code = "class S { constructor(store) { try { store.open(); } catch { store.x = 1; } } }";
    expect(dependencies(code)).toEqual(["parameter store open S#0"]);
  });
});

describe("what other kinds guard against", () => {
  it.each<[KindId, string, readonly string[]]>([
    ["finally-block", "function f(db) { try { db.a(); } finally { db.b(); } }", ["parameter db a f#0"]],
    ["promise-handler", "function f(db) { return db.find().catch(() => null); }", ["parameter db find f#0"]],
    [
      "error-first-callback",
      'import fs from "fs"; fs.readFile("x", (err, data) => { if (err) { stop(); } });',
      ["module fs default readFile", "global stop stop"],
    ],
    [
      "guard-clause",
      "async function f(db) { const found = await db.find(); if (!found) throw new Error('x'); }",
      ["parameter db find f#0"],
    ],
    [
      "guard-clause",
      "async function f(db) { let found; found = await db.find(); if (!found) throw new Error('x'); }",
      ["parameter db find f#0"],
    ],
    [
      "guard-clause",
      "function f(db) { if (!db.has('x')) throw new Error('x'); }",
      ["parameter db has f#0", "parameter db f#0"],
    ],
    ["guard-clause", "function f(db) { if (db.lost) throw new Error('x'); }", ["parameter db f#0"]],
    ["guard-clause", "function f(id) { if (!id) throw new Error('x'); }", []],
  ])("%s: %s", (kind, code, expected) => {
    expect(dependencies(code, kind)).toEqual(expected);
  });
});
