/** Made-up rounds of a pass. */
import type { RoundOutcome } from "../../src/engine/stryker/pass/findings.js";
import type { Attempt, FileRecord } from "../../src/engine/stryker/pass/journals.js";
import type {
  AttemptOutcome,
  FileFacts,
  FileRun,
  RoundFacts,
  TestBaseline,
} from "../../src/engine/stryker/pass/pass-protocol.js";

export function attempt(mutant: string, test: string, outcome: AttemptOutcome, message = "", project = ""): Attempt {
  return { mutant, test, outcome, message, project };
}

export function fileRun(file: string, project = ""): FileRun {
  return { file, project };
}

export function testBaseline(more: Partial<TestBaseline> = {}): TestBaseline {
  return { passed: true, retried: false, concurrent: false, ms: 5, message: "", hits: {}, ...more };
}

/** A test file with one test, `<file>#t`. */
export function record(file: string, more: Partial<FileRecord> = {}): FileRecord {
  return {
    ...{ file, project: "", tests: [{ id: `${file}#t`, baseline: testBaseline() }], attempts: [] },
    ...{ repeated: false, ended: true, strays: [], atLoad: {} },
    ...more,
  };
}

export function fileFacts(file: string, more: Partial<FileFacts> = {}): FileFacts {
  const tests = [{ id: `${file}#t`, name: "t", state: "passed" as const, message: "" }];
  return { file, project: "", tests, ended: true, overheadMs: 10, ...more };
}

export function round(
  records: readonly FileRecord[],
  more: Partial<RoundFacts> = {},
  files: readonly FileFacts[] = records.map(({ file, project }) => fileFacts(file, { project })),
): RoundOutcome {
  const planned = files.map(({ file, project }) => fileRun(file, project));
  return {
    facts: { planned, files, strayErrors: [], setupFiles: [], shared: false, stuck: false, ...more },
    records,
  };
}
