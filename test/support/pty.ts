/** The command line at a pseudo-terminal, made by script(1) of util-linux. */
import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import { type Result, withoutColorSettings } from "./cli.js";

const bin = path.join(import.meta.dirname, "../../bin/faultline.js");

export const hasTerminal = process.platform === "linux" && isUtilLinux();

function isUtilLinux(): boolean {
  try {
    return execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
}

export interface TerminalOptions {
  readonly columns: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Presses Ctrl-C when the screen says this. */
  readonly interruptAt?: RegExp;
}

/** What comes to the screen, standard output and standard error alike, and the exit code. */
export function onTerminal(args: readonly string[], cwd: string, { columns, env, interruptAt }: TerminalOptions) {
  const command = [process.execPath, bin, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const child = spawn("script", ["-qefc", `stty cols ${columns} rows 40; exec ${command}`, "/dev/null"], {
    cwd,
    env: { ...withoutColorSettings(), TERM: "xterm-256color", SHELL: "/bin/sh", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let screen = "";
  let isInterrupted = false;
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    screen += chunk;
    if (isInterrupted || interruptAt?.test(screen) !== true) return;
    isInterrupted = true;
    child.stdin.write("\u0003");
  });
  return new Promise<Pick<Result, "code"> & { readonly screen: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, screen: screen.replaceAll("\r\n", "\n") }));
  });
}
