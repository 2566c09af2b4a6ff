import { describe, expect, it } from "vitest";
import { mutated, skipsOf } from "../support/mutate.js";

describe("catch-swallow", () => {
  it.each<[string, string[]]>([
    ["try { a(); } catch (e) { b(e); }", ["try { a(); } catch (e) {}"]],
    ["try { a(); } catch { b(); throw c; }", ["try { a(); } catch {}"]],
    ["s.on('error', (e) => { undo(); });", ["s.on('error', (e) => {});"]],
    ["s.on('error', (e) => undo(e));", ["s.on('error', (e) => undefined);"]],
    ["s.onerror = (e) => (this.failed = e);", ["s.onerror = (e) => (undefined);"]],
    ["s.on('error', end); function end() { undo(); }", ["s.on('error', end); function end() {}"]],
    ["class B extends C { componentDidCatch(e) { send(e); } }", ["class B extends C { componentDidCatch(e) {} }"]],
    [
      "new Promise((resolve, reject) => { s.on('error', (e) => { undo(); reject(e); }); });",
      ["new Promise((resolve, reject) => { s.on('error', (e) => {}); });"],
    ],
    ["s.on('error', (e) => reject(e));", ["s.on('error', (e) => undefined);"]],
    // Nothing would change:
    ["s.on('error', () => {});", []],
    ["s.on('error', (e) => { console.error(e); return; });", []],
    ["s.on('error', (e) => console.error(e));", []],
    ["s.on('error', () => null);", []],
    // Somebody would only wait, and other operators say it better:
    ["s.on('error', (e) => { cb(e); });", []],
    ["new Promise((resolve, reject) => { s.on('error', (e) => { log(e); return reject(e); }); });", []],
    // Called without an error, too:
    ["import { finished } from 'stream'; finished(s, (e) => { end(e); });", []],
    ["try { a(); } catch {}", []],
    ["try { a(); } catch { /* ignore */ }", []],
    ["try { a(); } catch (e) { console.error(e); }", []],
    ["function f() { try { a(); } catch { return; } }", []],
    ["function f() { try { a(); } catch { return undefined; } }", []],
    // … but here it would:
    ["function f() { try { a(); } catch { return; } b(); }", ["function f() { try { a(); } catch {} b(); }"]],
    ["for (;;) { try { a(); } catch { return; } }", ["for (;;) { try { a(); } catch {} }"]],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "catch-swallow")).toEqual(after);
  });

  it("says why it leaves a listener out", () => {
    expect(skipsOf("s.on('error', (e) => console.error(e));", ["catch-swallow"])).toEqual(["catch-swallow arid-code"]);
    expect(skipsOf("s.on('error', () => null);", ["catch-swallow"])).toEqual(["catch-swallow unread-value"]);
    expect(skipsOf("s.on('error', (e) => cb(e));", ["catch-swallow"])).toEqual(["catch-swallow only-hangs"]);
    expect(skipsOf("s.on('error', () => {});", ["catch-swallow"])).toEqual(["catch-swallow already-there"]);
  });
});
