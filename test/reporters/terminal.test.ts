import { describe, expect, it } from "vitest";
import { renderTerminal } from "../../src/reporters/terminal.js";
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

  it.each([40, 60, 80, 200])("fits %i columns", (width) => {
    const long = `${code}\nfunction ${"long".repeat(30)}(a) { if (!a) throw new Error('${"x".repeat(300)}'); }\nfunction g() { try { a(); } finally { b(); } }`;
    const text = renderTerminal(
      reportOn(long, { "guard-drop": "survived", "handler-value": "survived", "finally-success-only": "survived" }),
      {
        color: false,
        width,
      },
    );
    for (const line of text.split("\n")) {
      const isOneWord = !line.trim().includes(" ");
      if (!isOneWord) expect(line.length, line).toBeLessThanOrEqual(width);
    }
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
