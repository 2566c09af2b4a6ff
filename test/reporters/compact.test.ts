import { describe, expect, it } from "vitest";
import type { Inventory } from "../../src/model.js";
import { renderCompact, renderCompactList } from "../../src/reporters/compact.js";
import { baseline, reportOn } from "../support/records.js";

const code = `export async function load(store, id) {
  if (!id) throw new Error('no id');
  try {
    return await store.get(id);
  } catch (error) {
    await store.close();
    return null;
  }
}
`;
const LINE = /^[^:]+:\d+:\d+: (error|warning|info): [\w/-]+: \S.*$/;

describe("the compact report", () => {
  it("has a line a survivor: where, what, the test to write, and the mutant's id", () => {
    const text = renderCompact(reportOn(code, { "handler-effect-drop": "survived", "guard-drop": "survived" }));
    expect(text).toMatchInlineSnapshot(`
      "src/code.ts:2:12: warning: guard-drop: the guard never fires, in load, not noticed by the 1 test that runs it; test: call it with what the guard is there to stop, and assert how it is refused [8eed57ddd9]
      src/code.ts:6:5: warning: handler-effect-drop: one effect of the handler is deleted, in load, not noticed by the 1 test that runs it; test: make it fail, and assert that this effect happened: the resource closed, the state undone [d8b4115a06]
      "
    `);
    for (const line of text.trimEnd().split("\n")) expect(line).toMatch(LINE);
  });

  it("has a line an error path that no test reaches, with the path's id", () => {
    expect(renderCompact(reportOn(code, { "guard-drop": "no-coverage" }, { reached: false }))).toMatchInlineSnapshot(`
      "src/code.ts:2:3: warning: unreached: no test makes the guard clause in load run; test: call it with what the guard is there to stop, and assert how it is refused [335c74d05c]
      "
    `);
  });

  it("says what could not be measured, or read, and which tests are no evidence", () => {
    const quarantined = [{ name: "is red", file: "test/a.test.ts", message: "expected 1\nto be 2" }];
    const problems = [{ file: "src/b.ts", message: "syntax error", position: { line: 3, column: 9 } }];
    const report = reportOn("function f(a) { if (!a) throw a; }", { "guard-drop": "error" }, { problems });
    const text = renderCompact({ ...report, baseline: baseline({}, { quarantined }) });
    expect(text).toMatchInlineSnapshot(`
      "src/code.ts:1:17: info: inconclusive: nothing is known of this guard clause in f: not measured: 1 of 1 [3494f6560b]
      test/a.test.ts:1:1: info: quarantined: "is red" fails with no mutant active, so it is no evidence: expected 1 to be 2
      src/b.ts:3:9: error: unreadable: syntax error
      "
    `);
  });

  it("is empty when all is well", () => {
    expect(renderCompact(reportOn(code, {}))).toBe("");
  });

  it("keeps each finding on its line, and lets no control characters through", () => {
    const odd = "function f(a) { if (!a) throw new Error('x'); }";
    const report = reportOn(odd, { "guard-drop": "survived" });
    const named = report.verdicts.map((each) => ({ ...each, path: { ...each.path, owner: "a\n\u001b[2Jb" } }));
    const text = renderCompact({ ...report, verdicts: named });
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    expect(text).not.toContain("\u001b");
  });
});

it("lists mutants a line each", () => {
  const { verdicts, descriptions, sources } = reportOn("function f(a) { if (!a) throw new Error('x'); }", {});
  const inventory: Inventory = {
    paths: verdicts.map(({ path }) => path),
    mutants: verdicts.flatMap(({ mutants }) => mutants.map(({ mutant }) => mutant)),
    descriptions,
    sources,
    problems: [],
    skips: [],
    stale: [],
  };
  expect(renderCompactList(inventory)).toMatchInlineSnapshot(`
    "src/code.ts:1:25: info: guard-drop: the guard never fires, in f; test: call it with what the guard is there to stop, and assert how it is refused [b0fb1fbb52]
    "
  `);
});
