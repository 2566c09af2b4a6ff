import { readFileSync } from "node:fs";
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

describe("the pass", () => {
  let project: TestProject;
  beforeAll(() => {
    project = createProject("basic");
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
    expect(outcomes(pass)).toEqual(outcomes(await run("isolated")));
    expect(fingerprint(project.dir)).toEqual(before);
    expect(processesIn(project.dir)).toEqual([]);
    // On Vitest 2.1 there is no pass, and every mutant is run alone.
    const vitest = JSON.parse(readFileSync(path.join(home, "node_modules/vitest/package.json"), "utf8")).version;
    if (!vitest.startsWith("2.")) {
      expect(pass.evaluation.inPass).toBeGreaterThan(3);
      expect(pass.evaluation.isolated["runs while a module loads"]).toBe(2);
    } else {
      expect(pass.evaluation.inPass).toBe(0);
    }
  });
});
