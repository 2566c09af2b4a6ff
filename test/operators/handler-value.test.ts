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
    ["p.catch(() => []);", ["p.catch(() => undefined);"]],
    ["p.catch((e) => { return []; });", ["p.catch((e) => { return undefined; });"]],
    // Nobody gets these:
    ["p.catch((e) => console.error(e));", []],
    ["p.catch((e) => next(e));", []],
    ["p.finally(() => close());", []],
    ["function f() { try { a(); } catch (e) { return; } b(); }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "handler-value")).toEqual(after);
  });
});
