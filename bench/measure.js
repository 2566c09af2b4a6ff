// Runs one Node program to its end, and says what it cost.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { watchTree } from "./process-tree.js";

/** How long a program may take to clean up after an interrupt, in milliseconds. */
const GRACE_MS = 5_000;
/** How long to wait for the rest of its output when something that it left behind holds the pipe. */
const OUTPUT_MS = 1_000;

export class Interrupted extends Error {
  name = "Interrupted";
  message = "interrupted";
}

/**
 * @param args what comes after `node`
 * @param limitSeconds then it is stopped, with all its descendants
 */
export async function measure(args, { cwd, limitSeconds }) {
  const started = performance.now();
  // The leader of a group of its own, so that all of it can be stopped at once.
  const child = spawn(process.execPath, args, { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const tree = watchTree(child.pid);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      output[name] += text;
    });
  }
  const closed = once(child, "close");
  let stopped = false;
  const limit =
    limitSeconds === undefined
      ? undefined
      : setTimeout(() => {
          stopped = true;
          kill(child, tree);
        }, limitSeconds * 1000);
  const interrupts = hearInterrupts(child, tree);
  const [status] = await once(child, "exit");
  const seconds = (performance.now() - started) / 1000;
  clearTimeout(limit);
  const cost = tree.stop();
  await Promise.race([closed, sleep(OUTPUT_MS, undefined, { ref: false })]);
  if (interrupts.end()) throw new Interrupted();
  return { status, stopped, seconds, ...cost, ...output };
}

/** Ctrl-C reaches us only: the program gets it from us, and is killed where that does not help. */
function hearInterrupts(child, tree) {
  let timer;
  const onSignal = (signal) => {
    if (timer !== undefined) return;
    timer = setTimeout(() => kill(child, tree), GRACE_MS);
    signalGroup(child.pid, signal);
  };
  const signals = ["SIGINT", "SIGTERM"];
  for (const signal of signals) process.on(signal, onSignal);
  return {
    end() {
      for (const signal of signals) process.off(signal, onSignal);
      clearTimeout(timer);
      return timer !== undefined;
    },
  };
}

function kill(child, tree) {
  tree.abandon();
  signalGroup(child.pid, "SIGKILL");
  // What has made a group of its own.
  for (const { pid } of tree.living()) if (pid !== child.pid) signalProcess(pid, "SIGKILL");
}

function signalGroup(pid, signal) {
  signalProcess(process.platform === "win32" ? pid : -pid, signal);
}

function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
