import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("error-arg-drop", () => {
  it.each<[string, string[]]>([
    [
      "read((err, d) => { if (err) { cb(err); return; } cb(null, d); });",
      ["read((err, d) => { if (err) { cb(null); return; } cb(null, d); });"],
    ],
    ["try { a(); } catch (e) { next(e); }", ["try { a(); } catch (e) { next(); }"]],
    [
      "function f(a, done) { if (!a) return done(new Error('x'), 1); go(); }",
      ["function f(a, done) { if (!a) return done(null, 1); go(); }"],
    ],
    ["p.catch(next);", ["p.catch(() => next());"]],
    ["p.catch(done);", ["p.catch(() => done(null));"]],
    ["p.catch((e) => { next(e); });", ["p.catch((e) => { next(); });"]],
    ["s.on('error', (e) => cb(e));", ["s.on('error', (e) => cb(null));"]],
    [
      "import { pipeline } from 'stream'; pipeline(a, b, (err) => { if (err) { next(err); return; } go(); });",
      ["import { pipeline } from 'stream'; pipeline(a, b, (err) => { if (err) { next(); return; } go(); });"],
    ],
    [
      "import { ok } from 'neverthrow'; r.match(show, (e) => { cb(e); });",
      ["import { ok } from 'neverthrow'; r.match(show, (e) => { cb(null); });"],
    ],
    // No error in them:
    ["try { a(); } catch (e) { next(); cb(null, 1); this.next(e); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "error-arg-drop")).toEqual(after);
  });
});
