import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("catch-swallow", () => {
  it.each<[string, string[]]>([
    ["try { a(); } catch (e) { b(e); }", ["try { a(); } catch (e) {}"]],
    ["try { a(); } catch { b(); throw c; }", ["try { a(); } catch {}"]],
    // Nothing would change:
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
});
