import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("handler-effect-drop", () => {
  it.each<[string, string[]]>([
    [
      "try { a(); } catch (e) { undo(); count++; throw e; }",
      ["try { a(); } catch (e) {  count++; throw e; }", "try { a(); } catch (e) { undo();  throw e; }"],
    ],
    [
      "try { a(); } catch (e) { this.failed = true; b(e); }",
      ["try { a(); } catch (e) {  b(e); }", "try { a(); } catch (e) { this.failed = true;  }"],
    ],
    ["try { a(); } catch (e) { delete cache[k]; throw e; }", ["try { a(); } catch (e) {  throw e; }"]],
    ["p.catch(async (e) => { await undo(); throw e; });", ["p.catch(async (e) => {  throw e; });"]],
    [
      "function f(a) { if (!a) { close(); throw new Error('x'); } go(); }",
      ["function f(a) { if (!a) {  throw new Error('x'); } go(); }"],
    ],
    [
      "read((err, d) => { if (err) { undo(); return done(err); } go(d); });",
      ["read((err, d) => { if (err) {  return done(err); } go(d); });"],
    ],
    ["s.on('error', (e) => { undo(); cb(e); });", ["s.on('error', (e) => {  cb(e); });"]],
    [
      "class B extends C { componentDidCatch(e) { undo(); this.setState({ e }); } }",
      [
        "class B extends C { componentDidCatch(e) {  this.setState({ e }); } }",
        "class B extends C { componentDidCatch(e) { undo();  } }",
      ],
    ],
    [
      "import { ok } from 'neverthrow'; if (r.isErr()) { undo(); } else { go(); }",
      ["import { ok } from 'neverthrow'; if (r.isErr()) {  } else { go(); }"],
    ],
    // Logging is no effect, and handing the error on has operators of its own:
    ["try { a(); } catch (e) { logger.error(e); this.log.warn(e); next(e); }", []],
    [
      "try { a(); } catch (e) { b(() => { undo(); }); process.exit(1); }",
      ["try { a(); } catch (e) {  process.exit(1); }"],
    ],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "handler-effect-drop")).toEqual(after);
  });
});
