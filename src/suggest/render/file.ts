/** The whole test file. */
import { broken } from "./layout.js";
import type { Page } from "./page.js";

export interface Entry {
  readonly suite: string;
  /** Comment lines in front of the test. */
  readonly comments: readonly string[];
  readonly title: string;
  /** None: nothing that could run; then it is a `todo`. */
  readonly lines?: readonly string[];
  readonly isAsync?: boolean;
}

export function fileText(page: Page, entries: readonly Entry[]): string {
  const { style } = page;
  const suites = [...new Set(entries.map(({ suite }) => suite))];
  const usesTests = entries.length > 0;
  const hasReset = page.needsVi && entries.some(({ lines }) => lines !== undefined);
  const names = [
    ...(hasReset ? ["afterEach"] : []),
    "describe",
    ...(entries.some(({ lines }) => lines !== undefined) ? ["expect"] : []),
    ...(usesTests ? [style.testName] : []),
    ...(hasReset ? ["vi"] : []),
  ].sort();
  const reset = [
    ...(hasReset ? ["vi.restoreAllMocks();"] : []),
    ...(page.stubsGlobals ? ["vi.unstubAllGlobals();"] : []),
  ];
  const parts = [
    [
      ...(style.globals ? [] : [`import { ${names.join(", ")} } from ${style.quote("vitest")};`]),
      ...importLines(page),
    ].join("\n"),
    ...[...page.mocks].map(([specifier, mocked]) => mockText(page, specifier, mocked)),
    ...(reset.length === 0 ? [] : [`afterEach(() => {\n${reset.map((line) => `  ${line}`).join("\n")}\n});`]),
    ...suites.map((suite) =>
      suiteText(
        page,
        suite,
        entries.filter((each) => each.suite === suite),
      ),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function importLines({ imports, style }: Page): readonly string[] {
  return [...imports]
    .sort(([a], [b]) => Number(a.startsWith(".")) - Number(b.startsWith(".")) || (a < b ? -1 : 1))
    .map(([specifier, names]) => {
      const named = [...names]
        .filter(([name]) => name !== "default")
        .map(([name, local]) => (name === local ? name : `${name} as ${local}`))
        .sort();
      const clauses = [
        ...(names.has("default") ? [names.get("default")] : []),
        ...(named.length > 0 ? [`{ ${named.join(", ")} }`] : []),
      ];
      return `import ${clauses.join(", ")} from ${style.quote(specifier)};`;
    });
}

/** The functions go on as they are until a test makes them fail. */
function mockText({ style }: Page, specifier: string, names: ReadonlySet<string>): string {
  const module = style.quote(specifier);
  const type = style.isTyped ? `<typeof import(${module})>` : "";
  const replaced = [...names].sort().map((name) => `${name}: vi.fn(original.${name})`);
  return `vi.mock(${module}, async (importOriginal) => {\n  const original = await importOriginal${type}();\n  ${broken(`return { ...original, ${replaced.join(", ")} };`, 2).trimStart()}\n});`;
}

function suiteText({ style }: Page, suite: string, entries: readonly Entry[]): string {
  const tests = entries.map(({ comments, title, lines, isAsync }) => {
    const head = comments.map((line) => `  // ${line}`);
    if (lines === undefined) return [...head, `  ${style.testName}.todo(${style.quote(title)});`].join("\n");
    const open = `  ${style.testName}(${style.quote(title)}, ${isAsync ? "async " : ""}() => {`;
    return [...head, open, ...lines.map((line) => broken(line, 4)), "  });"].join("\n");
  });
  return `describe(${style.quote(suite)}, () => {\n${tests.join("\n\n")}\n});`;
}
