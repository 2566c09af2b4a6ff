import { describe, expect, it } from "vitest";
import type { Inventory, Skip } from "../../src/model.js";
import { takeInventory } from "../../src/pipeline.js";
import { renderList, renderListJson } from "../../src/reporters/list.js";
import { NOISE_RULES } from "../../src/source/noise-rules.js";
import { folderOf } from "../support/files.js";

const code = `export function load(a) {
  if (!a.ready) return;
  // Stryker disable next-line guard-drop: gone
  go(a);
  try { use(a); } catch (error) { console.error(error); throw error; }
  try { use(a); } catch {}
}
`;
const operators = ["guard-drop", "catch-swallow", "catch-rethrow", "handler-effect-drop"];
const look = { color: false, width: 80 };

function inventory(explainSkips = true): Promise<Inventory> {
  const projectDir = folderOf({ "src/code.ts": code });
  return takeInventory({ projectDir, files: ["src/code.ts"], operators, explainSkips });
}

/** The text from one heading to the next one. */
const section = (text: string, heading: string) =>
  text.slice(text.indexOf(heading)).split(/\n\n(?=[A-Z]{3}|\d+ error)/)[0];

describe("what the noise rules left out", () => {
  it("is shown by rule, with the explanation once, and a line for each", async () => {
    expect(section(renderList(await inventory(), look, { explainSkips: true }), "LEFT OUT")).toBe(
      `LEFT OUT (4): by these noise rules, of which docs/noise.md has examples

  already-there (2): the code already is what this operator would make of it
    src/code.ts:5:19  catch-rethrow already-there  catch (error) { console.erro…
    src/code.ts:6:25  catch-swallow already-there  {}

  arid-code (1): it only logs, counts, traces or asserts that a case cannot
  happen: nobody tests that
    src/code.ts:5:35  handler-effect-drop arid-code  console.error(error);

  feature-or-state (1): it asks for state or a choice, not for something invalid
    src/code.ts:2:3  guard-clause feature-or-state  if (!a.ready) return;`,
    );
  });

  it("is not shown where nobody asked for it", async () => {
    expect(renderList(await inventory(false), look)).not.toContain("LEFT OUT");
    expect(JSON.parse(renderListJson(await inventory(false)))).not.toHaveProperty("skips");
  });

  it("may be nothing", async () => {
    const text = renderList({ ...(await inventory()), skips: [] }, look, { explainSkips: true });
    expect(text).toContain("\n\nThe noise rules left nothing out.\n\n");
  });

  it("is in the JSON document", async () => {
    const { skips } = JSON.parse(renderListJson(await inventory(), { explainSkips: true })) as { skips: Skip[] };
    expect(skips.map(({ rule, operator, kind }) => `${rule} ${operator ?? kind}`)).toEqual([
      "feature-or-state guard-clause",
      "already-there catch-rethrow",
      "arid-code handler-effect-drop",
      "already-there catch-swallow",
    ]);
    expect(skips[0]).toMatchObject({
      file: "src/code.ts",
      range: { start: { line: 2, column: 3 } },
      text: "if (!a.ready) return;",
    });
  });

  it("does no harm to the terminal", async () => {
    const found = await inventory();
    const evil = found.skips.map((skip) => ({ ...skip, file: `\u001b]0;x\u0007${skip.file}`, text: "\u001b[2J\tx" }));
    const text = renderList({ ...found, skips: evil }, { color: false, width: 200 }, { explainSkips: true });
    expect(text).toContain("\uFFFD]0;x\uFFFDsrc/code.ts:2:3  guard-clause feature-or-state  \uFFFD[2J  x\n");
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it("fits the terminal", async () => {
    const text = renderList(await inventory(), { color: false, width: 40 }, { explainSkips: true });
    const lines = (section(text, "LEFT OUT") ?? "").split("\n");
    expect(lines.length).toBeGreaterThan(8);
    expect(Math.max(...lines.map((line) => line.length))).toBe(40);
  });

  it("has an explanation for every rule", async () => {
    const { descriptions } = await inventory();
    expect(descriptions.rules).toEqual(NOISE_RULES);
  });
});

describe("comments that suppress nothing", () => {
  it("are shown, and are in the JSON document", async () => {
    const found = await inventory(false);
    expect(section(renderList(found, look), "STALE")).toBe(
      "STALE (1): these comments suppress nothing\n  src/code.ts:3  there is no guard-drop mutant to suppress",
    );
    expect(JSON.parse(renderListJson(found)).staleSuppressions).toEqual([
      {
        file: "src/code.ts",
        line: 3,
        text: "// Stryker disable next-line guard-drop: gone",
        message: "there is no guard-drop mutant to suppress",
      },
    ]);
  });

  it("are not spoken of where there are none", async () => {
    const found = { ...(await inventory(false)), stale: [] };
    expect(renderList(found, look)).not.toContain("STALE");
    expect(JSON.parse(renderListJson(found)).staleSuppressions).toEqual([]);
  });
});

it("wraps notes", async () => {
  const text = renderList(await inventory(false), { color: false, width: 50 });
  expect(text).toContain("    note: smell: the handler is empty, so nobody\n          learns of the failure\n");
});
