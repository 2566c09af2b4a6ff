import { describe, expect, it } from "vitest";
import { locate } from "../../src/paths/locate.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { createTypes } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { instrument } from "../support/instrument.js";
import { found, skipsOf } from "../support/mutate.js";

describe("raise-site", () => {
  it.each([
    "function f(a) { for (const x of a) { if (x.ok) return x; } throw new NotFound(a); }",
    "function f(a) { if (a) { use(a); } else { throw new Error('no a'); } }",
    "function f(a) { if (a) throw new Error('a'); else use(a); }",
    "function f(a) { if (a) { b(); } else if (c) { throw new Error('c'); } else { d(); } }",
    "function f(a) { if (a) { if (b) return 1; throw new Error('under nested exits'); } c(); }",
    "function f(a) { switch (a) { case 1: throw new Error('one'); default: return a; } }",
    "function f(a) { switch (a) { case 1: return 1; default: log(a); use(a); throw new Error('more than a throw'); } }",
    "function f(a) { return a ? b : Promise.reject(new Error('none')); }",
    "try { throw new Error('in a try'); } catch { b(); }",
    "try { a(); } finally { throw new Error('in a finally'); }",
    "try { a(); } catch (e) { list.map(() => { b(); throw e; }); }",
    "p.catch((e) => list.map(() => { b(); throw e; }));",
    "read((err, data) => { if (err) return done(err); try { use(data); } finally { throw x; } });",
    "function fail(message) { throw new Error(message); }",
    "function fail(): never { throw new Error('x'); }",
    "function fail() { throw new Error('x'); }",
    "const fail = () => Promise.reject(new Error('x'));",
    "function fail(name): never { throw new Error(`${name} is not available`); }",
    "class A { fail(message) { throw new Error(message); } }",
    "class A { fail(): never { throw new Error('x'); } }",
    "const value = read(() => { throw new Error('handed over'); });",
    "throw new Error('at the top of a module');",
    "function f(a) { a(); throw new Error('Host unreachable'); }",
    "function f(a) { a(); throw new Error('the server could not be reached'); }",
    "socket.on('end', () => { a(); throw new Error('closed'); });",
  ])("is found in %s", (code) => {
    expect(found(code, "raise-site")).toHaveLength(1);
  });

  it.each([
    ["a guard", "function f(a) { if (!a) throw new Error('x'); return a; }"],
    ["a guard that rejects", "function f(a) { if (!a) return Promise.reject(new Error('x')); return a; }"],
    ["a catch block", "try { a(); } catch (e) { b(); throw e; }"],
    ["a branch of a catch block", "try { a(); } catch (e) { if (e.gone) { b(); } else { throw e; } }"],
    ["a promise handler", "p.catch((e) => { b(); throw e; }); p.then(a, (e) => Promise.reject(e));"],
    ["the failure branch of a callback", "read((err, data) => { if (err) throw err; use(data); });"],
    ["error middleware", "app.use((err, req, res, next) => { log(err); throw err; });"],
    ["an error listener", "socket.on('error', (e) => { b(); throw e; }); socket.onerror = (e) => { b(); throw e; };"],
    ["a default arm", "function f(a) { switch (a) { case 1: return 1; default: throw new Error(a); } }"],
    [
      "a default arm with a block",
      "switch (a) { case 1: b(); break; default: { const n: never = a; throw new Error(n); } }",
    ],
    ["the last else of a chain", "if (a) b(); else if (c) d(); else throw new Error('x');"],
    [
      "the last else of a chain, in a block",
      "if (a) b(); else if (c) d(); else { console.log(a); throw new Error('x'); }",
    ],
    ["no throw at all", "reject(new Error('x')); this.reject(e); pool.reject(e);"],
  ])("is none in %s", (_, code) => {
    expect(found(code, "raise-site")).toEqual([]);
  });

  it.each([
    ["class A { read() { throw new Error('x'); } }", "not-implemented"],
    ["class A { get size() { console.warn('x'); throw new Error('x'); } }", "not-implemented"],
    ["class A { constructor() { throw new Error('only static'); } }", "not-implemented"],
    ["class A { read(path) { throw new Error(`${path}: not implemented`); } }", "not-implemented"],
    ["export function read() { throw new Error('not available in a browser'); }", "not-implemented"],
    ["const a = { read: () => { throw new Error('x'); } };", "not-implemented"],
    ["const a = { read: () => Promise.reject(new Error('x')) };", "not-implemented"],
    ["class A { read() { return Promise.reject(new Error('x')); } }", "not-implemented"],
    ["function assertNever(value: never) { throw new Error(`unexpected ${value}`); }", "exhausted-by-type"],
    ["function f(a) { a(); throw new Error('unreachable'); }", "arid-code"],
    ["function f(a) { a(); throw new Error('This should never happen'); }", "arid-code"],
    ["function use(p) { if (p.done) { return p.value; } else { a(); throw p.promise; } }", "renders-nothing"],
  ])("is passed over in %s", (code, rule) => {
    expect(found(code, "raise-site")).toEqual([]);
    expect(skipsOf(code)).toContain(`raise-site ${rule}`);
  });

  it("is passed over where by its type every case has been dealt with", () => {
    const code =
      "type K = 'a' | 'b';\nexport function f(k: K) { switch (k) { case 'a': return 1; case 'b': return 2; } throw new Error(`no ${k}`); }\nexport function g(k: K) { switch (k) { case 'a': return 1; } throw new Error(`no ${k}`); }";
    const dir = folderOf({ "tsconfig.json": '{ "compilerOptions": { "strict": true } }', "code.ts": code });
    const tree = parse("code.ts", code);
    attachContext(tree, { types: createTypes(dir, ["code.ts"])("code.ts"), vocabulary: noVocabulary });
    expect(locate(tree, "code.ts").map(({ record }) => record.owner)).toEqual(["g"]);
    expect(found(code, "raise-site")).toHaveLength(2);
  });

  it("is placed with its probe by Stryker's instrumenter", async () => {
    const { unplaced, probes } = await instrument(
      "function f(a) { for (const x of a) use(x); throw new Gone('x'); }\nfunction g(a) { return a ? b : Promise.reject(new Gone('x')); }\nfunction h(a) { if (a) b(); else throw new Gone('x') }",
    );
    expect([...unplaced]).toEqual([]);
    expect(probes.size).toBe(3);
  });
});
