import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { operators } from "../src/operators/registry.js";
import { kinds } from "../src/paths/registry.js";
import { NOISE_RULES } from "../src/source/noise-rules.js";
import { found, mutated } from "./support/mutate.js";

const root = path.join(import.meta.dirname, "..");

describe.each([
  ["kinds", "src/paths", "test/paths", "docs/kinds", kinds.map((kind) => kind.id as string)],
  ["operators", "src/operators", "test/operators", "docs/operators", operators.map((operator) => operator.id)],
])("each of the %s", (_, source, tests, docs, ids) => {
  it.each(ids)("%s has a source file, a test and a docs page that is headed by its name", (id) => {
    expect(existsSync(path.join(root, source, `${id}.ts`)), `${source}/${id}.ts`).toBe(true);
    expect(existsSync(path.join(root, tests, `${id}.test.ts`)), `${tests}/${id}.test.ts`).toBe(true);
    expect(readFileSync(path.join(root, docs, `${id}.md`), "utf8")).toMatch(new RegExp(`^# ${id}\n`));
  });

  it("has no docs page and no test without a registry line", () => {
    const pages = readdirSync(path.join(root, docs)).map((file) => path.basename(file, ".md"));
    const testFiles = readdirSync(path.join(root, tests)).map((file) => path.basename(file, ".test.ts"));
    expect(pages.filter((id) => !ids.includes(id))).toEqual([]);
    expect(testFiles.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("has an id of its own", () => {
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test.each(kinds.map((kind) => [kind.id, kind] as const))("kind %s finds what its example says", (id, kind) => {
  expect(found(kind.example.code, id)).toEqual(kind.example.finds);
});

test.each(
  operators.map((operator) => [operator.id, operator] as const),
)("operator %s does to its example what it says", (id, operator) => {
  expect(mutated(operator.example.before, id)).toEqual(operator.example.after);
});

test.each(
  operators.map((operator) => [operator.id, operator] as const),
)("operator %s says what, why and which test", (_, operator) => {
  expect(operator.title).toMatch(/^[a-z]/);
  expect(operator.models.length).toBeGreaterThan(5);
  expect(operator.why).toMatch(/\.$/);
  expect(operator.hint).toMatch(/assert/);
  expect(operator.on.length).toBeGreaterThan(0);
});

it("each noise rule has its section in docs/noise.md, and each section its rule", () => {
  const page = readFileSync(path.join(root, "docs/noise.md"), "utf8");
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(sections).toEqual(Object.keys(NOISE_RULES).sort());
});
