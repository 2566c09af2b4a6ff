import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createProject, faultline, type Result, type TestProject } from "../support/cli.js";

let project: TestProject | undefined;
afterEach(() => project?.remove());

/** Runs the command line in a project of these files. */
async function given(
  files: Record<string, string | Buffer>,
  args: readonly string[],
  options?: { withVitest: boolean },
): Promise<Result> {
  project = createProject(undefined, options);
  for (const [file, content] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    const target = path.join(project.dir, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return faultline(args, project.dir);
}

const guard = "export function f(a) { if (!a) throw new Error('x'); return a; }\n";
const test =
  "import { expect, test } from 'vitest';\nimport { f } from '../src/a.js';\ntest('f', () => { expect(() => f(0)).toThrow('x'); });\n";
const good = { "src/a.js": guard, "test/a.test.js": test };

describe("wrong usage ends with 2, one clear message and no stack", () => {
  it.each<[string, Record<string, string | Buffer>, string[], RegExp]>([
    ["a missing file", good, ["src/missing.ts"], /No such file or folder: src\/missing\.ts/],
    ["a misspelt command", good, ["lsit"], /No such file or folder: lsit.*Did you mean "list"\?/s],
    [
      "a misspelt option",
      good,
      ["--opertors", "guard-drop"],
      /Unknown argument: opertors.*Did you mean --operators\?/s,
    ],
    ["a folder without sources", { ...good, "docs/a.md": "" }, ["docs"], /No source files in docs/],
    ["a path outside of the project", good, ["../other.ts"], /lies outside/],
    ["no paths and no src folder", { "lib/a.js": guard }, [], /No such file or folder: src/],
    ["a test file", good, ["test/a.test.js"], /is a test file/],
    ["an option without its value", good, ["list", "--kinds"], /Not enough arguments following: kinds/],
    ["a report for a folder that is not there", good, ["--json", "no/report.json"], /no\/report\.json: no such folder/],
    [
      "an unknown operator",
      good,
      ["--operators", "guard-drp"],
      /--operators names an unknown operator: "guard-drp"\. Did you mean "guard-drop"\?/,
    ],
    ["an unknown kind", good, ["--kinds", "catch"], /--kinds names an unknown kind of error path: "catch"/],
    ["a concurrency that is no number", good, ["--concurrency", "many"], /--concurrency must be a whole number/],
    ["a concurrency of none", good, ["--concurrency", "0"], /--concurrency must be a whole number/],
    ["a missing configuration file", good, ["--config", "other.json"], /No such configuration file: other\.json/],
    [
      "a broken configuration",
      { ...good, "stryker.conf.json": '{ "mutate": [ }' },
      [],
      /stryker\.conf\.json:1:15 is not valid JSON/,
    ],
    [
      "an unknown key of ours",
      { ...good, "stryker.conf.json": '{ "faultline": { "kindz": [] } }' },
      [],
      /unknown key "faultline\.kindz"\. Did you mean "kinds"\?/,
    ],
    [
      "an option of Stryker's of a wrong type",
      { ...good, "stryker.conf.json": '{ "concurrency": true }' },
      [],
      /Stryker does not accept its configuration: .*concurrency/s,
    ],
  ])("%s", async (_, files, args, message) => {
    const { code, stdout, stderr } = await given(files, args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  it("a project without Vitest", async () => {
    const { code, stderr } = await given(good, [], { withVitest: false });
    expect(stderr).toMatch(/Vitest is not installed in .*npm install --save-dev vitest/);
    expect(code).toBe(2);
  });

  it("a Vitest that is too old", async () => {
    const { code, stderr } = await given(
      { ...good, "node_modules/vitest/package.json": '{ "version": "1.6.0" }' },
      [],
      { withVitest: false },
    );
    expect(stderr).toMatch(/needs Vitest 2\.1 or later; this project has 1\.6\.0/);
    expect(code).toBe(2);
  });

  it("a Node that is too old", async () => {
    const old =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })";
    project = createProject();
    const { code, stderr } = await faultline(["--version"], project.dir, {
      NODE_OPTIONS: `--import=${JSON.stringify(old)}`,
    });
    expect(stderr).toMatch(/faultline needs Node\.js 20\.19.* this is 18\.20\.0/);
    expect(code).toBe(2);
  });
});

describe("an answer that is not whole ends with 4", () => {
  it("goes on after a file with a syntax error, and names file, line and column", async () => {
    const { code, stdout, stderr } = await given(
      { ...good, "src/b.ts": "export const a = 1;\nexport const b = ;\n" },
      [],
    );
    expect(stdout, stderr).toContain("src/b.ts:2:18 syntax error: Expression expected.");
    expect(stdout).toContain("1 error path in 1 file: 1 asserted");
    expect(code).toBe(4);
  });

  it("goes on after a binary file", async () => {
    const { code, stdout } = await given({ ...good, "src/b.ts": Buffer.from([0, 1, 2, 3]) }, []);
    expect(stdout).toContain("src/b.ts is a binary file");
    expect(code).toBe(4);
  });

  it("says it when no file can be read", async () => {
    const { code, stderr } = await given({ ...good, "src/b.ts": "const = ;" }, ["src/b.ts"]);
    expect(stderr).toMatch(/None of the files can be read as code:\n {2}src\/b\.ts:1:7 syntax error/);
    expect(code).toBe(4);
  });

  it("never lets nothing to check look like all is well", async () => {
    const { code, stdout } = await given({ ...good, "src/empty.ts": "", "src/calm.ts": "export const a = 1;\n" }, [
      "src/empty.ts",
      "src/calm.ts",
    ]);
    expect(stdout).toContain("Nothing to check here: no error paths were found.");
    expect(code).toBe(4);
  });
});

describe("tests that are no evidence end with 3", () => {
  it("no tests", async () => {
    const { code, stderr } = await given({ "src/a.js": guard }, []);
    expect(stderr).toMatch(/No tests were found for these files/);
    expect(code).toBe(3);
  });

  it("every test in quarantine", async () => {
    const { code, stderr } = await given(
      { ...good, "test/a.test.js": test.replace("toThrow('x')", "toThrow('y')") },
      [],
    );
    expect(stderr).toMatch(/Every test fails before any mutant is applied/);
    expect(code).toBe(3);
  });

  it("a test file that does not load", async () => {
    const { code, stderr } = await given({ ...good, "test/a.test.js": `${test}throw new Error('cannot load');` }, []);
    expect(stderr).toMatch(/Every test fails before any mutant is applied.*the file as a whole.*cannot load/s);
    expect(code).toBe(3);
  });

  it("a file whose hooks fail", async () => {
    const { code, stderr } = await given(
      {
        ...good,
        "test/a.test.js": test.replace(
          "test('f'",
          "import { beforeAll } from 'vitest';\nbeforeAll(() => { throw new Error('no database'); });\ntest('f'",
        ),
      },
      [],
    );
    expect(stderr).toMatch(/Every test fails before any mutant is applied.*no database/s);
    expect(code).toBe(3);
  });

  it("a Vitest configuration that throws", async () => {
    const { code, stderr } = await given(
      { ...good, "vitest.config.js": "throw new Error('boo from the config');" },
      [],
    );
    expect(stderr).toMatch(/The tests cannot be run.*boo from the config/s);
    expect(code).toBe(3);
  });
});

describe("unusual sources are read like any other", () => {
  it.each([
    ["a byte order mark", `\uFEFF${guard}`],
    ["CRLF line ends", guard.replaceAll("\n", "\r\n").replace("{ if", "{\r\n  if")],
    [
      "20,000 lines",
      `${guard}${"// a line\nexport const x = 1;\n".replace("export const x = 1;\n", "").repeat(20_000)}`,
    ],
  ])("%s", async (_, source) => {
    const { code, stdout, stderr } = await given({ ...good, "src/a.js": source }, []);
    expect(stdout, stderr).toContain("1 error path in 1 file: 1 asserted");
    expect(code).toBe(0);
  });

  it("a hook of a suite that notices what no test does", async () => {
    const hook = `import { afterAll, describe, expect, test } from 'vitest';
import { f } from '../src/a.js';
describe('suite', () => {
  let caught;
  test('f', () => { try { f(0); } catch (error) { caught = error; } });
  afterAll(() => { expect(caught).toBeDefined(); });
});
`;
    const { code, stdout, stderr } = await given({ ...good, "test/a.test.js": hook }, []);
    expect(stdout, stderr).toContain("1 error path in 1 file: 1 asserted");
    expect(code).toBe(0);
  });

  it("a comment of Stryker's that suppresses mutants", async () => {
    const suppressed = `export function f(a) {\n  // Stryker disable next-line all: the caller checks\n  if (!a) throw new Error('x');\n  return a;\n}\n`;
    const { code, stdout, stderr } = await given({ ...good, "src/a.js": suppressed }, []);
    expect(stdout, stderr).toContain("1 mutant: 1 ignored");
    expect(stdout).toContain("all its mutants are suppressed");
    expect(code).toBe(0);
  });

  it("names that are patterns to others", async () => {
    const { code, stdout, stderr } = await given(
      { "src/[id] (1).js": guard, "test/a.test.js": test.replace("a.js", "[id] (1).js") },
      ["src/[id] (1).js"],
    );
    expect(stdout, stderr).toContain("1 error path in 1 file: 1 asserted");
    expect(code).toBe(0);
  });
});

it("takes --json in front of the command", async () => {
  const { stdout } = await given(good, ["--json", "list", "src"]);
  expect(JSON.parse(stdout).errorPaths).toHaveLength(1);
});

it("lists each of the files named", async () => {
  const { stdout } = await given({ ...good, "src/b.ts": guard }, ["list", "src/a.js", "src/b.ts"]);
  expect(stdout).toContain("2 error paths, 2 mutants in 2 files.");
});

it("lists without running a test, and says what it could not read", async () => {
  const { code, stdout } = await given({ ...good, "src/b.ts": "const = ;" }, ["list"]);
  expect(stdout).toContain("guard-drop");
  expect(stdout).toContain("src/b.ts:1:7 syntax error");
  expect(code).toBe(4);
});
