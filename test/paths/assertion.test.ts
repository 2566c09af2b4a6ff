import { SyntaxKind } from "ts-morph";
import { describe, expect, it } from "vitest";
import { assertion } from "../../src/paths/assertion.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { createTypes, noTypes } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { instrument } from "../support/instrument.js";
import { found, pathsOf, skipsOf } from "../support/mutate.js";

const FROM_NODE = "import assert, { ok, strict, fail } from 'node:assert';\n";

describe("an assertion", () => {
  it.each([
    [`${FROM_NODE}assert(a);`, ["assert(a);"]],
    [`${FROM_NODE}assert.equal(a, 1); assert.strict.ok(a); ok(a); strict(a); strict.equal(a, 1);`, 5],
    [`${FROM_NODE}async function f() { await assert.rejects(p); }`, ["await assert.rejects(p);"]],
    ["import * as assert from 'assert/strict';\nassert.ok(a);", ["assert.ok(a);"]],
    ["const assert = require('assert');\nassert(a);", ["assert(a);"]],
    ["import invariant from 'tiny-invariant';\ninvariant(a, 'no a');", ["invariant(a, 'no a');"]],
    ["import must from 'tiny-invariant';\nmust(a, 'no a');", ["must(a, 'no a');"]],
    ["function assert(c) { if (!c) throw new Error('x'); }\nassert(a);", ["assert(a);"]],
    ["const assertOpen = (s) => { if (!s) throw new Error('x'); };\nassertOpen(a);", ["assertOpen(a);"]],
    [
      "class A { f() { this.assertOpen(); } assertOpen() { if (!this.x) throw new Error('x'); } }",
      ["this.assertOpen();"],
    ],
    ["import { invariant } from './invariant.js';\ninvariant(a);", ["invariant(a);"]],
  ])("in %s is found: %j", (code, titles) => {
    const all = found(code, "assertion");
    expect(typeof titles === "number" ? all.length : all).toEqual(titles);
  });

  it.each([
    ["a call that is more than a check", `${FROM_NODE}const x = assert(a);`],
    ["what always throws", `${FROM_NODE}assert.fail('x'); fail('y'); assert(false, 'z'); assert.ifError(e);`],
    ["a function of that name that does not throw", "function assert(c) { if (!c) console.warn(c); }\nassert(a);"],
    ["a function that nothing is known of", "assert(a); check(a); verify(a);"],
    ["another name", "function test(c) { if (!c) throw new Error('x'); }\ntest(a);"],
    ["an object's own method", "import { db } from './db.js';\ndb.assert(a);"],
    ["expectations of tests", "import { expect } from 'chai';\nexpect(a).to.equal(1);"],
  ])("is not found in %s", (_, code) => {
    expect(found(code, "assertion")).toEqual([]);
    expect(skipsOf(code, [])).toEqual([]);
  });

  it.each([
    ["arid-code", "console.assert(a);"],
    ["arid-code", "assertNever(a);"],
    ["dead-code", `${FROM_NODE}assert(true);`],
  ])("is passed over by the rule %s in %s", (rule, code) => {
    expect(found(code, "assertion")).toEqual([]);
    expect(skipsOf(code, [])).toEqual([`assertion ${rule}`]);
  });

  it("runs when nothing goes wrong, too; and its mutant and probe are placed", async () => {
    const code = `${FROM_NODE}export function f(a) { assert(a); if (a.b) assert.ok(a.b, 'b'); return a; }`;
    expect(pathsOf(code).map(({ runsOnSuccess }) => runsOnSuccess)).toEqual([true, true]);
    const { unplaced, probes, ids } = await instrument(code);
    expect([unplaced.size, probes.size, ids.size]).toEqual([0, 2, 2]);
  });
});

describe("by what is known of the project an assertion", () => {
  const assertionsIn = (code: string, context: Partial<Parameters<typeof attachContext>[1]>) => {
    const tree = parse("code.ts", code);
    attachContext(tree, { types: noTypes, vocabulary: noVocabulary, ...context });
    return tree.getDescendantsOfKind(SyntaxKind.ExpressionStatement).flatMap((node) => {
      const located = assertion.match(node);
      return located === undefined ? [] : [`${node.getText()}${located.isUnsure ? " unsure" : ""}`];
    });
  };

  it("has a configured name", () => {
    const vocabulary = { ...noVocabulary, assertionFunctions: ["demandThat", "guard.against"] };
    expect(assertionsIn("demandThat(a); this.guard.against(a); demand(a);", { vocabulary })).toEqual([
      "demandThat(a);",
      "this.guard.against(a);",
    ]);
  });

  it("has a signature that says so", () => {
    const code = `
import { invariant } from "./invariant.js";
declare function ensureUser(user: unknown): asserts user is { name: string };
declare function verify(user: unknown): boolean;
declare const check: { open(x: unknown): void };
export function f(user: unknown) { ensureUser(user); verify(user); check.open(user); invariant(user); }`;
    const dir = folderOf({
      "tsconfig.json": '{ "compilerOptions": { "strict": true, "module": "nodenext" } }',
      "invariant.ts": "export function invariant(x: unknown): asserts x { if (!x) throw new Error('x'); }",
      "code.ts": code,
    });
    const types = createTypes(dir, ["code.ts"])("code.ts");
    expect(assertionsIn(code, { types })).toEqual(["ensureUser(user);", "invariant(user);"]);
    expect(assertionsIn(code, {})).toEqual(["invariant(user); unsure"]);
  });

  it("asks for no types where a name says nothing of the sort", () => {
    const asserts = () => {
      throw new Error("asked");
    };
    expect(assertionsIn("save(a); a.push(b); console.assert(c);", { types: { ...noTypes, asserts } })).toEqual([]);
  });
});
