/**
 * What is found in code that is made to be misread, line by line and with the reason for each line. After a
 * change, `UPDATE_INVENTORY=1 npx vitest run test/tricky.test.ts` writes the lines anew and keeps the reasons that
 * still fit; a line without a reason fails.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { operatorIds } from "../src/operators/registry.js";
import { takeInventory } from "../src/pipeline.js";

const root = path.join(import.meta.dirname, "fixtures/tricky");
const golden = path.join(root, "inventory.txt");

/** Between a line and its reason. */
const BECAUSE = "  # ";

async function inventory(): Promise<readonly string[]> {
  const files = readdirSync(path.join(root, "src")).sort();
  const found = await takeInventory({
    projectDir: root,
    files: files.map((file) => `src/${file}`),
    operators: operatorIds,
    explainSkips: true,
  });
  expect(found.problems).toEqual([]);
  const at = (file: string, { line, column }: { readonly line: number; readonly column: number }) =>
    `${file.slice("src/".length)}:${String(line).padStart(3, "0")}:${String(column).padStart(2, "0")}`;
  const paths = found.paths.map(({ id, file, kind, range, confidence, notes }) => {
    const own = found.mutants.filter(({ pathId }) => pathId === id);
    const operators = own.map(({ operator, suppressed }) => (suppressed === undefined ? operator : `(${operator})`));
    const unsure = confidence === "low" ? " unsure" : "";
    const noted = notes.length === 0 ? "" : ` [${notes.map((note) => note.split(":", 2).join(":")).join("; ")}]`;
    return `${at(file, range.start)} ${kind}${unsure}: ${operators.join(" ") || "no mutants"}${noted}`;
  });
  const skips = found.skips.map(
    ({ file, range, kind, operator, rule }) =>
      `${at(file, range.start)} ${kind} without ${operator ?? "error path"}: ${rule}`,
  );
  return [...paths, ...skips].sort();
}

it("finds what it should in tricky code, and nothing else", async () => {
  const actual = await inventory();
  if (process.env["UPDATE_INVENTORY"] !== undefined) update(actual);
  const lines = readFileSync(golden, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines.map((line) => line.split(BECAUSE, 1)[0])).toEqual(actual);
  expect(lines.filter((line) => (line.split(BECAUSE)[1] ?? "").length < 5)).toEqual([]);
});

function update(actual: readonly string[]): void {
  const before = readFileSync(golden, "utf8").split("\n");
  const reasons = new Map(before.map((line) => [line.split(BECAUSE, 1)[0], line.split(BECAUSE)[1] ?? ""]));
  const head = before.filter((line) => line.startsWith("#"));
  const lines = actual.map((line) => `${line}${BECAUSE}${reasons.get(line) ?? ""}`);
  writeFileSync(golden, `${[...head, "", ...lines].join("\n")}\n`);
}
