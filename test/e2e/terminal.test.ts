import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { widthOf } from "../../src/reporters/width.js";
import { createProject, faultline, fingerprint, isMatrix, processesIn, type TestProject } from "../support/cli.js";
import { hasTerminal, onTerminal } from "../support/pty.js";

let project: TestProject;
afterEach(() => project.remove());

/** One at a time, so that survivors come in the same order each time. */
const QUICK = ["--coverage", "none", "--concurrency", "1"];
const COLOR = /\u001b\[[\d;]*m/g;

/** What is left on the screen: a line that was redrawn is what it was last, and times are none. */
function settled(screen: string): string {
  return screen
    .replaceAll(COLOR, "")
    .split("\n")
    .map((line) => line.split(/\r\u001b\[K/).at(-1))
    .join("\n")
    .replace(/\d+(\.\d+)? s\b/g, "N s");
}

describe.skipIf(!hasTerminal || isMatrix)("at a terminal", () => {
  it.each([40, 80, 200])("of %i columns nothing is garbled, and it looks like this", async (columns) => {
    project = createProject("basic");
    const { code, screen } = await onTerminal(["src/store.ts", ...QUICK], project.dir, { columns });
    expect(code).toBe(1);
    expect(screen).toMatch(COLOR);
    // Each state of the progress line, too, as the terminal would show it.
    const shown = screen.replaceAll(COLOR, "").split(/\n|\r\u001b\[K/);
    for (const line of shown) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    expect(settled(screen)).toMatchSnapshot();
  });

  it.each([
    ["NO_COLOR", [], { NO_COLOR: "1" }],
    ["--no-color", ["--no-color"], {}],
  ])("%s takes the colours, also from the survivors as they come", async (_, args, env) => {
    project = createProject("basic");
    const { screen } = await onTerminal(["src/store.ts", ...QUICK, ...args], project.dir, {
      columns: 80,
      env,
    });
    expect(screen).toContain("survived: src/store.ts:");
    expect(screen).not.toMatch(COLOR);
  });

  it("Ctrl-C half-way ends it with 130, clears the line, and leaves nothing behind", async () => {
    project = createProject("slow");
    const before = fingerprint(project.dir);
    const { code, screen } = await onTerminal(["src"], project.dir, {
      columns: 40,
      interruptAt: /running the tests: [1-9]/,
    });
    expect(code, screen).toBe(130);
    expect(screen).toMatch(/\r\u001b\[Kfaultline: interrupted; nothing was left behind\n$/);
    expect(fingerprint(project.dir)).toEqual(before);
    expect(existsSync(path.join(project.dir, ".stryker-tmp"))).toBe(false);
    expect(processesIn(project.dir)).toEqual([]);
  });
});

describe("in a pipe", () => {
  it("there are neither colours nor redrawn lines, and the report stands alone on standard output", async () => {
    project = createProject("basic");
    const { stdout, stderr } = await faultline(["src/store.ts", ...QUICK], project.dir);
    expect(stdout + stderr).not.toMatch(/[\u001b\r]/);
    expect(stdout).toMatch(/^COVERED BUT|^RUN BUT/);
    expect(stderr).toMatch(/^survived: src\/store\.ts:\d+:\d+ [\w-]+ [0-9a-f]{10}$/m);
  });

  it("there are colours if they are forced", async () => {
    project = createProject("basic");
    const { stdout } = await faultline(["list", "src/store.ts"], project.dir, { FORCE_COLOR: "1" });
    expect(stdout).toMatch(COLOR);
  });
});
