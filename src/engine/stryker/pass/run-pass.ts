/** Has all mutants tried in one pass, and waits for what it finds. */
import { fork } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { VitestSettings } from "../../engine.js";
import type { PassPlan, PassResult } from "./pass-protocol.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));

/**
 * @param root folder of the sandbox
 * @returns what was found, or why nothing was
 */
export function runPass(
  root: string,
  vitest: VitestSettings,
  plan: PassPlan,
  namespace: string,
): Promise<{ readonly result: PassResult } | { readonly problem: string }> {
  const folder = path.join(root, ".faultline-pass");
  mkdirSync(folder, { recursive: true });
  for (const file of ["pass-setup.js", "sequence.js"]) copyFileSync(path.join(HERE, file), path.join(folder, file));
  const setupFile = path.join(folder, "pass-setup.js");
  return new Promise((resolve) => {
    const { STRYKER_MUTATOR_WORKER, ...env } = process.env;
    const child = fork(path.join(HERE, "pass-process.js"), [], {
      cwd: root,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
      env: { ...env, NODE_ENV: "test", VITEST: "1" },
    });
    child.once("error", (error) => resolve({ problem: error.message }));
    child.once("exit", (code, signal) => resolve({ problem: `the pass ended with ${signal ?? `code ${code}`}` }));
    child.once("message", (message) => resolve(message as { result: PassResult } | { problem: string }));
    child.send({ root, vitest, plan, setupFile, namespace });
  });
}
