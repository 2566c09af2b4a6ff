import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readNamedCoverage } from "../../src/coverage/read-coverage.js";
import { createProject, faultline, fingerprint, isMatrix, type TestProject } from "../support/cli.js";

const example = path.join(import.meta.dirname, "../../examples/tenant-connection");

// The example needs its own dependencies, which only this repository has.
describe.skipIf(isMatrix)("coverage of the example", () => {
  let reports = "";
  beforeAll(() => {
    reports = realpathSync(mkdtempSync(path.join(tmpdir(), "faultline-parts-")));
    for (const [part, suite] of [undefined, ...SUITES].entries()) takeCoverage(path.join(reports, String(part)), suite);
  });
  afterAll(() => rmSync(reports, { recursive: true }));

  /** The honest suite's four parts. */
  const SUITES = ["checking the connection", "applying missing migrations", "the registry", "connecting a tenant"];

  function takeCoverage(dir: string, suite: string | undefined) {
    const options = ["--coverage.reporter=json", "--coverage.reporter=lcov", `--coverage.reportsDirectory=${dir}`];
    const only = suite === undefined ? [] : ["-t", suite];
    const args = ["vitest", "run", "--config", "vitest.honest.config.ts", "--coverage", ...options, ...only];
    const { NODE_ENV, VITEST, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync("npx", args, { cwd: example, env, encoding: "utf8" });
    if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  }

  /** Changes the root of the paths in a report, as another machine has it. */
  function moved(file: string, root: string): string {
    const separator = root.includes("\\") ? "\\" : "/";
    const text = readFileSync(path.join(reports, file), "utf8").replaceAll(
      /([^"\n]*)(src\/[\w-]+\.ts)/g,
      (_, before: string, name: string) => {
        const prefix = before.startsWith("SF:") ? "SF:" : "";
        const place = `${root}${separator}${name.replaceAll("/", separator)}`;
        return prefix + (file.endsWith(".json") ? place.replaceAll("\\", "\\\\") : place);
      },
    );
    const target = path.join(reports, file.replace(/(\.\w+)$/, "-moved$1"));
    writeFileSync(target, text);
    return target;
  }

  const sources = ["check", "connection", "connector", "migrations", "registry", "steps", "tenant"].map((name) => {
    const file = `src/${name}.ts`;
    return { file, text: readFileSync(path.join(example, file), "utf8") };
  });
  const read = (files: readonly string[]) => {
    const { files: found } = readNamedCoverage(files, { projectDir: example, sources, tests: () => [] });
    const lines = ({ hits }: (typeof found)[number]) => Object.entries(hits).map(([line, n]) => [line, n > 0]);
    return Object.fromEntries(found.map((each) => [each.file, lines(each)]));
  };

  it("taken in four parts and merged equals that of one run, line by line", () => {
    const whole = read([path.join(reports, "0/coverage-final.json")]);
    const parts = [1, 2, 3, 4].map((part) => path.join(reports, `${part}/coverage-final.json`));
    expect(read(parts)).toEqual(whole);
    expect(read(parts.slice(1))).not.toEqual(whole);
  });

  it("is the same when the parts are from other machines, and in both formats", () => {
    const parts = [
      moved("1/coverage-final.json", "/home/runner/work/app"),
      moved("2/lcov.info", "C:\\agent\\7\\app"),
      moved("3/coverage-final.json", "D:\\a\\app"),
      moved("4/lcov.info", "/builds/group/app"),
    ];
    expect(read(parts)).toEqual(read([path.join(reports, "0/coverage-final.json")]));
  });

  it("gives the same verdicts by lcov and by Istanbul JSON", async () => {
    const verdicts = async (report: string) => {
      const args = ["--config", "stryker.stubbed.conf.json", "--coverage", path.join(reports, report), "--json"];
      const { stdout, stderr } = await faultline(args, example);
      expect(stdout, stderr).not.toBe("");
      const { coverage, durationMs, ...document } = JSON.parse(stdout);
      expect(coverage.reports).toHaveLength(1);
      // Numbers of tests that ran, and what these said, may differ from run to run; verdicts and lines may not.
      return document.errorPaths.map(({ id, verdict, lines, coveredButUnverified, stubbed }: never) => ({
        ...{ id, verdict, lines, coveredButUnverified, stubbed },
      }));
    };
    expect(await verdicts("0/lcov.info")).toEqual(await verdicts("0/coverage-final.json"));
  });
});

describe("coverage of a project", () => {
  let project: TestProject;
  beforeEach(() => {
    project = createProject("basic");
    for (const name of Object.keys(fingerprint(path.join(project.dir, "src")))) age(`src/${name}`, 60);
    for (const name of Object.keys(fingerprint(path.join(project.dir, "test")))) age(`test/${name}`, 60);
  });
  afterEach(() => project.remove());

  function age(name: string, seconds: number) {
    const at = Date.now() / 1000 - seconds;
    utimesSync(path.join(project.dir, name), at, at);
  }

  function write(name: string, text: string, seconds = 0): string {
    mkdirSync(path.dirname(path.join(project.dir, name)), { recursive: true });
    writeFileSync(path.join(project.dir, name), text);
    age(name, seconds);
    return name;
  }

  const lcov = "SF:src/at-load.ts\nDA:2,1\nDA:3,1\nDA:5,1\nend_of_record\n";
  const run = (...more: readonly string[]) =>
    faultline(["src/at-load.ts", "--operators", "catch-rethrow", "--json", ...more], project.dir);

  it("is taken from coverage/ while that is newer than sources and tests, and the run says so", async () => {
    write("coverage/lcov.info", lcov);
    const { stdout, stderr } = await run();
    expect(JSON.parse(stdout)).toMatchObject({
      coverage: { origin: "reports", reports: ["coverage/lcov.info"], notes: [] },
      errorPaths: [{ lines: { executable: [5], covered: [5] } }],
    });
    expect(stderr).toContain("line coverage: 1 report: coverage/lcov.info");
  });

  it("is not taken from coverage/ once a source has changed, and the run says why", async () => {
    write("coverage/lcov.info", lcov, 120);
    const { stdout, stderr } = await run();
    const { coverage } = JSON.parse(stdout);
    expect(coverage.origin).toBe("provider");
    expect(coverage.notes[0]).toMatch(/^coverage\/lcov.info was not used: .*stale: src\/at-load.ts has changed/);
    expect(stderr).toContain("stale");
  });

  it("is left out with --coverage none", async () => {
    write("coverage/lcov.info", lcov);
    const document = JSON.parse((await run("--coverage", "none")).stdout);
    expect(document.coverage).toMatchObject({ origin: "none" });
    expect(document.errorPaths[0].lines).toBeUndefined();
    expect(document.confidence.gap).toBeUndefined();
  });

  it("takes all reports that follow --coverage, and the source file behind them as a source file", async () => {
    write("1.info", lcov);
    write("2.info", lcov);
    const args = ["--coverage", "1.info", "2.info", "src/at-load.ts", "--operators", "catch-rethrow", "--json"];
    const document = JSON.parse((await faultline(args, project.dir)).stdout);
    expect(document.coverage.reports).toEqual(["1.info", "2.info"]);
    expect(document.errorPaths).toHaveLength(1);
  });

  it.each([
    ["empty", "", /is empty/],
    ["cut off", lcov.slice(0, 20), /is cut off/],
    ["of another project", lcov.replace("src/at-load.ts", "/w/lib/x.ts"), /is of another project/],
    ["of another version", lcov.replace("DA:5", "DA:500"), /of another version of src\/at-load.ts/],
  ])("from a named report that is %s ends with 2 and the reason, before a test runs", async (_, text, reason) => {
    write("bad.info", text);
    const { code, stdout, stderr } = await run("--coverage", "bad.info");
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("leaves the project as it was, also where its own provider takes it", async () => {
    cpSync(path.join(project.dir, "src"), path.join(project.dir, "copy"), { recursive: true });
    const before = fingerprint(project.dir);
    await run();
    expect(fingerprint(project.dir)).toEqual(before);
  });
});
