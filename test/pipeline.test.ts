import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../src/engine/engine.js";
import type { Baseline } from "../src/model.js";
import { check, takeInventory } from "../src/pipeline.js";
import { baseline, outcome } from "./support/records.js";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "faultline-pipeline-"));
  writeFileSync(
    path.join(dir, "a.ts"),
    "export function f(a) { if (!a) throw new Error('x'); try { g(a); } catch (e) { h(e); } }",
  );
  writeFileSync(path.join(dir, "b.ts"), "export const broken = ;");
});
afterEach(() => rmSync(dir, { recursive: true }));

const never = new AbortController().signal;
const evaluation = { inPass: 0, isolated: {} };

/** Kills every mutant, in an environment with these tests. */
function engineWith(found: (paths: readonly { id: string }[]) => Baseline): Engine {
  return {
    async run({ paths, mutants }, events) {
      events.onBaseline(found(paths));
      for (const mutant of mutants) events.onOutcome(outcome(mutant, "killed"));
      return { versions: { fake: "1" }, evaluation };
    },
  };
}

const allReached = engineWith((paths) => baseline(Object.fromEntries(paths.map(({ id }) => [id, ["t1"]]))));

describe("the inventory", () => {
  it("goes on after a file that cannot be read as code", async () => {
    const { paths, problems, sources } = await takeInventory({ projectDir: dir, files: ["a.ts", "b.ts"] });
    expect(paths.map(({ kind }) => kind)).toEqual(["guard-clause", "catch-clause"]);
    expect(problems).toMatchObject([{ file: "b.ts", position: { line: 1 } }]);
    expect(sources.map(({ file }) => file)).toEqual(["a.ts"]);
  });

  it("holds only the kinds and operators asked for", async () => {
    const { paths, mutants } = await takeInventory({
      projectDir: dir,
      files: ["a.ts"],
      kinds: ["catch-clause"],
      operators: ["catch-rethrow"],
    });
    expect(paths.map(({ kind }) => kind)).toEqual(["catch-clause"]);
    expect(mutants.map(({ operator }) => operator)).toEqual(["catch-rethrow"]);
  });

  it("calls no comment stale for a mutant that was not asked for", async () => {
    writeFileSync(path.join(dir, "c.ts"), "// Stryker disable next-line guard-drop: gone\ngo();");
    const staleOf = async (selected: object) =>
      (await takeInventory({ projectDir: dir, files: ["c.ts"], ...selected })).stale.length;
    expect(await staleOf({})).toBe(1);
    expect(await staleOf({ operators: ["catch-swallow"] })).toBe(0);
    expect(await staleOf({ kinds: ["guard-clause"] })).toBe(0);
  });
});

it("stops between two files when it is told to", async () => {
  const reason = new Error("interrupted");
  await expect(takeInventory({ projectDir: dir, files: ["a.ts"] }, AbortSignal.abort(reason))).rejects.toBe(reason);
});

describe("a check", () => {
  const inventory = () => takeInventory({ projectDir: dir, files: ["a.ts"] });
  const run = async (engine: Engine, strictBaseline = false) =>
    check(await inventory(), { projectDir: dir, version: "0", strictBaseline }, engine, never);

  it("judges what the engine found", async () => {
    const report = await run(allReached);
    expect(report.totals.paths).toEqual({ asserted: 2, unasserted: 0, unreached: 0, inconclusive: 0 });
    expect(report.incomplete).toBe(false);
    expect(report.versions).toEqual({ faultline: "0", fake: "1" });
  });

  it("is incomplete where the engine ends early", async () => {
    const silentEngine: Engine = {
      async run(_, events) {
        events.onBaseline(baseline({ x: ["t1"] }));
        return { versions: {}, evaluation };
      },
    };
    expect((await run(silentEngine)).incomplete).toBe(true);
  });

  it("does not start the engine where there is nothing to run", async () => {
    const noEngine: Engine = { run: () => Promise.reject(new Error("started")) };
    const report = await check(
      { ...(await inventory()), paths: [], mutants: [] },
      { projectDir: dir, version: "0" },
      noEngine,
      never,
    );
    expect(report.verdicts).toEqual([]);
  });

  it("says that there are no tests", async () => {
    await expect(run(engineWith(() => baseline({})))).rejects.toThrow(/No tests were found/);
  });

  it("says that every test is in quarantine", async () => {
    const quarantined = [{ name: "red", file: "a.test.ts", message: "no" }];
    await expect(run(engineWith(() => baseline({}, { quarantined })))).rejects.toThrow(
      /Every test fails before any mutant.*\n {2}a\.test\.ts {2}red/,
    );
  });

  it("ends at the first failing test where that is asked for, and goes on without it otherwise", async () => {
    const quarantined = [{ name: "red", file: "a.test.ts", message: "no" }];
    const engine = engineWith((paths) =>
      baseline(Object.fromEntries(paths.map(({ id }) => [id, ["t1"]])), { quarantined }),
    );
    await expect(run(engine, true)).rejects.toThrow(
      /1 of 2 tests fail before any mutant is applied, and --strict-baseline is set/,
    );
    expect((await run(engine)).baseline.quarantined).toEqual(quarantined);
  });
});
