/** The Stryker engine, seen from the command line's process: starts the host, and cleans up after it. */
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { BaselineError, FaultlineError, messageOf, UsageError } from "../../errors.js";
import type { Engine, EngineEvents, EngineRequest, EngineResult } from "../engine.js";
import type { FailureReason, HostMessage, Job } from "./protocol.js";
import { checkVitest } from "./vitest-version.js";

const HOST = fileURLToPath(new URL("./host.js", import.meta.url));
const TEMP = ".stryker-tmp";
/** How long the host's process group may take to end after it was asked to, in milliseconds. */
const GRACE_MS = 2_000;

/**
 * Starts the host at once, so that Stryker loads while error paths are still being looked for.
 * An engine runs once; `dispose` ends it if it was never run.
 */
export function startStrykerEngine(projectDir: string): Engine & { dispose(): void } {
  checkVitest(projectDir);
  const host = fork(HOST, [], {
    cwd: projectDir,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
  });
  return {
    run: (request, events, signal) => runOnHost(host, request, events, signal),
    dispose: () => killGroup(host),
  };
}

async function runOnHost(
  host: ChildProcess,
  request: EngineRequest,
  events: EngineEvents,
  signal: AbortSignal,
): Promise<EngineResult> {
  removeStale(request.projectDir);
  const tempDir = `${TEMP}/faultline-${process.pid}-${randomBytes(3).toString("hex")}`;
  const cleanUp = () => {
    killGroup(host);
    removeTemp(request.projectDir, tempDir);
  };
  process.once("exit", cleanUp);
  const output = collectOutput(host, request.onLog);
  try {
    host.send(jobOf(request, tempDir));
    const message = await conversation(host, events, signal, output);
    if (message.type === "done") return { versions: message.versions, evaluation: message.evaluation };
    if (message.type !== "failed") throw new Error(`unexpected last word of Stryker's process: ${message.type}`);
    await ended(host);
    throw failureOf(message.reason, message.message, output());
  } finally {
    await ended(host);
    cleanUp();
    process.off("exit", cleanUp);
  }
}

function jobOf(request: EngineRequest, tempDir: string): Job {
  const { projectDir, paths, mutants, configFile, concurrency, ignorePatterns = [], plugins = [], onLog } = request;
  const { takeCoverage = false, vitest = {}, onePass = false, setsTimeout = false } = request;
  const { dryRunTimeoutMinutes = 5 } = request;
  return {
    projectDir,
    tempDir,
    paths,
    mutants,
    ignorePatterns,
    plugins,
    log: onLog !== undefined,
    takeCoverage,
    vitest,
    onePass,
    setsTimeout,
    dryRunTimeoutMinutes,
    ...(configFile === undefined ? {} : { configFile }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}

/** Hands on what the host says, until its last word. */
function conversation(
  host: ChildProcess,
  events: EngineEvents,
  signal: AbortSignal,
  output: () => readonly string[],
): Promise<HostMessage> {
  return new Promise((resolve, reject) => {
    const stop = (error: unknown) => {
      killGroup(host);
      reject(error);
    };
    signal.addEventListener("abort", () => stop(signal.reason), { once: true });
    host.once("error", reject);
    host.once("exit", (code, by) =>
      stop(new Error(`Stryker's process ended with ${by ?? `code ${code}`}. Its last words:\n${output().join("\n")}`)),
    );
    host.on("message", (message: HostMessage) => {
      try {
        if (message.type === "coverage") events.onCoverage?.(message.coverage);
        else if (message.type === "baseline") events.onBaseline(message.baseline);
        else if (message.type === "outcome") events.onOutcome(message.outcome);
        else resolve(message);
      } catch (error) {
        stop(error);
      }
    });
    if (signal.aborted) stop(signal.reason);
  });
}

function failureOf(reason: FailureReason, message: string, output: readonly string[]): Error {
  switch (reason) {
    case "configuration":
      return new UsageError(
        `Stryker does not accept its configuration: ${[...errorsIn(output), message].join("\n  ")}`,
      );
    case "tests-cannot-run":
      return new BaselineError(
        `The tests cannot be run, so there is nothing to judge by: ${message}\nSee that \`npx vitest run\` works here, and try again with --verbose.`,
      );
    case "bug":
      return new Error(message);
  }
}

/** What Stryker logged as errors, without its time, process and class. */
function errorsIn(output: readonly string[]): readonly string[] {
  return output.flatMap((line) => /\bERROR \w+ (.*)$/.exec(line)?.[1] ?? []);
}

/** Collects what the host writes; tells its last lines when asked. */
function collectOutput(host: ChildProcess, onLog: ((line: string) => void) | undefined): () => readonly string[] {
  const lines: string[] = [];
  for (const stream of [host.stdout, host.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      for (const line of chunk.split("\n")) {
        if (line.trim() === "") continue;
        lines.push(line);
        onLog?.(line);
      }
      lines.splice(0, Math.max(0, lines.length - 20));
    });
  }
  return () => lines;
}

/** Waits for the host to end by itself, then no longer. */
function ended(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      killGroup(host);
      resolve();
    }, GRACE_MS);
    host.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Ends the host and everything that it started. */
function killGroup(host: ChildProcess): void {
  if (host.pid === undefined) return;
  try {
    if (process.platform === "win32") host.kill("SIGKILL");
    else process.kill(-host.pid, "SIGKILL");
  } catch (error) {
    // It has already ended.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function removeTemp(projectDir: string, tempDir: string): void {
  rmSync(path.join(projectDir, tempDir), { recursive: true, force: true, maxRetries: 3 });
  removeIfEmpty(path.join(projectDir, TEMP));
}

function removeIfEmpty(dir: string): void {
  try {
    rmdirSync(dir);
  } catch (error) {
    if (!["ENOTEMPTY", "ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw new FaultlineError(`Cannot remove ${dir}: ${messageOf(error)}`, 4);
    }
  }
}

/** Folders of runs that were killed so hard that nobody could clean up. */
function removeStale(projectDir: string): void {
  let entries: string[];
  try {
    entries = readdirSync(path.join(projectDir, TEMP));
  } catch {
    return;
  }
  for (const entry of entries) {
    const pid = Number(/^faultline-(\d+)-/.exec(entry)?.[1]);
    if (Number.isInteger(pid) && !isAlive(pid)) removeTemp(projectDir, `${TEMP}/${entry}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
