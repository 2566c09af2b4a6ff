/** Has the project's own provider take coverage, in a child of the host: it ends with the host's process group. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ProviderCoverage } from "../engine.js";
import type { CoverageJob } from "./coverage-protocol.js";

const PROCESS = fileURLToPath(new URL("./coverage-process.js", import.meta.url));

export function takeCoverage(job: CoverageJob): Promise<ProviderCoverage> {
  return new Promise((resolve) => {
    const child = fork(PROCESS, [], {
      cwd: job.projectDir,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      execArgv: [],
      env: { ...process.env, NODE_ENV: process.env["NODE_ENV"] ?? "test", VITEST: "true", TEST: "true" },
    });
    child.once("error", (error) => resolve({ problem: error.message }));
    child.once("exit", (code, signal) =>
      resolve({ problem: `the coverage run ended with ${signal ?? `code ${code}`}` }),
    );
    child.once("message", (result: ProviderCoverage) => resolve(result));
    child.send(job);
  });
}
