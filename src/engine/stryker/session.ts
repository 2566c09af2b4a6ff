/** The files through which the host and its test runner workers share what they know. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BaselineFaults, SESSION_VARIABLE, type Session } from "./protocol.js";

const SESSION_FILE = "session.json";
const PROBLEM_FILE = "dry-run-problem.txt";
const FAULTS_FILE = "baseline-faults.json";

/** Writes the session file and tells all workers started from now on where it is. */
export function writeSession(dir: string, session: Session): void {
  writeFileSync(path.join(dir, SESSION_FILE), JSON.stringify(session));
  process.env[SESSION_VARIABLE] = dir;
}

export function readSession(): Session {
  return JSON.parse(readFileSync(path.join(sessionDir(), SESSION_FILE), "utf8"));
}

export function writeBaselineFaults(faults: BaselineFaults): void {
  writeFileSync(path.join(sessionDir(), FAULTS_FILE), JSON.stringify(faults));
}

export function readBaselineFaults(): BaselineFaults {
  return JSON.parse(readFileSync(path.join(sessionDir(), FAULTS_FILE), "utf8"));
}

/** Why the unmutated tests could not be run: Stryker only logs it. */
export function writeDryRunProblem(message: string): void {
  writeFileSync(path.join(sessionDir(), PROBLEM_FILE), message);
}

export function readDryRunProblem(): string | undefined {
  const file = path.join(sessionDir(), PROBLEM_FILE);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function sessionDir(): string {
  const dir = process.env[SESSION_VARIABLE];
  if (dir === undefined) throw new Error(`${SESSION_VARIABLE} is not set: this test runner only works under faultline`);
  return dir;
}
