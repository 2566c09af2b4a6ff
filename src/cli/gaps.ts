/** The error paths of a file that no test verifies: from a run, or from the report of one. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { messageOf, UsageError } from "../errors.js";
import type { Report, Verdict } from "../model.js";
import { generate } from "../operators/generate.js";
import { defaultOperatorIds } from "../operators/registry.js";
import { locate } from "../paths/locate.js";
import { kindIds } from "../paths/registry.js";
import { SCHEMA_VERSION } from "../reporters/json.js";
import { attachContext, noVocabulary } from "../source/context.js";
import type { Modules } from "../source/modules.js";
import { createTypes } from "../source/types.js";
import type { Gap } from "../suggest/suggest.js";
import type { Input } from "./options.js";

/** What a run said of one error path, by ids. */
export interface Said {
  readonly pathId: string;
  readonly verdict: Verdict;
  /** Ids of the mutants that no test kills. */
  readonly alive: readonly string[];
}

/** What is asked of a report, as JSON. */
interface ReportDocument {
  readonly schemaVersion?: unknown;
  readonly tests?: readonly { readonly file: string }[];
  readonly errorPaths?: readonly {
    readonly id: string;
    readonly file: string;
    readonly verdict: Verdict;
    readonly mutants: readonly { readonly id: string; readonly status: string }[];
  }[];
}

/** What a run, or its report, said of a file. */
export interface Findings {
  readonly said: readonly Said[];
  /** The files of the tests that ran: how this project writes its tests. */
  readonly tests: readonly string[];
}

const ALIVE = /^(survived|no-coverage)$/;

export function saidByRun({ verdicts, baseline }: Report, file: string): Findings {
  const said = verdicts
    .filter(({ path: { file: own } }) => own === file)
    .map(({ path: { id }, verdict, mutants }) => ({
      pathId: id,
      verdict,
      alive: mutants.filter(({ outcome }) => ALIVE.test(outcome.status)).map(({ mutant }) => mutant.id),
    }));
  return { said, tests: filesOf(baseline.tests) };
}

function filesOf(tests: readonly { readonly file: string }[]): readonly string[] {
  return [...new Set(tests.map((test) => test.file))].sort();
}

/** @throws UsageError for what is no report of this version, or has nothing on the file */
export function saidByReport(projectDir: string, name: string, file: string): Findings {
  let document: ReportDocument;
  try {
    document = JSON.parse(readFileSync(path.resolve(projectDir, name), "utf8")) as ReportDocument;
  } catch (error) {
    throw new UsageError(`The report ${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  if (document.schemaVersion !== SCHEMA_VERSION || document.errorPaths === undefined) {
    throw new UsageError(`${name} is no report of this version of faultline. \`faultline --json ${name}\` writes one.`);
  }
  const own = document.errorPaths.filter((each) => each.file === file);
  if (own.length > 0) {
    const said = own.map(({ id, verdict, mutants }) => ({
      pathId: id,
      verdict,
      alive: mutants.filter(({ status }) => ALIVE.test(status)).map((mutant) => mutant.id),
    }));
    return { said, tests: filesOf(document.tests ?? []) };
  }
  throw new UsageError(`The report ${name} says nothing of ${file}. Leave --report out to run the tests on it.`);
}

/**
 * The error paths themselves, with the mutants that are alive.
 *
 * @throws UsageError where the source is not what was said of
 */
export function gapsOf(said: readonly Said[], file: string, input: Input, modules: Modules): readonly Gap[] {
  const tree = modules.load(file);
  if (tree === undefined) throw new UsageError(`${file} cannot be read.`);
  const vocabulary = { ...noVocabulary, ...input.vocabulary };
  attachContext(tree, { types: createTypes(input.projectDir, [file])(file), vocabulary });
  const located = locate(tree, file);
  const selection = {
    kinds: new Set(input.kinds ?? kindIds),
    operators: new Set(input.operators ?? defaultOperatorIds),
  };
  const { mutants } = generate(tree, located, selection);
  return said
    .filter(({ verdict, alive }) => verdict === "unreached" || alive.length > 0)
    .map(({ pathId, alive }) => {
      const found = located.find(({ record }) => record.id === pathId);
      if (found === undefined) {
        throw new UsageError(
          `${file} has changed since the report was written. Leave --report out to run the tests anew.`,
        );
      }
      return { path: found, mutants: mutants.filter(({ id }) => alive.includes(id)) };
    });
}
