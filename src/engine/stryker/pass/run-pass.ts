/** Has all mutants tried in one pass, and waits for what it finds. */
import { fork } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { MutantCoverage } from "@stryker-mutator/api/core";
import { FOLDER, setupFileIn } from "../setup-files.js";
import { baselineOf, findingsOf, type RoundOutcome } from "./findings.js";
import { type Attempt, readJournal } from "./journals.js";
import type { PassBaseline, PassFinding, PassSettings, RoundJob, RoundMessage } from "./pass-protocol.js";
import { nextRound } from "./rounds.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));

export interface Pass {
  /** What the tests do without mutants, or why the pass could not be brought to its end. */
  readonly baseline: PassBaseline | { readonly problem: string };
  /** What was found of each mutant, given the tests that count and what they cover. */
  findings(coverage: MutantCoverage | undefined): Readonly<Record<string, PassFinding>>;
}

export async function runPass(settings: PassSettings): Promise<Pass> {
  const setupFile = setupFileIn(settings.root, "pass");
  const rounds: RoundOutcome[] = [];
  const findings: Pass["findings"] = (coverage) => findingsOf(attemptsIn(rounds), coverage);
  for (let round = nextRound(rounds); round !== undefined; round = nextRound(rounds)) {
    if (round === "lost") return { baseline: { problem: "a worker hung or died without a mutant" }, findings };
    const journals = path.join(settings.root, FOLDER, `round-${rounds.length + 1}`);
    mkdirSync(journals);
    const message = await inProcess({ ...settings, round, setupFile, journals });
    if ("problem" in message) return { baseline: message, findings };
    rounds.push({ facts: message.facts, records: readJournals(journals) });
  }
  return { baseline: baselineOf(rounds), findings };
}

function inProcess(job: RoundJob): Promise<RoundMessage> {
  return new Promise((resolve) => {
    const { STRYKER_MUTATOR_WORKER, ...env } = process.env;
    const child = fork(path.join(HERE, "pass-process.js"), [], {
      cwd: job.root,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
      env: { ...env, NODE_ENV: "test", VITEST: "1" },
    });
    child.once("error", (error) => resolve({ problem: error.message }));
    child.once("exit", (code, signal) => resolve({ problem: `the pass ended with ${signal ?? `code ${code}`}` }));
    child.once("message", (message) => resolve(message as RoundMessage));
    child.send(job);
  });
}

function readJournals(folder: string) {
  return readdirSync(folder).flatMap((name) => readJournal(readFileSync(path.join(folder, name), "utf8")) ?? []);
}

/** With those that a worker never came back from. */
function attemptsIn(rounds: readonly RoundOutcome[]): readonly Attempt[] {
  const records = rounds.flatMap((round) => round.records);
  return records.flatMap(({ project, attempts, open }) =>
    open === undefined
      ? attempts
      : [...attempts, { project, ...open, outcome: "ran out of time" as const, message: "" }],
  );
}
