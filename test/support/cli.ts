/** Runs the real command line on throw-away copies of projects. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const { FAULTLINE_NODE, FAULTLINE_HOME } = process.env;

/** Where faultline and the project's Vitest are installed: here, or in a project of the test matrix. */
export const home = FAULTLINE_HOME ?? root;
export const isMatrix = FAULTLINE_HOME !== undefined;
const bin = isMatrix ? path.join(home, "node_modules/faultline/bin/faultline.js") : path.join(root, "bin/faultline.js");

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment, without what Vitest and the caller's terminal put into it. */
export function withoutColorSettings(): NodeJS.ProcessEnv {
  const { NO_COLOR, FORCE_COLOR, VITEST, NODE_ENV, ...inherited } = process.env;
  return inherited;
}

export function start(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(FAULTLINE_NODE ?? process.execPath, [bin, ...args], {
    cwd,
    env: { ...withoutColorSettings(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export function finished(child: ChildProcess): Promise<Result> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk) => (stdout += chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // A process that a signal ended has the exit code that shells give it.
    child.once("close", (code, signal) =>
      resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGKILL"], stdout, stderr }),
    );
  });
}

export function faultline(args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Result> {
  return finished(start(args, cwd, env));
}

export interface TestProject {
  readonly dir: string;
  remove(): void;
}

/** An empty project, or a copy of one under test/fixtures/projects. */
export function createProject(name?: string, { withVitest = true } = {}): TestProject {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "faultline-e2e-")));
  if (name !== undefined) cpSync(path.join(root, "test/fixtures/projects", name), dir, { recursive: true });
  if (withVitest) symlinkSync(path.join(home, "node_modules"), path.join(dir, "node_modules"));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** All files of a project by name and content, for comparing before and after. */
export function fingerprint(dir: string): Readonly<Record<string, string>> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(dir, file), createHash("sha256").update(readFileSync(file)).digest("hex")]),
  );
}

/** Processes whose working directory lies in a folder: what a run has left behind. Linux only. */
export function processesIn(dir: string): readonly string[] {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && realpathSync(`/proc/${pid}/cwd`).startsWith(dir);
    } catch {
      return false;
    }
  });
}
