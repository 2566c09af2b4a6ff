import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { providerCoverage } from "../../src/coverage/provider-coverage.js";
import { type CoverageQuestion, findCoverage, readNamedCoverage } from "../../src/coverage/read-coverage.js";
import { UsageError } from "../../src/errors.js";

const text = "one\ntwo\nthree\n";
const HOUR = 3600;
let dir = "";
let question: CoverageQuestion;

beforeEach(() => {
  dir = realpathSync(mkdtempSync(path.join(tmpdir(), "faultline-coverage-")));
  write("src/a.ts", text, -2 * HOUR);
  write("src/b.ts", text, -2 * HOUR);
  write("test/a.test.ts", "", -2 * HOUR);
  const sources = ["src/a.ts", "src/b.ts"].map((file) => ({ file, text }));
  question = { projectDir: dir, sources, tests: () => ["test/a.test.ts"] };
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Writes a file that is `age` seconds old or, below nought, so many seconds from being written now. */
function write(name: string, content: string, age = 0) {
  const file = path.join(dir, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  const at = Date.now() / 1000 + age;
  utimesSync(file, at, at);
  return name;
}

const lcov = (files: Record<string, Record<number, number>>) =>
  Object.entries(files)
    .map(([file, hits]) => {
      const lines = Object.entries(hits).map(([line, count]) => `DA:${line},${count}\n`);
      return `TN:\nSF:${file}\n${lines.join("")}end_of_record\n`;
    })
    .join("");

const istanbul = (files: Record<string, Record<number, number>>) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(files).map(([file, hits]) => {
        const lines = Object.keys(hits).map(Number);
        const statementMap = lines.map((line) => ({ start: { line, column: 2 }, end: { line, column: 3 } }));
        const branches = { fnMap: {}, f: {}, branchMap: {}, b: {} };
        return [file, { path: file, statementMap: { ...statementMap }, s: { ...Object.values(hits) }, ...branches }];
      }),
    ),
  );

const hitsOf = (coverage: ReturnType<typeof readNamedCoverage>) =>
  Object.fromEntries(coverage.files.map(({ file, hits }) => [file, hits]));

describe("coverage from named reports", () => {
  it("of several parts covers a line if any part does", () => {
    write("parts/1.json", istanbul({ "/w1/src/a.ts": { 1: 1, 2: 0 }, "/w1/src/b.ts": { 1: 0 } }));
    write("parts/2.info", lcov({ "C:\\w2\\src\\a.ts": { 1: 2, 2: 0, 3: 4 } }));
    write("parts/3.json", istanbul({ "src/b.ts": { 1: 1 } }));
    const coverage = readNamedCoverage(["parts/*.json", "parts/2.info"], question);
    expect(hitsOf(coverage)).toEqual({ "src/a.ts": { 1: 3, 2: 0, 3: 4 }, "src/b.ts": { 1: 1 } });
    expect(coverage).toMatchObject({ origin: "reports", notes: [] });
    expect(coverage.reports).toEqual(["parts/1.json", "parts/3.json", "parts/2.info"]);
  });

  it("is the same from lcov and from Istanbul JSON", () => {
    const files = { "src/a.ts": { 1: 1, 3: 0 }, "src/b.ts": { 2: 7 } };
    write("a.json", istanbul(files));
    write("a.info", lcov(files));
    expect(hitsOf(readNamedCoverage(["a.info"], question))).toEqual(hitsOf(readNamedCoverage(["a.json"], question)));
  });

  it("may be a folder that holds a report", () => {
    write("out/lcov.info", lcov({ "src/a.ts": { 1: 1 } }));
    expect(readNamedCoverage(["out"], question).reports).toEqual([path.join("out", "lcov.info")]);
    mkdirSync(path.join(dir, "nothing"));
    expect(() => readNamedCoverage(["nothing"], question)).toThrow(/no coverage report in the folder nothing/);
  });

  it("says which files it leaves open", () => {
    write("a.info", lcov({ "src/a.ts": { 1: 1 } }));
    expect(readNamedCoverage(["a.info"], question).notes).toEqual([expect.stringContaining("nothing of src/b.ts")]);
  });

  it("leaves out a part of another package, and says so", () => {
    write("1.info", lcov({ "src/a.ts": { 1: 1 }, "src/b.ts": { 1: 1 } }));
    write("2.info", lcov({ "/ci/mono/packages/shared/lib/x.ts": { 1: 1 } }));
    expect(readNamedCoverage(["1.info", "2.info"], question)).toMatchObject({
      reports: ["1.info"],
      notes: [expect.stringContaining("2.info was not used")],
    });
  });

  it("takes nyc's raw files", () => {
    write(".nyc_output/1.json", istanbul({ "src/a.ts": { 1: 1 } }));
    write(".nyc_output/2.json", istanbul({ "src/a.ts": { 2: 1 }, "src/b.ts": { 1: 0 } }));
    expect(hitsOf(readNamedCoverage([".nyc_output"], question))["src/a.ts"]).toEqual({ 1: 1, 2: 1 });
  });

  it("takes a part that holds no file among others, and not alone", () => {
    write("1.json", "{}");
    write("2.json", istanbul({ "src/a.ts": { 1: 1 } }));
    expect(readNamedCoverage(["1.json", "2.json"], question).files).toHaveLength(1);
    expect(() => readNamedCoverage(["1.json"], question)).toThrow(/1.json holds no file/);
  });

  it.each<[string, () => string, RegExp]>([
    ["missing", () => "gone.info", /No such coverage report: gone.info/],
    ["a glob of nothing", () => "parts/*.json", /No such coverage report: parts\/\*\.json/],
    [
      "of another project",
      () => write("x.info", lcov({ "/w/lib/x.ts": { 1: 1 } })),
      /is of another project.*\/w\/lib\/x.ts/,
    ],
    [
      "of another version",
      () => write("v.info", lcov({ "src/a.ts": { 9: 1 } })),
      /another version of src\/a.ts.*line 9/,
    ],
    [
      "older than a source",
      () => write("o.info", lcov({ "src/a.ts": { 1: 1 } }), -3 * HOUR),
      /stale: src\/a.ts has changed/,
    ],
  ])("that is %s is refused with the reason", (_, give, message) => {
    const name = give();
    expect(() => readNamedCoverage([name], question)).toThrow(UsageError);
    expect(() => readNamedCoverage([name], question)).toThrow(message);
  });

  it("older than a test is refused, unless times mean nothing", () => {
    write("a.info", lcov({ "src/a.ts": { 1: 1 } }), -HOUR);
    write("test/a.test.ts", "changed");
    expect(() => readNamedCoverage(["a.info"], question)).toThrow(
      /stale: test\/a.test.ts has changed.*--ignore-coverage-age/,
    );
    expect(readNamedCoverage(["a.info"], { ...question, ignoreAge: true }).files).toHaveLength(1);
  });

  it("of 50 megabytes is read", () => {
    const hits = Object.fromEntries(Array.from({ length: 3000 }, (_, line) => [line + 1, line % 3]));
    const others = Array.from({ length: 1800 }, (_, n) => [`/w/src/other/${n}.ts`, hits]);
    const files = { ...Object.fromEntries(others), "/w/src/a.ts": { 1: 1, 2: 0 } };
    const report = lcov(files);
    expect(report.length).toBeGreaterThan(50_000_000);
    for (const [_, name] of others.entries()) write(String(name[0]).slice("/w/".length), text, -2 * HOUR);
    write("big.info", report);
    expect(hitsOf(readNamedCoverage(["big.info"], question))).toEqual({ "src/a.ts": { 1: 1, 2: 0 } });
  });
});

describe("coverage that is looked for", () => {
  it("is taken from the usual places while it is newer than sources and tests", () => {
    write("coverage/coverage-final.json", istanbul({ "src/a.ts": { 1: 1 } }));
    expect(findCoverage(question).coverage?.reports).toEqual(["coverage/coverage-final.json"]);
  });

  it("is not taken from a stale, foreign or broken report, which is said", () => {
    write("coverage/coverage-final.json", istanbul({ "src/a.ts": { 1: 1 } }), -3 * HOUR);
    write("coverage/lcov.info", lcov({ "/w/lib/x.ts": { 1: 1 } }));
    write("reports/coverage/lcov.info", "<html>");
    mkdirSync(path.join(dir, "reports/coverage/coverage-final.json"), { recursive: true });
    const { coverage, notes } = findCoverage(question);
    expect(coverage).toBeUndefined();
    expect(notes).toEqual([
      expect.stringMatching(/^coverage\/coverage-final.json was not used: .*stale: src\/a.ts/),
      expect.stringMatching(/^coverage\/lcov.info was not used: .*another project/),
      expect.stringMatching(/^reports\/coverage\/coverage-final.json was not used: .*cannot be read: EISDIR/),
      expect.stringMatching(/^reports\/coverage\/lcov.info was not used: .*neither JSON nor lcov/),
    ]);
  });

  it("goes on to a report that says something of these files", () => {
    write("src/c.ts", text, -2 * HOUR);
    write("coverage/coverage-final.json", istanbul({ "src/c.ts": { 1: 1 } }));
    write("coverage/lcov.info", lcov({ "src/a.ts": { 1: 1 } }));
    expect(findCoverage(question).coverage?.reports).toEqual(["coverage/lcov.info"]);
  });

  it("is nothing where there is no report", () => {
    expect(findCoverage(question)).toEqual({ notes: [] });
  });
});

describe("coverage by the project's provider", () => {
  const { sources } = { sources: [{ file: "src/a.ts", text }] };

  it("names the provider", () => {
    const made = { provider: "@vitest/coverage-v8", report: istanbul({ [path.join(dir, "src/a.ts")]: { 1: 1 } }) };
    expect(providerCoverage(made, dir, sources, [])).toMatchObject({
      origin: "provider",
      reports: ["@vitest/coverage-v8"],
      files: [{ file: "src/a.ts", hits: { 1: 1 } }],
    });
  });

  it.each([
    [{ problem: "the project has no coverage provider of Vitest's" }, /no coverage run: the project has no/],
    [{ provider: "custom", report: "<html>" }, /the coverage run is of no use: .*neither JSON nor lcov/],
  ])("that is none leaves it to Stryker, and says why", (made, note) => {
    const coverage = providerCoverage(made, dir, sources, ["before"]);
    expect(coverage).toMatchObject({ origin: "per-test", files: [] });
    expect(coverage.notes).toEqual(["before", expect.stringMatching(note)]);
  });
});
