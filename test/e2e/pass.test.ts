import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, faultline, fingerprint, home, processesIn, type TestProject } from "../support/cli.js";

interface Document {
  readonly evaluation: { readonly inPass: number; readonly isolated: Readonly<Record<string, number>> };
  readonly errorPaths: readonly {
    readonly owner: string;
    readonly verdict: string;
    readonly mutants: readonly { readonly id: string; readonly operator: string; readonly status: string }[];
  }[];
}

const vitest = JSON.parse(readFileSync(path.join(home, "node_modules/vitest/package.json"), "utf8")).version;

describe("the pass", () => {
  let project: TestProject;
  let reference: readonly string[];
  beforeAll(async () => {
    project = createProject("basic");
    reference = outcomes(await run("isolated"));
  });
  afterAll(() => project.remove());

  async function run(engine: string): Promise<Document> {
    const { stdout, stderr } = await faultline(["--engine", engine, "--coverage", "none", "--json"], project.dir);
    expect(stdout, stderr).not.toBe("");
    return JSON.parse(stdout);
  }

  const outcomes = ({ errorPaths }: Document) =>
    errorPaths.flatMap(({ owner, mutants }) => mutants.map((each) => `${owner} ${each.operator}: ${each.status}`));

  it("finds what isolated runs find, and leaves nothing behind", async () => {
    const before = fingerprint(project.dir);
    const pass = await run("pass");
    expect(outcomes(pass)).toEqual(reference);
    expect(fingerprint(project.dir)).toEqual(before);
    expect(processesIn(project.dir)).toEqual([]);
    // On Vitest 2.1 there is no pass, and every mutant is run alone.
    if (!vitest.startsWith("2.")) {
      expect(pass.evaluation.inPass).toBeGreaterThan(3);
      expect(pass.evaluation.isolated["runs while a module loads"]).toBe(3);
    } else {
      expect(pass.evaluation.inPass).toBe(0);
    }
  });

  it.skipIf(vitest.startsWith("2.")).each([
    ["threads", { pool: "threads" }],
    ["threads with a context each", { pool: "vmThreads" }],
    ["modules that test files share", { isolate: false }],
    ["retries, and hooks in another order", { retry: 2, sequence: { hooks: "list" } }],
    ["tests at the same time", { sequence: { concurrent: true } }],
  ])("finds the same with %s", async (_, test) => {
    const other = createProject("basic");
    writeFileSync(path.join(other.dir, "vitest.config.mjs"), `export default ${JSON.stringify({ test })};`);
    const { stdout, stderr } = await faultline(["--coverage", "none", "--json"], other.dir);
    expect(stdout, stderr).not.toBe("");
    expect(outcomes(JSON.parse(stdout))).toEqual(reference);
    expect(processesIn(other.dir)).toEqual([]);
    other.remove();
  });
});
