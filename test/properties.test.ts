import vm from "node:vm";
import fc from "fast-check";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import type { Span } from "../src/model.js";
import { operatorIds } from "../src/operators/registry.js";
import { replaceSpan } from "../src/source/spans.js";
import { instrument } from "./support/instrument.js";
import { mutantsOf, pathsOf } from "./support/mutate.js";
import { program } from "./support/programs.js";

/** `FAULTLINE_RUNS=10000` for a longer search; a failure prints the seed and path to replay it. */
const numRuns = Number(process.env["FAULTLINE_RUNS"] ?? 60);

const FILE = "code.js";

function problemsIn(code: string): readonly string[] {
  const file = ts.createSourceFile(FILE, code, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS) as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  return file.parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

/** All nodes that do not touch a span, with places as if what stands there were as long as it was before. */
function nodesAround(code: string, { start, end }: Span, shift: number): readonly string[] {
  const file = ts.createSourceFile(FILE, code, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const from = node.getStart(file);
    if (node.end < start) found.push(`${node.kind} ${from}-${node.end}`);
    else if (from > end && node.kind !== ts.SyntaxKind.EndOfFileToken)
      found.push(`${node.kind} ${from - shift}-${node.end - shift}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const valid = program.filter((code) => problemsIn(code).length === 0);
const property = (check: (code: string) => void) => fc.assert(fc.property(valid, check), { numRuns });
const allMutantsOf = (code: string) => mutantsOf(code, operatorIds, FILE);

describe("for any program", () => {
  it("every mutant's text parses, and replaces what it says that it replaces", () => {
    property((code) => {
      for (const { span, original, replacement, operator } of allMutantsOf(code)) {
        expect(code.slice(span.start, span.end)).toBe(original);
        const mutated = replaceSpan(code, span, replacement);
        expect(problemsIn(mutated), `${operator}: ${original} -> ${replacement}`).toEqual([]);
        expect(mutated).not.toBe(code);
      }
    });
  });

  it("a mutant changes nothing but its span: all around it is read as before", () => {
    property((code) => {
      for (const { span, replacement, operator } of allMutantsOf(code)) {
        const mutated = replaceSpan(code, span, replacement);
        const end = span.start + replacement.length;
        const after = new Set(nodesAround(mutated, { start: span.start, end }, end - span.end));
        const lost = nodesAround(code, span, 0).filter((node) => !after.has(node));
        expect(lost, `${operator}: ${replacement}`).toEqual([]);
      }
    });
  });

  it("generating twice gives the same mutants, each with an id of its own", () => {
    property((code) => {
      const [once, twice] = [allMutantsOf(code), allMutantsOf(code)];
      expect(twice).toEqual(once);
      expect(new Set(once.map(({ id }) => id)).size).toBe(once.length);
    });
  });

  it("a line above changes no id", () => {
    property((code) => {
      const ids = (text: string) => [...pathsOf(text, FILE), ...allMutantsOf(text)].map(({ id }) => id);
      expect(ids(`// a line\n\n${code}`)).toEqual(ids(code));
    });
  });
});

describe("the instrumented program", () => {
  it(
    "behaves as the original with no mutant active, and has a place for every mutant",
    {
      timeout: 300_000,
    },
    async () => {
      await fc.assert(
        fc.asyncProperty(valid, fc.integer({ min: 1, max: 1_000_000 }), async (code, seed) => {
          const { code: instrumented, unplaced } = await instrument(code, FILE, operatorIds);
          expect([...unplaced.values()]).toEqual([]);
          expect(await behaviourOf(instrumented, seed)).toEqual(await behaviourOf(code, seed));
        }),
        { numRuns },
      );
    },
  );
});

/** What a program does, step by step, and how it ends. The seed decides which of its steps fail. */
async function behaviourOf(code: string, seed: number): Promise<readonly string[]> {
  const trace: string[] = [];
  let state = seed;
  const op = (name: string) => {
    state = (state * 48271) % 2147483647;
    trace.push(name);
    if (trace.length < 200 && state % 5 === 0) throw new TypeError(`${name} failed`);
    if (trace.length < 200 && state % 5 === 1) throw new Error(`${name} failed`);
    return [undefined, null, 0, 1][state % 4];
  };
  const go = async (name: string) => op(name);
  const call = (callback: (error: unknown, data?: unknown) => void) =>
    state % 2 === 0 ? callback(new Error("called back")) : callback(null, 1);
  const emitter = { on: (event: string, listener: (error: Error) => void) => listener(new Error(event)) };
  const report = (error: Error) => trace.push(`report ${error.message}`);
  const log = { log: (text: string) => trace.push(`log ${text}`) };
  const run = vm.runInNewContext(`${code}\nrun;`, {}) as (...args: unknown[]) => Promise<unknown>;
  try {
    trace.push(`returned ${String(await run(op, go, call, emitter, report, log))}`);
  } catch (error) {
    trace.push(`threw ${(error as Error)?.message}`);
  }
  return trace;
}
