/**
 * Stryker's own mutators, limited to error paths: for `--operators +stryker`. Its instrumenter is run as it is,
 * and what it would have placed is taken as text, so that these mutants go the way that all others go.
 */
import type { ForeignEdit, SourceText, Span } from "../../model.js";
import { loadInstrumenter } from "./internals.js";

interface ApiMutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** Zero-based. */
interface Place {
  readonly line: number;
  readonly column: number;
}

type InstrumenterClass = new (
  logger: unknown,
) => {
  instrument(files: readonly unknown[], options: unknown): Promise<{ readonly mutants: readonly ApiMutant[] }>;
};

const silent = { debug() {}, info() {}, warn() {}, error() {}, isDebugEnabled: () => false };

/** All edits of Stryker's inside the spans. A file that its parser refuses has none. */
export async function strykersEdits(
  { file, text }: SourceText,
  spans: readonly Span[],
): Promise<readonly ForeignEdit[]> {
  const Instrumenter = (await loadInstrumenter()).Instrumenter as unknown as InstrumenterClass;
  const options = { ignorers: [], excludedMutations: [], plugins: null };
  const files = [{ name: `/${file}`, content: withoutDirectives(text), mutate: true }];
  const mutants = await new Instrumenter(silent).instrument(files, options).then(
    (result) => result.mutants,
    () => [],
  );
  const lines = lineStarts(text);
  const offsetOf = ({ line, column }: Place) => (lines[line] ?? text.length) + column;
  return mutants.flatMap(({ mutatorName, replacement, location }): ForeignEdit[] => {
    const span = { start: offsetOf(location.start), end: offsetOf(location.end) };
    const isInside = spans.some(({ start, end }) => start <= span.start && span.end <= end);
    // A clause of a `switch` is no statement and no expression: there is no place for it.
    if (!isInside || /^(case\b|default\s*:)/.test(text.slice(span.start, span.end))) return [];
    const syntax = mutatorName === "BlockStatement" ? "statement" : "expression";
    return [{ operator: mutatorName, span, syntax, replacement }];
  });
}

/** Its comments are for us to read; of the same length, so that places stay. */
function withoutDirectives(text: string): string {
  return text.replace(/Stryker (?=disable|restore)/g, "stryker ");
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
