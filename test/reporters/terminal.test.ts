import { describe, expect, it } from "vitest";
import { totalsOf } from "../../src/judge/judge.js";
import type { Report } from "../../src/model.js";
import { operatorIds } from "../../src/operators/registry.js";
import { renderTerminal } from "../../src/reporters/terminal.js";
import { widthOf } from "../../src/reporters/width.js";
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
const plainLook = { color: false, width: 80 };

/** A report of which the catch block is verified against a stand-in only. */
function stubbedReport(verdict: "asserted" | "unasserted"): Report {
  const report = reportOn(code, {});
  const stub = { by: "vi.mock", of: "./store", file: "test/a.test.ts", line: 3 };
  const verdicts = report.verdicts.map((each) =>
    each.path.kind === "catch-clause" ? { ...each, verdict, stubbed: true, stubs: [stub] } : each,
  );
  return { ...report, verdicts, totals: totalsOf(verdicts, 1) };
}

/** A report that also has much to say of the run as a whole. */
function wide(report: Report): Report {
  const confidence = (file: string, covered: number, asserted: number) => ({
    file,
    lines: { executable: 1000, covered },
    paths: { judged: 100, asserted },
    coveredPercent: covered / 10,
    assertedPercent: asserted,
    gap: covered / 10 - asserted,
  });
  const unknown = { file: "src/unknown.ts", paths: { judged: 3, asserted: 3 }, assertedPercent: 100 };
  return {
    ...report,
    fileConfidence: [
      confidence("src/good.ts", 1000, 100),
      confidence(`src/${"deep/".repeat(20)}bad.ts`, 900, 10),
      unknown,
    ],
    touching: Array.from({ length: 12 }, (_, n) => ({ testId: n === 0 ? "t1" : `test ${n}`, pathIds: ["a", "b"] })),
  };
}

describe("the terminal report", () => {
  it("shows what survived as a diff, which tests ran it, why it matters and what to do", () => {
    expect(renderTerminal(reportOn(code, { "handler-effect-drop": "survived" }), plainLook)).toMatchSnapshot();
  });

  it("shows what no test reaches", () => {
    const statuses = {
      "guard-drop": "no-coverage",
      "catch-swallow": "no-coverage",
      "catch-rethrow": "no-coverage",
    } as const;
    expect(
      renderTerminal(
        reportOn(
          code,
          {
            ...statuses,
            "await-drop-handled": "no-coverage",
            "handler-effect-drop": "no-coverage",
            "handler-value": "no-coverage",
          },
          { reached: false },
        ),
        plainLook,
      ),
    ).toMatchSnapshot();
  });

  it("says when all is well, and lists it only when asked", () => {
    const text = renderTerminal(reportOn(code, {}), plainLook);
    expect(text).toContain("Every error path that can be judged is asserted.");
    expect(text).not.toContain("ASSERTED");
    expect(renderTerminal(reportOn(code, {}), plainLook, true)).toContain("ASSERTED (2)");
  });

  it("never lets nothing to check look like all is well", () => {
    const text = renderTerminal(reportOn("const a = 1;", {}), plainLook);
    expect(text).toContain("Nothing to check here: no error paths were found.");
    expect(text).not.toContain("asserted.");
  });

  it("says that the answer is not whole", () => {
    const problems = [
      { file: "src/b.ts", message: "syntax error: Expression expected.", position: { line: 3, column: 9 } },
    ];
    const text = renderTerminal(reportOn(code, {}, { problems }), plainLook);
    expect(text).toContain("src/b.ts:3:9 syntax error: Expression expected.");
    expect(text).toContain("The answer is not whole");
  });

  it("shows why something could not be measured", () => {
    const text = renderTerminal(reportOn("function f(a) { if (!a) throw a; }", { "guard-drop": "error" }), plainLook);
    expect(text).toContain("INCONCLUSIVE (1)");
    expect(text).toContain("not measured: 1 of 1");
  });

  it("names the tests in quarantine", () => {
    const quarantined = [{ name: "is red", file: "test/a.test.ts", message: "expected 1 to be 2" }];
    const report = { ...reportOn(code, {}), baseline: baseline({ x: ["t1"] }, { quarantined }) };
    expect(renderTerminal(report, plainLook)).toContain("QUARANTINED (1)");
    expect(renderTerminal(report, plainLook)).toContain("test/a.test.ts  is red");
  });

  it("names the stand-ins of what is verified against them only, and counts that apart", () => {
    const report = stubbedReport("asserted");
    const text = renderTerminal(report, plainLook);
    expect(text).toContain("VERIFIED AGAINST STUBS ONLY (1)");
    expect(text).toContain("    stubs  vi.mock of ./store at test/a.test.ts:3");
    expect(text).toContain("2 error paths in 1 file: 2 asserted (1 of them against stubs only)");
    expect(text).toMatch(/is asserted, 1 of them against stubs only\.$/);
  });

  it("asks for the real thing where that is required, and calls nothing a hole that is none", () => {
    const text = renderTerminal(stubbedReport("unasserted"), plainLook);
    expect(text).toMatch(/1 error path of 2 must be verified against the real thing, and only stubs are\nthere\.$/);
    expect(text).not.toContain("would break");
    expect(text).not.toContain("PARTLY COVERED");
  });

  it("says line coverage, asserted paths and the gap in one line, and where it knows the lines from", () => {
    const coverage = {
      origin: "reports" as const,
      reports: ["coverage/lcov.info"],
      files: [{ file: "src/code.ts", hits: { 2: 1, 6: 1, 7: 1 } }],
      notes: ["coverage/coverage-final.json was not used: it is stale."],
    };
    const text = renderTerminal(reportOn(code, { "handler-value": "survived" }, { coverage }), plainLook);
    expect(text).toContain("\nerror paths: 100% of lines covered, 50% asserted: a gap of 50 points\n");
    expect(text).toContain("Lines covered: by coverage/lcov.info.");
    expect(text).toContain("Coverage: coverage/coverage-final.json was not used: it is stale.\n");
    const part = { ...coverage, files: [{ file: "src/code.ts", hits: { 2: 1, 6: 1, 7: 0 } }] };
    const partly = renderTerminal(reportOn(code, { "handler-value": "survived" }, { coverage: part }), plainLook);
    expect(partly).toContain("PARTLY COVERED (1)");
    expect(partly).toContain("    lines  1 of 2 covered (not 7), run by 1 test");
  });

  it("shows confidence by file, the widest gap first, and tests that touch without asserting", () => {
    const text = renderTerminal(wide(reportOn(code, {})), plainLook);
    expect(text.slice(text.indexOf("TOUCH"))).toMatchSnapshot();
  });

  it.each([40, 60, 80, 200])("fits %i columns", (width) => {
    const long = `${code}\nfunction ${"long".repeat(30)}(a) { if (!a) throw new Error('${"x".repeat(300)}'); }\nfunction g() { try { a(); } finally { b(); } }`;
    const outcomes = {
      "guard-drop": "survived",
      "handler-value": "survived",
      "finally-success-only": "survived",
    } as const;
    const text = renderTerminal(wide(reportOn(long, outcomes)), { color: false, width });
    for (const line of text.split("\n")) expect(widthOf(line), line).toBeLessThanOrEqual(width);
  });

  it.each([40, 80, 200])("fits %i columns with full-width names, emoji, and tests in quarantine", (width) => {
    const name = `\u{1F469}\u200D\u{1F469}\u200D\u{1F467} ${"\u6f22\u5b57".repeat(40)} ${"long".repeat(30)}`;
    const quarantined = [{ name, file: `test/${"deep/".repeat(20)}a.test.ts`, message: `${name}\nand more` }];
    const wideCode = code
      .replace("'no id'", `'${"\u6f22\u5b57".repeat(60)}'`)
      .replace("store.get", `store.${"get".repeat(40)}`);
    const report = reportOn(wideCode, { "guard-drop": "survived", "handler-value": "survived" });
    const text = renderTerminal(
      { ...report, baseline: { ...report.baseline, quarantined, tests: [{ id: "t1", name, file: "test/a.test.ts" }] } },
      { color: false, width },
    );
    for (const line of text.split("\n")) expect(widthOf(line), line).toBeLessThanOrEqual(width);
    expect(text).toMatchSnapshot();
  });

  it.each([40, 80, 200])("looks like this at %i columns, with colours", (width) => {
    const text = renderTerminal(reportOn(code, { "handler-value": "survived" }), { color: true, width });
    expect(text.replaceAll("\u001b", "ESC")).toMatchSnapshot();
  });

  it("labels where a failure is raised, and where it ends, also on one line and in a chain", () => {
    const handlers = `export const a = (store) => store.load().catch(() => null);
export async function b(lock) {
\ttry {
\t\tconst row = check();
\t\tawait lock.use(row);
\t} finally {
\t\tlock.free();
\t}
}
export const c = (store) =>
  store
    .load()
    .catch(() => {
      return 0;
    });
`;
    const outcomes = Object.fromEntries(operatorIds.map((id) => [id, "no-coverage" as const]));
    const text = renderTerminal(reportOn(handlers, outcomes, { reached: false }), plainLook);
    expect(text.slice(0, text.indexOf("3 error paths"))).toMatchSnapshot();
  });

  it("tells how to try it again, in a way that can be copied", () => {
    const report = reportOn(code, { "handler-value": "survived" });
    const id = report.verdicts.flatMap(({ mutants }) => mutants).find(({ outcome }) => outcome.status === "survived")
      ?.mutant.id;
    expect(renderTerminal(report, plainLook)).toContain(`    again  npx faultline src/code.ts --only ${id}\n`);
    expect(renderTerminal(report, plainLook, false, "npx faultline --config 'a b.json'")).toContain(
      `    again  npx faultline --config 'a b.json' src/code.ts --only ${id}\n`,
    );
    expect(renderTerminal(report, { color: false, width: 40 })).toContain(
      `    again  npx faultline \\\n           src/code.ts \\\n           --only ${id}\n`,
    );
  });

  it("has colours only when asked, and the same words", () => {
    const report = reportOn(code, { "handler-value": "survived" });
    const colored = renderTerminal(report, { color: true, width: 80 });
    expect(colored).toContain("\u001b[");
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(renderTerminal(report, plainLook));
  });

  it("lets no control characters of the user's through", () => {
    const report = reportOn("function f(a) { if (!a) throw new Error('\u001b[2J\u0007'); }", {
      "guard-drop": "survived",
    });
    expect(renderTerminal(report, plainLook)).not.toMatch(/[\u001b\u0007]/);
  });
});
