/**
 * A project that is made to mislead the pass: tests that depend on each other, hang, kill their worker, share
 * files and clocks. Whatever the pass says of its mutants, a run of each mutant's own must say too.
 */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, faultline, fingerprint, home, processesIn } from "../support/cli.js";

/** Both engines wait for mutants that hang, and a machine for continuous integration may be slow. */
const PATIENCE_MS = 900_000;

const VITEST = Number(
  JSON.parse(readFileSync(path.join(home, "node_modules/vitest/package.json"), "utf8")).version.split(".", 1)[0],
);

/**
 * What the project's own global set-up writes, and removes at the end. When a mutant hangs, Vitest 5 waits for the
 * run before it tears down, and Stryker does not wait for Vitest.
 */
const isOfGlobalSetup = (file: string) => file.startsWith("hostile-global-setup-");

interface Mutant {
  readonly id: string;
  readonly operator: string;
  readonly status: string;
  readonly reason?: string;
}

interface Document {
  readonly evaluation: { readonly inPass: number; readonly isolated: Readonly<Record<string, number>> };
  readonly quarantined: readonly unknown[];
  readonly errorPaths: readonly {
    readonly file: string;
    readonly range: { readonly start: { readonly line: number } };
    readonly mutants: readonly Mutant[];
    readonly probes: readonly Mutant[];
  }[];
}

interface Run {
  readonly document: Document;
  readonly changedFiles: readonly string[];
  readonly processesLeft: readonly string[];
  readonly tempFilesLeft: readonly string[];
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function run(engine: string, ...paths: readonly string[]): Promise<Run> {
  const { dir } = createProject("hostile");
  const temp = realpathSync(mkdtempSync(path.join(tmpdir(), "faultline-hostile-")));
  folders.push(dir, temp);
  const before = fingerprint(dir);
  const args = [...paths, "--engine", engine, "--coverage", "none", "--json"];
  const { stdout, stderr } = await faultline(args, dir, { TMPDIR: temp, TMP: temp, TEMP: temp });
  expect(stdout, stderr).not.toBe("");
  const after = fingerprint(dir);
  const files = new Set([...Object.keys(before), ...Object.keys(after)]);
  return {
    document: JSON.parse(stdout),
    changedFiles: [...files].filter((file) => before[file] !== after[file]),
    processesLeft: [...processesIn(dir), ...processesIn(temp)],
    tempFilesLeft: readdirSync(temp).filter((file) => VITEST < 5 || !isOfGlobalSetup(file)),
  };
}

function mutantsOf({ errorPaths }: Document): readonly (Mutant & { readonly where: string })[] {
  return errorPaths.flatMap(({ file, range, mutants }) =>
    mutants.map((mutant) => ({ ...mutant, where: `${file}:${range.start.line} ${mutant.operator}` })),
  );
}

/** One line for each mutant whose outcome is not the same. */
function differences(pass: Document, isolated: Document): readonly string[] {
  const others = new Map(mutantsOf(isolated).map((mutant) => [mutant.id, mutant]));
  const outcome = (mutant: Mutant | undefined) =>
    mutant === undefined ? "unknown" : `${mutant.status} (${mutant.reason?.split("\n", 1)[0] ?? "no reason given"})`;
  return mutantsOf(pass)
    .filter(({ id, status }) => others.get(id)?.status !== status)
    .map((mutant) => `${mutant.where}: pass ${outcome(mutant)}, isolated ${outcome(others.get(mutant.id))}`);
}

describe("the pass on a hostile project", () => {
  let isolated: Run;
  let pass: Run;
  beforeAll(async () => {
    isolated = await run("isolated");
    pass = await run("pass");
  }, PATIENCE_MS);

  it("has sound tests", () => {
    expect(isolated.document.quarantined).toEqual([]);
    expect(pass.document.quarantined).toEqual([]);
  });

  it("says of each mutant what a run of its own says", () => {
    expect(mutantsOf(pass.document).map(({ id }) => id)).toEqual(mutantsOf(isolated.document).map(({ id }) => id));
    expect(differences(pass.document, isolated.document)).toEqual([]);
  });

  it("gives a reason for each mutant that has a run of its own", () => {
    const { evaluation } = pass.document;
    const alone = Object.values(evaluation.isolated).reduce((sum, count) => sum + count, 0);
    const isRun = ({ status }: Mutant) => status !== "no-coverage" && status !== "ignored";
    const tried = pass.document.errorPaths.flatMap(({ mutants, probes }) => [...mutants, ...probes]);
    expect(evaluation.inPass + alone).toBe(tried.filter(isRun).length);
    for (const reason of Object.keys(evaluation.isolated)) expect(reason).toMatch(/^\w.* .*\w$/);
    // On Vitest 2.1 there is no pass, and every mutant is run alone.
    if (VITEST < 3) return;
    expect(evaluation.inPass).toBeGreaterThan(0);
    expect(Object.keys(evaluation.isolated).join()).not.toContain("no pass");
  });

  // In the company of others these can be spared by chance: a file that hangs ends the run that they are in.
  it.each(["src/every-nth.ts", "src/killed.ts", "src/memory.ts"])(
    "says so too when it is asked for %s alone",
    async (file) => {
      const [alone, reference] = [await run("pass", file), await run("isolated", file)];
      expect(differences(alone.document, reference.document)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it.each([
    ["isolated", () => isolated],
    ["pass", () => pass],
  ])("leaves nothing behind (%s)", (_, made) => {
    const { changedFiles, processesLeft, tempFilesLeft } = made();
    expect({ changedFiles, processesLeft, tempFilesLeft }).toEqual({
      changedFiles: [],
      processesLeft: [],
      tempFilesLeft: [],
    });
  });
});
