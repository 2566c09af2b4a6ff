import { describe, expect, it } from "vitest";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { isDead } from "../../src/source/dead-code.js";
import { parse } from "../../src/source/open.js";
import { createTypes, noTypes } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { found, skipsOf } from "../support/mutate.js";

const isHereDead = (code: string) => {
  const tree = parse("code.ts", code);
  return tree
    .getDescendants()
    .filter((node) => node.getText() === "here()")
    .map(isDead)[0];
};

describe("dead code", () => {
  it.each([
    "if (false) { here(); }",
    "if (!true) here();",
    "if ((false as boolean)) here();",
    "if (true) { a(); } else { here(); }",
    "while (false) here();",
    "for (let i = 0; false; i++) { here(); }",
    "const x = false ? here() : 1;",
    "const x = true ? 1 : here();",
    "const x = false && here();",
    "const x = true || here();",
    "function f() { return 1; here(); }",
    "function f() { throw e; try { here(); } catch {} }",
    "function f() { { return; } here(); }",
    "function f() { if (a) return 1; else throw e; here(); }",
    "function f() { try { return a(); } catch (e) { throw e; } here(); }",
    "function f() { try { a(); } finally { return 1; } here(); }",
    "for (const x of list) { continue; here(); }",
    "switch (x) { case 1: break; here(); }",
    "function f() { while (true) { if (a()) return; } here(); }",
    "function f() { for (;;) { switch (a()) { case 1: break; } } here(); }",
    "process.exit(1); here();",
    "fail(); function fail(): never { throw new Error('x'); } here();",
    "const stop = (): never => { throw new Error('x'); }; stop(); here();",
    "if (false) { list.forEach(() => { here(); }); }",
  ])("is in %s", (code) => {
    expect(isHereDead(code)).toBe(true);
  });

  it.each([
    "if (a) { here(); }",
    "if (true) { here(); }",
    "if (false) { a(); } else { here(); }",
    "while (true) { here(); }",
    "for (let i = here(); false; i++) {}",
    "function f() { if (a) return; here(); }",
    "function f() { if (a) return; else b(); here(); }",
    "function f() { return next(); function next() { here(); } }",
    "function f() { try { return a(); } catch { b(); } here(); }",
    "function f() { for (const x of list) { return x; } here(); }",
    "function f() { while (true) { if (a()) break; } here(); }",
    "function f() { out: while (true) { for (;;) { break out; } } here(); }",
    "function f() { out: { break out; } here(); }",
    "switch (x) { case 1: return; case 2: here(); }",
    "list.forEach(() => { return; }); here();",
    "fail(); function fail() { throw new Error('x'); } here();",
    "socket.exit(1); here();",
    "here();",
  ])("is not in %s", (code) => {
    expect(isHereDead(code)).toBe(false);
  });

  it("comes after a call that by its type never returns, if its name says that this may be", () => {
    const files = {
      "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler" } }',
      "lib.ts": "export function fatal(): never { throw new Error(); }\nexport function failed(): void {}",
      "code.ts":
        "import { fatal, failed } from './lib.js';\nfunction f() { failed(); try { a(); } catch {} }\nfunction g() { fatal(); try { b(); } catch {} }",
    };
    const tree = parse("code.ts", files["code.ts"]);
    attachContext(tree, { types: createTypes(folderOf(files), ["code.ts"])("code.ts"), vocabulary: noVocabulary });
    const calls = tree.getDescendants().filter((node) => /^[ab]\(\)$/.test(node.getText()));
    expect(calls.filter(isDead).map((node) => node.getText())).toEqual(["b()"]);
  });

  it("asks for no types where no name says that they may matter", () => {
    const tree = parse("code.ts", "function f() { a(); b.c(); await load(); here(); }");
    const returnsNever = () => {
      throw new Error("asked");
    };
    attachContext(tree, { types: { ...noTypes, returnsNever }, vocabulary: noVocabulary });
    expect(tree.getDescendants().some(isDead)).toBe(false);
  });

  it("holds no error path, and says so", () => {
    const code = "function f(a) { return a; if (!a) throw new Error('x'); }\ntry { a(); } catch { b(); }";
    expect(found(code, "guard-clause")).toEqual([]);
    expect(found(code, "catch-clause")).toHaveLength(1);
    expect(skipsOf(code)).toContain("guard-clause dead-code");
    expect(skipsOf(code)).not.toContain("catch-clause dead-code");
  });
});
