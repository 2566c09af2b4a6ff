import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

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
    // Asked the other way round:
    [
      "try { a(); } catch (e) { if (!(e instanceof A)) { c(); } b(); }",
      ["try { a(); } catch (e) { if (true) { c(); } b(); }"],
    ],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "discriminate-narrow")).toEqual(after);
  });
});
