import { SyntaxKind } from "ts-morph";
import { describe, expect, it } from "vitest";
import { exhaustive } from "../../src/paths/exhaustive.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { createTypes } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { instrument } from "../support/instrument.js";
import { found, skipsOf } from "../support/mutate.js";

const THROW = "throw new Error('unknown');";

describe("an exhaustive arm", () => {
  it.each([
    [`switch (a) { case 1: go(); break; default: ${THROW} }`, [`default: ${THROW}`]],
    [`switch (a) { case 1: go(); break; default: { ${THROW} } }`, [`default: { ${THROW} }`]],
    [`switch (a) { default: ${THROW} case 1: go(); }`, [`default: ${THROW}`]],
    [`switch (a) { case 1: go(); break; default: console.warn(a); ${THROW} }`, [`default: console.warn(a); ${THROW}`]],
    [`if (a === 1) go(); else if (a === 2) stop(); else ${THROW}`, [THROW]],
    [`if (a === 1) { go(); } else if (a === 2) { stop(); } else { log(a); ${THROW} }`, [THROW]],
    [`try { go(); } catch (e) { for (const x of e) { switch (x) { case 1: a(); break; default: ${THROW} } } }`, 1],
  ])("in %s is found: %j", (code, titles) => {
    const all = found(code, "exhaustive");
    expect(typeof titles === "number" ? all.length : all).toEqual(titles);
  });

  it.each([
    ["a single else", `if (a) go(); else ${THROW}`],
    ["an else-if that throws", `if (a) go(); else if (b) ${THROW}`],
    ["a block that is no arm", `{ ${THROW} }`],
    ["a case", `switch (a) { case 1: ${THROW} }`],
    ["work before the throw", `switch (a) { case 1: go(); break; default: stop(); ${THROW} }`],
    ["a default that gives a value", "function f(a) { switch (a) { case 1: return 2; default: return 3; } }"],
    [
      "a switch at the top of a catch",
      `try { go(); } catch (e) { switch (e.code) { case 1: a(); break; default: throw e; } }`,
    ],
    ["a chain at the top of a catch", `try { go(); } catch (e) { if (e.a) a(); else if (e.b) b(); else throw e; }`],
    ["a chain in a promise handler", `p.catch((e) => { if (e.a) a(); else if (e.b) b(); else throw e; });`],
  ])("is not found in %s", (_, code) => {
    expect(found(code, "exhaustive")).toEqual([]);
    expect(skipsOf(code, []).filter((each) => each.startsWith("exhaustive"))).toEqual([]);
  });

  it.each([
    ["exhausted-by-type", "function f(a) { switch (a) { case 1: return 2; default: return assertNever(a); } }"],
    ["exhausted-by-type", "switch (a) { case 1: go(); break; default: assertNever(a); }"],
    ["exhausted-by-type", "switch (a) { case 1: go(); break; default: throw assertUnreachable(a); }"],
    ["exhausted-by-type", "switch (a) { case 1: go(); break; default: throw new UnreachableError(a); }"],
    ["exhausted-by-type", `switch (a) { case 1: go(); break; default: { const rest: never = a; ${THROW} } }`],
    ["exhausted-by-type", `switch (a) { case 1: go(); break; default: a satisfies never; ${THROW} }`],
    ["arid-code", "switch (a) { case 1: go(); break; default: throw new Error('unreachable'); }"],
    ["arid-code", "if (a) go(); else if (b) stop(); else throw new Error('This should never happen');"],
  ])("is passed over by the rule %s in %s", (rule, code) => {
    expect(found(code, "exhaustive")).toEqual([]);
    const skips = skipsOf(code, []).filter((each) => each.startsWith("exhaustive"));
    expect(skips).toEqual([`exhaustive ${rule}`]);
  });

  it("is passed over where by its type no value is left for it", () => {
    const code = `
declare function go(): number;
export function f(a: "x" | "y", b: string, c: { kind: "x" } | { kind: "y" }) {
  switch (a) { case "x": return 1; case "y": return 2; default: throw new Error(\`unknown \${a}\`); }
}
export function g(b: string) {
  switch (b) { case "x": return 1; default: throw new Error("unknown " + b); }
}
export function h(c: { kind: "x" } | { kind: "y" }) {
  if (c.kind === "x") return go(); else if (c.kind === "y") return 2; else throw new Error(String(c));
}
export function i(b: string) {
  switch (b) { case "x": return 1; default: throw new Error("unknown"); }
}`;
    const dir = folderOf({ "tsconfig.json": '{ "compilerOptions": { "strict": true } }', "code.ts": code });
    const tree = parse("code.ts", code);
    attachContext(tree, { types: createTypes(dir, ["code.ts"])("code.ts"), vocabulary: noVocabulary });
    const arms = [SyntaxKind.DefaultClause, SyntaxKind.ThrowStatement]
      .flatMap((kind): ReturnType<typeof tree.getDescendantsOfKind> => tree.getDescendantsOfKind(kind))
      .flatMap((node) => {
        const located = exhaustive.match(node);
        const rule = exhaustive.passesOver?.(node);
        return located === undefined && rule === undefined ? [] : [rule ?? (located?.isUnsure ? "unsure" : "found")];
      });
    expect(arms).toEqual(["exhausted-by-type", "found", "unsure", "exhausted-by-type"]);
  });

  it("has its mutant and its probe placed", async () => {
    const code = `function f(a) {
  switch (a) { case 1: return 2; default: throw new Error('a'); }
}
function g(a) { switch (a) { default: { throw new Error('b') } case 1: return 2; } }
function h(a) { if (a === 1) return 1; else if (a === 2) return 2; else throw new Error('c') }
function i(a) { if (a === 1) { return 1; } else if (a === 2) { return 2; } else { console.log(a); throw new Error('d'); } }`;
    const { unplaced, probes, ids } = await instrument(code, "code.js");
    expect([unplaced.size, probes.size, ids.size]).toEqual([0, 4, 8]);
  });
});
