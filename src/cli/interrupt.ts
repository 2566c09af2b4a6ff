/** Ctrl-C and its kin: the work is stopped and cleaned up before the process ends. */
import { constants } from "node:os";
import { type ExitCode, FaultlineError } from "../errors.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs work that a signal aborts; the exit code is then 128 and the signal's number, as shells have it. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (name: (typeof SIGNALS)[number]) =>
    controller.abort(
      new FaultlineError("interrupted; nothing was left behind", (128 + constants.signals[name]) as ExitCode),
    );
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}
