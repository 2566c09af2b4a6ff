import { describe, expect, it } from "vitest";
import type { Inventory } from "../../src/model.js";
import { selectIds } from "../../src/select/ids.js";
import { mutantsOf, pathsOf } from "../support/mutate.js";

const code = "function f(a) { if (!a) throw new Error('x'); try { g(a); } catch (e) { h(e); return null; } }";
const inventory: Inventory = {
  paths: pathsOf(code),
  mutants: mutantsOf(code),
  sources: [{ file: "code.ts", text: code }],
  problems: [],
  skips: [],
  stale: [{ file: "code.ts", line: 1, text: "", message: "" }],
  descriptions: { kinds: {}, operators: {}, rules: {} },
};
const all = new Set(inventory.mutants.map(({ operator }) => operator));
const [guard, handler] = inventory.paths;
const swallow = inventory.mutants.find(({ operator }) => operator === "catch-swallow");

function selected(words: readonly string[], byDefault: ReadonlySet<string> = all) {
  const found = selectIds(inventory, words, byDefault);
  return "inventory" in found
    ? {
        paths: found.inventory.paths.map(({ kind }) => kind),
        mutants: found.inventory.mutants.map(({ operator }) => operator),
      }
    : found;
}

describe("ids select", () => {
  it("a mutant, with its error path", () => {
    expect(selected([swallow?.id ?? ""])).toEqual({ paths: ["catch-clause"], mutants: ["catch-swallow"] });
  });

  it("an error path, with all its mutants that are on by default", () => {
    const found = selected([handler?.id ?? ""]);
    expect(found).toMatchObject({ paths: ["catch-clause"] });
    expect("mutants" in found && found.mutants.length).toBeGreaterThan(1);
    expect(selected([handler?.id ?? ""], new Set(["catch-rethrow"]))).toEqual({
      paths: ["catch-clause"],
      mutants: ["catch-rethrow"],
    });
  });

  it("several at once, by their beginnings", () => {
    expect(selected([guard?.id.slice(0, 4) ?? "", swallow?.id.slice(0, 6) ?? ""])).toEqual({
      paths: ["guard-clause", "catch-clause"],
      mutants: ["guard-drop", "catch-swallow"],
    });
  });

  it("a mutant of an operator that is off", () => {
    expect(selected([swallow?.id ?? ""], new Set())).toMatchObject({ mutants: ["catch-swallow"] });
  });

  it("nothing by what is unknown, or too short", () => {
    expect(selected(["00000000"])).toEqual({ unknown: "00000000" });
    expect(selected([guard?.id.slice(0, 3) ?? ""])).toEqual({ unknown: guard?.id.slice(0, 3) });
  });

  it("nothing by a beginning that several share, but for one that is an id itself", () => {
    const twins: Inventory = {
      ...inventory,
      paths: ["abcd1", "abcd2", "abcd"].map((id) => ({ ...(guard as NonNullable<typeof guard>), id })),
      mutants: [],
    };
    expect(selectIds({ ...twins, paths: twins.paths.slice(0, 2) }, ["abcd"], all)).toEqual({
      ambiguous: "abcd",
      ids: ["abcd1", "abcd2"],
    });
    expect(selectIds(twins, ["abcd"], all)).toMatchObject({ inventory: { paths: [{ id: "abcd" }] } });
  });

  it("says nothing of stale comments, which nobody asked about", () => {
    expect(selectIds(inventory, [guard?.id ?? ""], all)).toMatchObject({ inventory: { stale: [] } });
  });
});
