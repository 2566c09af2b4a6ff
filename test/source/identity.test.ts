import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutantsOf, pathsOf } from "../support/mutate.js";

const code =
  "async function f(a) {\n  if (!a) throw new Error('x');\n  try { return await g(a); } catch (e) { undo(); return null; }\n}\nfunction h(a) {\n  if (!a) throw new Error('x');\n}\n";
const idsOf = (text: string) => [...pathsOf(text), ...mutantsOf(text)].map(({ id }) => id);

describe("ids", () => {
  it("are all different, also of equal code in different functions", () => {
    const ids = idsOf(`${code}${code.replaceAll("f(a) {", "k(a) {")}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are all different for equal code in one function", () => {
    const ids = idsOf("function f(a) { if (!a) throw new Error('x'); if (!a) throw new Error('x'); }");
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("stay when lines are put in anywhere else", () => {
    const lines = code.split("\n");
    fc.assert(
      fc.property(fc.constantFrom(0, 4, 7), fc.integer({ min: 1, max: 5 }), (at, howMany) => {
        const more = [
          ...lines.slice(0, at),
          ...Array.from({ length: howMany }, (_, i) => `const x${at}_${i} = 1;`),
          ...lines.slice(at),
        ];
        expect(idsOf(more.join("\n"))).toEqual(idsOf(code));
      }),
    );
  });

  it("stay when the code is indented anew", () => {
    expect(idsOf(code.replaceAll("\n  ", "\n\t\t"))).toEqual(idsOf(code));
  });

  it("change with the code", () => {
    expect(idsOf(code.replaceAll("'x'", "'y'"))).not.toEqual(idsOf(code));
  });
});
