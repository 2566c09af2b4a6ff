import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("handler-value", () => {
  it.each<[string, string[]]>([
    [
      "function f() { try { a(); } catch { return null; } }",
      ["function f() { try { a(); } catch { return undefined; } }"],
    ],
    ["function f() { try { a(); } catch { return false; } }", ["function f() { try { a(); } catch { return true; } }"]],
    ["function f() { try { a(); } catch { return 0; } }", ["function f() { try { a(); } catch { return 1; } }"]],
    ["function f() { try { a(); } catch { return 7; } }", ["function f() { try { a(); } catch { return 0; } }"]],
    [
      "function f() { try { a(); } catch (e) { return { ok: false, e }; } }",
      ["function f() { try { a(); } catch (e) { return { ok: true, e }; } }"],
    ],
    [
      "function f() { try { a(); } catch (e) { return { data: [] }; } }",
      ["function f() { try { a(); } catch (e) { return undefined; } }"],
    ],
    [
      "function f() { try { a(); } catch (e) { return undefined; } }",
      ["function f() { try { a(); } catch (e) { return null; } }"],
    ],
    ["const x = p.catch(() => []);", ["const x = p.catch(() => undefined);"]],
    ["const x = p.catch((e) => { return []; });", ["const x = p.catch((e) => { return undefined; });"]],
    // Nobody gets these:
    ["const x = p.catch((e) => console.error(e));", []],
    ["const x = p.catch((e) => next(e));", []],
    ["const x = p.finally(() => close());", []],
    ["const x = p['finally'](() => 1);", []],
    ["p.catch(() => null);", []],
    ["void p.catch(() => null);", []],
    ["async function f() { await p.catch(() => null); }", []],
    ["function f() { try { a(); } catch (e) { return; } b(); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "handler-value")).toEqual(after);
  });
});
