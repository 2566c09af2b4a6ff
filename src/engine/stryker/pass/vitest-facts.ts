/** What Vitest itself says of a round's test files. Pure. */
import { testsIn } from "../test-ids.js";
import type { FileFacts, RoundFacts } from "./pass-protocol.js";

interface Result {
  readonly state?: string;
  readonly errors?: readonly { readonly message?: string }[];
}

export interface VitestTask {
  readonly type?: string;
  readonly name: string;
  readonly mode?: string;
  readonly result?: Result;
  readonly suite?: VitestTask;
  readonly tasks?: readonly VitestTask[];
}

export interface VitestFile extends VitestTask {
  readonly filepath: string;
  readonly projectName?: string;
  readonly environmentLoad?: number;
  readonly prepareDuration?: number;
  readonly setupDuration?: number;
  readonly collectDuration?: number;
}

/**
 * @param relative a file's name relative to the sandbox
 * @param separator between the names in a test's id
 */
export function factsOf(
  state: { getFiles(): readonly VitestFile[]; readonly errorsSet: ReadonlySet<unknown> },
  relative: (file: string) => string,
  separator: string,
): Pick<RoundFacts, "files" | "strayErrors"> {
  return {
    files: state.getFiles().map((file) => fileFacts(file, relative(file.filepath), separator)),
    strayErrors: [...state.errorsSet].map((error) => strayError(error, relative)),
  };
}

function fileFacts(file: VitestFile, name: string, separator: string): FileFacts {
  const { environmentLoad = 0, prepareDuration = 0, setupDuration = 0, collectDuration = 0 } = file;
  const failure = suitesOf(file).find(({ result }) => result?.state === "fail" && (result.errors?.length ?? 0) > 0);
  const tests = testsIn<VitestTask>(file, name, separator).filter(([, { type }]) => type === "test");
  return {
    file: name,
    project: file.projectName ?? "",
    tests: tests.map(([id, test]) => ({ id, name: id.slice(name.length + 1), ...stateOf(test) })),
    ended: !["run", "queued", undefined].includes(file.result?.state),
    ...(failure === undefined ? {} : { failure: firstLine(failure.result?.errors?.[0]?.message ?? "") }),
    overheadMs: environmentLoad + prepareDuration + setupDuration + collectDuration,
  };
}

/** A test that a failing hook of its suite kept from running has failed too, as Stryker's runner has it. */
function stateOf(test: VitestTask): Pick<FileFacts["tests"][number], "state" | "message"> {
  const { state, errors } = test.result ?? {};
  if (state === "pass") return { state: "passed", message: "" };
  if (state === "fail") return { state: "failed", message: errors?.[0]?.message ?? "" };
  for (let suite = test.suite; suite !== undefined; suite = suite.suite) {
    if (suite.result?.state === "fail") return { state: "failed", message: suite.result.errors?.[0]?.message ?? "" };
  }
  return { state: "skipped", message: "" };
}

function suitesOf(suite: VitestTask): readonly VitestTask[] {
  return [suite, ...(suite.tasks ?? []).filter(({ type }) => type === "suite").flatMap(suitesOf)];
}

function strayError(error: unknown, relative: (file: string) => string): RoundFacts["strayErrors"][number] {
  if (typeof error !== "object" || error === null) return { message: String(error) };
  const { message, VITEST_TEST_PATH: file } = error as { message?: unknown; VITEST_TEST_PATH?: unknown };
  return { message: String(message), ...(typeof file === "string" ? { file: relative(file) } : {}) };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
