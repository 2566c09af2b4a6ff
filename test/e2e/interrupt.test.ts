import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createProject, fingerprint, finished, processesIn, start, type TestProject } from "../support/cli.js";

let project: TestProject;
afterEach(() => project.remove());

type Stage = "at once" | "while the sandbox is there" | "while mutants run";

/** Starts a run and waits until it has come to a stage. */
async function runUntil(stage: Stage) {
  project = createProject("slow");
  const before = fingerprint(project.dir);
  const child = start(["src"], project.dir);
  const end = finished(child);
  if (stage === "at once") await wait(150);
  if (stage === "while the sandbox is there") await until(() => hasSandbox());
  if (stage === "while mutants run") await new Promise((resolve) => child.stderr?.once("data", resolve));
  return { child, end, before };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !isSo(); tries++) await wait(50);
}

function hasSandbox(): boolean {
  const temp = path.join(project.dir, ".stryker-tmp");
  if (!existsSync(temp)) return false;
  return readdirSync(temp).some((run) =>
    readdirSync(path.join(temp, run)).some((entry) => entry.startsWith("sandbox")),
  );
}

describe.each<Stage>(["at once", "while the sandbox is there", "while mutants run"])("interrupted %s", (stage) => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s it ends with %i, and leaves nothing behind", async (signal, code) => {
    const { child, end, before } = await runUntil(stage);
    child.kill(signal);
    const result = await end;
    expect(result.code, result.stderr).toBe(code);
    expect(fingerprint(project.dir)).toEqual(before);
    expect(existsSync(path.join(project.dir, ".stryker-tmp"))).toBe(false);
    expect(processesIn(project.dir)).toEqual([]);
  });
});

describe("killed without a chance to clean up", () => {
  it("it leaves no process behind, and the next run clears what is left", async () => {
    const { child, end, before } = await runUntil("while mutants run");
    child.kill("SIGKILL");
    await end;
    await until(() => processesIn(project.dir).length === 0);
    expect(processesIn(project.dir)).toEqual([]);
    const next = await finished(start(["src"], project.dir));
    expect(next.code, next.stderr).toBe(0);
    expect(fingerprint(project.dir)).toEqual(before);
    expect(existsSync(path.join(project.dir, ".stryker-tmp"))).toBe(false);
  });
});

it("interrupted twice, it ends the same", async () => {
  const { child, end } = await runUntil("while mutants run");
  child.kill("SIGINT");
  child.kill("SIGINT");
  expect((await end).code).toBe(130);
  expect(processesIn(project.dir)).toEqual([]);
});
