import { describe, expect, it } from "vitest";
import { generate } from "../src/operators/generate.js";
import { suppress } from "../src/operators/suppress.js";
import { locate } from "../src/paths/locate.js";
import { kindIds } from "../src/paths/registry.js";
import { parse } from "../src/source/open.js";

function suppressed(code: string) {
  const tree = parse("code.ts", code);
  const { mutants } = generate(tree, locate(tree, "code.ts"), {
    kinds: new Set(kindIds),
    operators: new Set(["catch-swallow", "catch-rethrow", "guard-drop"]),
  });
  const result = suppress(tree, "code.ts", mutants);
  return {
    hidden: result.mutants.flatMap(({ suppressed: reason, operator, range }) =>
      reason === undefined ? [] : [`${range.start.line} ${operator}: ${reason}`],
    ),
    stale: result.stale.map(({ line, message }) => `${line}: ${message}`),
  };
}

const GUARD = "if (!a) throw new Error('x');\n";

describe("a comment", () => {
  it("suppresses an operator, by its whole name, in the next line", () => {
    const code = `function f(a) {\n// Stryker disable next-line guard-drop: checked by the caller\n${GUARD}${GUARD}go(); }`;
    expect(suppressed(code)).toEqual({ hidden: ["3 guard-drop: checked by the caller"], stale: [] });
  });

  it("means the next line of code, where other comments stand between", () => {
    const code = `function f(a) {\n// Stryker disable next-line guard-drop: why\n// more\n\n${GUARD}go(); }`;
    expect(suppressed(code).hidden).toEqual(["5 guard-drop: why"]);
  });

  it("suppresses several operators, in any case, without a reason", () => {
    const code = "// Stryker disable next-line Catch-Swallow, catch-rethrow\ntry { a(); } catch (e) { b(); }";
    expect(suppressed(code).hidden).toEqual([
      "2 catch-swallow: suppressed by a comment",
      "2 catch-rethrow: suppressed by a comment",
    ]);
  });

  it("suppresses all, as a block too", () => {
    expect(suppressed("/* Stryker disable all: generated */\ntry { a(); } catch (e) { b(); }").hidden).toEqual([
      "2 catch-swallow: generated",
      "2 catch-rethrow: generated",
    ]);
  });

  it("holds until it is restored, all of it or one operator", () => {
    const block = "try { a(); } catch (e) { b(); }\n";
    const code = `// Stryker disable all: x\n${block}// Stryker restore catch-swallow\n${block}// Stryker restore all\n${block}`;
    expect(suppressed(code).hidden).toEqual(["2 catch-swallow: x", "2 catch-rethrow: x", "4 catch-rethrow: x"]);
  });

  it("does not reach back to the code before it", () => {
    expect(suppressed("try { a(); } catch (e) { b(); } // Stryker disable all").hidden).toEqual([]);
  });

  it("is stale where it suppresses nothing", () => {
    expect(suppressed("// Stryker disable next-line guard-drop: gone\ngo();").stale).toEqual([
      "1: there is no guard-drop mutant to suppress",
    ]);
  });

  it("is stale where it names no operator of ours, and Stryker cannot mean it", () => {
    expect(suppressed("// Stryker disable next-line guard-dorp\ngo();").stale).toEqual([
      "1: no operator is called guard-dorp",
    ]);
    expect(suppressed("// Stryker disable next-line EqualityOperator\ngo();").stale).toEqual([]);
  });

  it("is none inside a string", () => {
    expect(suppressed("f('// Stryker disable all');\ntry { a(); } catch (e) { b(); }").hidden).toEqual([]);
  });
});
