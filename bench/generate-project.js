// Writes a Vitest project with so many source files, tests and error paths, spread evenly. The same numbers give the
// same project.
//
//   node bench/generate-project.js <dir> --files n --tests n --paths n
//
// Each error path is in a function of its own. Two checks belong to it, one of the happy path and one of the failure;
// they are dealt out to the tests of the file. Tests that get none check a function without an error path. Of each
// tenth function the failure is only touched: most of its mutants survive.
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { templates } from "./error-path-templates.js";

const MODULES = path.join(import.meta.dirname, "../node_modules");

const CONFIG = `import { defineConfig } from "vitest/config";

export default defineConfig({ cacheDir: ".vite", test: { include: ["test/**/*.test.ts"] } });
`;

/** About a millisecond of work, as the tests of real code have it. */
const WORK = `/** Sorts numbers that look like chance, and are not. */
export function work(seed: number): number {
  let state = seed + 1;
  const numbers = Array.from({ length: 3000 }, () => {
    state = (state * 48271) % 2147483647;
    return state;
  });
  return numbers.sort((a, b) => a - b)[1500] ?? 0;
}
`;

/**
 * @param dir is made, and must not hold anything yet
 * @param files of sources; as many test files
 * @param tests in all; at least as many as files
 * @param paths error paths in all
 */
export function generateProject(dir, { files, tests, paths }) {
  if (tests < files) throw new Error("There must be at least as many tests as files.");
  for (const folder of ["src", "test/support"]) mkdirSync(path.join(dir, folder), { recursive: true });
  const write = (file, text) => writeFileSync(path.join(dir, file), text, { flag: "wx" });
  write("package.json", `${JSON.stringify({ name: "generated-project", private: true, type: "module" })}\n`);
  write("vitest.config.js", CONFIG);
  write("stryker.conf.json", `${JSON.stringify({ vitest: { configFile: "vitest.config.js" } })}\n`);
  write("test/support/work.ts", WORK);
  for (let file = 0; file < files; file++) {
    const name = `module-${String(file + 1).padStart(3, "0")}`;
    const functions = share(paths, files, file).map((index) => functionOf(index));
    write(`src/${name}.ts`, sourceText(functions));
    write(`test/${name}.test.ts`, testText(name, functions, share(tests, files, file).length));
  }
  symlinkSync(realpathSync(MODULES), path.join(dir, "node_modules"), "dir");
}

/** The numbers from 0 to `count` that fall to one of so many files. */
function share(count, files, file) {
  const start = Math.floor((file * count) / files);
  const end = Math.floor(((file + 1) * count) / files);
  return Array.from({ length: end - start }, (_, index) => start + index);
}

function functionOf(index) {
  const template = templates[index % templates.length];
  const isTouchedOnly = index % 10 === 9;
  return {
    name: template.name(index),
    source: template.source(index),
    checks: [template.happy(index), isTouchedOnly ? template.touching(index) : template.failing(index)],
  };
}

function sourceText(functions) {
  const sum = `/** Has no error path. */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}`;
  return `${[sum, ...functions.map(({ source }) => source)].join("\n")}\n`;
}

function testText(name, functions, count) {
  const checks = functions.flatMap((each) => each.checks);
  const tests = Array.from({ length: count }, (_, index) => {
    const own = checks.filter((_, at) => at % count === index);
    const lines = own.length === 0 ? [`expect(total([${index}, 1, 2])).toBe(${index + 3});`] : own;
    return `  it("does what it should, case ${index + 1}", async () => {
    expect(work(${index})).toBeGreaterThan(0);
    ${lines.join("\n    ")}
  });`;
  });
  const names = ["total", ...functions.map((each) => each.name)];
  return `import { describe, expect, it } from "vitest";
import { ${names.join(", ")} } from "../src/${name}.js";
import { work } from "./support/work.js";

describe("${name}", () => {
${tests.join("\n\n")}
});
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const number = { type: "string" };
  const options = { files: number, tests: number, paths: number };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const counts = Object.fromEntries(Object.keys(options).map((key) => [key, Number(values[key])]));
  if (positionals.length !== 1 || !Object.values(counts).every((count) => Number.isInteger(count) && count > 0)) {
    console.error("usage: node bench/generate-project.js <dir> --files n --tests n --paths n");
    process.exit(2);
  }
  generateProject(path.resolve(positionals[0]), counts);
}
