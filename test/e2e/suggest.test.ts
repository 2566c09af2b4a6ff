import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProject, faultline, home, type TestProject } from "../support/cli.js";

const SOURCE = `export class NotThere extends Error {}

export interface Store {
  find(id: string): Promise<{ name: string } | undefined>;
  close(): Promise<void>;
}

export async function nameOf(store: Store, id: string): Promise<string> {
  if (!id.trim()) throw new NotThere("an id is needed");
  try {
    const found = await store.find(id);
    return found?.name ?? "nobody";
  } catch (cause) {
    await store.close();
    throw new Error("the store is down", { cause });
  }
}
`;

const TEST = `import { expect, it } from "vitest";
import { nameOf } from "../src/store.js";

it("has a name", async () => {
  expect(await nameOf({ find: async () => ({ name: "a" }), close: async () => {} }, "1")).toBe("a");
});
`;

const WRITTEN = "test/store.errors.test.ts";

describe("faultline suggest", () => {
  let project: TestProject;

  beforeEach(() => {
    project = createProject();
    for (const folder of ["src", "test"]) mkdirSync(path.join(project.dir, folder));
    writeFileSync(path.join(project.dir, "package.json"), '{ "type": "module" }');
    writeFileSync(path.join(project.dir, "src/store.ts"), SOURCE);
    writeFileSync(path.join(project.dir, "test/store.test.ts"), TEST);
  });
  afterEach(() => project.remove());

  it("writes tests that pass, and that kill what no test killed before", async () => {
    const before = await faultline(["src/store.ts", "--coverage", "none", "--json", "report.json"], project.dir);
    expect(before.code).toBe(1);
    const suggested = await faultline(
      ["suggest", "src/store.ts", "--report", "report.json", "--write", WRITTEN],
      project.dir,
    );
    expect(suggested).toMatchObject({ code: 0, stdout: "" });
    expect(suggested.stderr).toContain(`3 tests, written to ${WRITTEN}.`);
    const vitest = path.join(home, "node_modules/vitest/vitest.mjs");
    const { status } = spawnSync(process.execPath, [vitest, "run", WRITTEN], { cwd: project.dir, encoding: "utf8" });
    expect(status).toBe(0);
    const after = await faultline(["src/store.ts", "--coverage", "none"], project.dir);
    expect(after.code).toBe(0);
    const again = await faultline(["suggest", "src/store.ts"], project.dir);
    expect(again).toMatchObject({ code: 0, stdout: "" });
    expect(again.stderr).toContain("Nothing to suggest: tests verify every error path of src/store.ts.");
  });

  it("never overwrites, and says so before it runs anything", async () => {
    const refused = await faultline(["suggest", "src/store.ts", "--write", "test/store.test.ts"], project.dir);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toBe(
      "faultline: test/store.test.ts exists already, and is left as it is. Name a new file: --write another.test.ts.\n",
    );
    expect(readFileSync(path.join(project.dir, "test/store.test.ts"), "utf8")).toBe(TEST);
  });

  it("prints the test for one mutant by its id", async () => {
    await faultline(["src/store.ts", "--coverage", "none", "--json", "report.json"], project.dir);
    const report = JSON.parse(readFileSync(path.join(project.dir, "report.json"), "utf8"));
    const [mutant] = report.errorPaths[0].mutants;
    const one = await faultline(
      ["suggest", "src/store.ts", "--report", "report.json", "--only", mutant.id.slice(0, 6)],
      project.dir,
    );
    expect(one.code).toBe(0);
    expect(one.stdout.match(/Should kill/g)).toHaveLength(1);
    expect(one.stdout).toContain(mutant.id);
    const none = await faultline(["suggest", "src/store.ts", "--report", "report.json", "--only", "zzz"], project.dir);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain("has the id zzz");
    expect(existsSync(path.join(project.dir, WRITTEN))).toBe(false);
  });
});
