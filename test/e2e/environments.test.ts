/**
 * A project with a DOM: jsdom and happy-dom, as projects of Vitest's that share some test files, so that one test
 * runs in several of them under one id. Whatever the pass says of a mutant, a run of its own must say too.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createProject, faultline, fingerprint, home, processesIn } from "../support/cli.js";

/** A run of each mutant alone takes a second or two, and a machine for continuous integration may be slow. */
const PATIENCE_MS = 600_000;

interface Mutant {
  readonly id: string;
  readonly operator: string;
  readonly status: string;
  readonly killedBy: readonly string[];
  readonly reason?: string;
}

interface Document {
  readonly evaluation: { readonly inPass: number; readonly isolated: Readonly<Record<string, number>> };
  readonly quarantined: readonly unknown[];
  readonly errorPaths: readonly { readonly owner: string; readonly mutants: readonly Mutant[] }[];
}

interface Run {
  readonly document: Document;
  readonly changedFiles: readonly string[];
  readonly processesLeft: readonly string[];
}

/** The matrix installs them with some versions of Vitest only. */
const isInstalled = ["jsdom", "happy-dom"].every((name) => {
  try {
    return createRequire(path.join(home, "package.json")).resolve(name) !== "";
  } catch {
    return false;
  }
});

/** @param pool for the tests; left out: Vitest's default */
async function run(engine: string, pool?: string): Promise<Run> {
  const project = createProject("environments");
  if (pool !== undefined) usePool(path.join(project.dir, "vitest.config.mjs"), pool);
  const before = fingerprint(project.dir);
  const { stdout, stderr } = await faultline(["--engine", engine, "--coverage", "none", "--json"], project.dir);
  expect(stdout, stderr).not.toBe("");
  const after = fingerprint(project.dir);
  const files = new Set([...Object.keys(before), ...Object.keys(after)]);
  const made: Run = {
    document: JSON.parse(stdout),
    changedFiles: [...files].filter((file) => before[file] !== after[file]),
    processesLeft: processesIn(project.dir),
  };
  project.remove();
  return made;
}

function usePool(config: string, pool: string): void {
  const before = readFileSync(config, "utf8");
  const after = before.replace("testTimeout:", `pool: ${JSON.stringify(pool)}, testTimeout:`);
  expect(after).not.toBe(before);
  writeFileSync(config, after);
}

function mutantsOf({ document }: Run): readonly Mutant[] {
  return document.errorPaths.flatMap(({ mutants }) => mutants);
}

function outcomes({ document }: Run): readonly string[] {
  return document.errorPaths.flatMap(({ owner, mutants }) =>
    mutants.map(({ operator, status }) => `${owner} ${operator}: ${status}`),
  );
}

describe.skipIf(!isInstalled)("a project with jsdom, happy-dom and Node", () => {
  let isolated: Run;
  beforeAll(async () => {
    isolated = await run("isolated");
  }, PATIENCE_MS);

  it("has tests that pass, and faults of all sorts", () => {
    expect(isolated.document.quarantined).toEqual([]);
    const statuses = mutantsOf(isolated).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(["killed", "survived"]));
    expect(statuses.length).toBeGreaterThan(40);
  });

  describe.each([
    ["forks", undefined],
    ["contexts in threads", "vmThreads"],
  ])("whose tests run in %s", (_, pool) => {
    let pass: Run;
    beforeAll(async () => {
      pass = await run("pass", pool);
    }, PATIENCE_MS);

    it("has each mutant judged as by a run of its own", () => {
      expect(pass.document.quarantined).toEqual([]);
      expect(outcomes(pass)).toEqual(outcomes(isolated));
    });

    it("has most of them judged in the pass, and none run out of time", () => {
      const { inPass, isolated: alone } = pass.document.evaluation;
      expect(inPass).toBeGreaterThan(0.7 * mutantsOf(pass).length);
      expect(Object.keys(alone).sort()).toEqual([
        "its tests do not always pass without it",
        "survivor to be confirmed",
      ]);
    });

    it("has each killing test named once, though it runs in several projects", () => {
      for (const { document } of [pass, isolated]) {
        const killers = document.errorPaths.flatMap(({ mutants }) => mutants.map(({ killedBy }) => killedBy));
        expect(killers.filter((ids) => new Set(ids).size < ids.length)).toEqual([]);
      }
    });

    // In one project of each the test passes with the mutant, or does not run it.
    it.each(["language", "announce", "check"])("has %s judged by the project that notices", (owner) => {
      const paths = pass.document.errorPaths.filter((each) => each.owner === owner);
      const mutants = paths.flatMap((each) => each.mutants);
      expect(mutants.filter(({ status }) => status === "killed").length).toBeGreaterThan(0);
    });

    it("leaves nothing behind", () => {
      const { changedFiles, processesLeft } = pass;
      expect({ changedFiles, processesLeft }).toEqual({ changedFiles: [], processesLeft: [] });
    });
  });
});
