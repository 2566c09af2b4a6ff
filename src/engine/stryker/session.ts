/** The files through which the host and its test runner workers share what they know. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Evaluation } from "../../model.js";
import type { PassFinding } from "./pass/pass-protocol.js";
import { type BaselineFaults, SESSION_VARIABLE, type Session } from "./protocol.js";

const SESSION_FILE = "session.json";
const PROBLEM_FILE = "dry-run-problem.txt";
const TESTS_FILE = "tests.json";
const PASS_FILE = "pass.json";
const EVALUATION_FILE = "evaluation.jsonl";
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

/** The ids of all tests that pass without mutants. */
export function writeTests(ids: readonly string[]): void {
  writeFileSync(path.join(sessionDir(), TESTS_FILE), JSON.stringify(ids));
}

export function readTests(): readonly string[] {
  return JSON.parse(readFileSync(path.join(sessionDir(), TESTS_FILE), "utf8"));
}

/** What the pass found, by Stryker's ids of mutants. */
export function writePass(findings: Readonly<Record<string, PassFinding>>): void {
  writeFileSync(path.join(sessionDir(), PASS_FILE), JSON.stringify(findings));
}

export function readPass(): Readonly<Record<string, PassFinding>> {
  const file = path.join(sessionDir(), PASS_FILE);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Notes how a mutant was evaluated: by the pass, or alone and why. */
export function noteEvaluation(how: "in pass" | { readonly isolated: string }): void {
  appendFileSync(path.join(sessionDir(), EVALUATION_FILE), `${JSON.stringify(how)}\n`);
}

export function readEvaluation(): Evaluation {
  const file = path.join(sessionDir(), EVALUATION_FILE);
  const notes = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const isolated: Record<string, number> = {};
  let inPass = 0;
  for (const note of notes.map((line) => JSON.parse(line) as Parameters<typeof noteEvaluation>[0])) {
    if (note === "in pass") inPass++;
    else isolated[note.isolated] = (isolated[note.isolated] ?? 0) + 1;
  }
  return { inPass, isolated };
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
