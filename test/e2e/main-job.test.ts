import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, faultline, fingerprint, processesIn, type Result, type TestProject } from "../support/cli.js";

interface Document {
  readonly complete: boolean;
  readonly tool: { readonly versions: Record<string, string> };
  readonly totals: { readonly mutants: Record<string, number> };
  readonly quarantined: readonly { readonly name: string; readonly file: string }[];
  readonly errorPaths: readonly {
    readonly owner: string;
    readonly kind: string;
    readonly verdict: string;
    readonly notes: readonly string[];
    readonly mutants: readonly {
      readonly operator: string;
      readonly status: string;
      readonly static: boolean;
      readonly reason?: string;
    }[];
  }[];
}

let project: TestProject;
let before: Readonly<Record<string, string>>;
let result: Result;
let document: Document;

beforeAll(async () => {
  project = createProject("basic");
  before = fingerprint(project.dir);
  result = await faultline(["--json", "report.json"], project.dir);
  document = JSON.parse(readFileSync(path.join(project.dir, "report.json"), "utf8"));
});
afterAll(() => project.remove());

const pathIn = (owner: string) => document.errorPaths.find((each) => each.owner === owner);

describe("a run on a small project", () => {
  it("says by its exit code that there are holes", () => {
    expect(result.code, result.stderr).toBe(1);
    expect(result.stdout).toContain("COVERED BUT UNVERIFIED (2)");
    expect(result.stdout).toContain("UNREACHED (1)");
  });

  it("tells verified, covered and unreached error paths apart", () => {
    const verdicts = document.errorPaths.map(({ owner, kind, verdict }) => `${owner} ${kind} ${verdict}`);
    expect(verdicts).toEqual([
      "readMode catch-clause asserted",
      "readConfig error-first-callback asserted",
      "find guard-clause asserted",
      "find catch-clause asserted",
      "load catch-clause unasserted",
      "peek promise-handler unreached",
      "quiet promise-handler asserted",
      "shutDown catch-clause inconclusive",
      "fireAndForget promise-handler unasserted",
    ]);
  });

  it("names what survived", () => {
    const survivors = pathIn("load")?.mutants.filter(({ status }) => status === "survived");
    expect(survivors?.map(({ operator }) => operator)).toEqual(["handler-effect-drop", "handler-value"]);
    expect(result.stdout).toContain("-   return { ok: false };");
    expect(result.stdout).toContain("+   return { ok: true };");
    expect(result.stdout).toContain('run by 1 test: "survives a failing store"');
  });

  it("takes an error outside of any test for a detection", () => {
    const drop = pathIn("fireAndForget")?.mutants.find(({ operator }) => operator === "promise-catch-drop");
    expect(drop).toMatchObject({ status: "killed", reason: expect.stringContaining("outside of a test") });
  });

  it("measures what runs while a module loads", () => {
    expect(pathIn("readMode")?.mutants.length).toBeGreaterThan(0);
    expect(pathIn("readMode")?.mutants.every((mutant) => mutant.static && mutant.status === "killed")).toBe(true);
  });

  it("puts the test and the file in quarantine that fail with no mutant active", () => {
    expect(document.quarantined).toMatchObject([
      { name: expect.stringContaining("the file as a whole"), file: "test/broken.test.ts" },

      { name: expect.stringContaining("fails with no mutant active"), file: "test/store.test.ts" },
    ]);
    expect(result.stdout).toContain("QUARANTINED (2)");
  });

  it("measures every mutant that it generated", () => {
    expect(document.complete).toBe(true);
    expect(document.totals.mutants["error"]).toBe(0);
  });

  it("writes a document of the packaged schema", () => {
    const schema = JSON.parse(readFileSync(new URL("../../schema/report.schema.json", import.meta.url), "utf8"));
    const validate = new Ajv({ allErrors: true }).compile(schema);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  it("says which versions did the work", () => {
    expect(Object.keys(document.tool.versions).sort()).toEqual(
      [
        "@stryker-mutator/core",
        "@stryker-mutator/instrumenter",
        "@stryker-mutator/vitest-runner",
        "faultline",
        "node",
        "vitest",
      ].sort(),
    );
  });

  it("leaves the project as it was, and no process behind", () => {
    const { "report.json": _, ...after } = fingerprint(project.dir);
    expect(after).toEqual(before);
    expect(processesIn(project.dir)).toEqual([]);
  });
});

describe("another run", () => {
  it("with --json prints nothing but the document on standard output", async () => {
    const { stdout } = await faultline(["--json", "src/at-load.ts", "--operators", "catch-rethrow"], project.dir);
    expect(JSON.parse(stdout).errorPaths).toHaveLength(1);
  });

  it("with --strict-baseline ends with 3 and names the failing test", async () => {
    const { code, stderr } = await faultline(["src/store.ts", "--strict-baseline"], project.dir);
    expect(code).toBe(3);
    expect(stderr).toMatch(/tests fail before any mutant is applied.*--strict-baseline is set/);
    expect(stderr).toContain("fails with no mutant active");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("takes several paths, wherever the options stand", async () => {
    const args = [
      "src/at-load.ts",
      "--kinds",
      "catch-clause",
      "src/callback.cjs",
      "--kinds",
      "error-first-callback",
      "--json",
    ];
    const { stdout } = await faultline(args, project.dir);
    expect(JSON.parse(stdout).errorPaths.map(({ file }: { file: string }) => file)).toEqual([
      "src/at-load.ts",
      "src/callback.cjs",
    ]);
  });

  it("on fully asserted code ends with 0", async () => {
    const { code, stdout } = await faultline(["src/callback.cjs"], project.dir);
    expect(stdout).toContain("Every error path that can be judged is asserted.");
    expect(code).toBe(0);
  });
});
