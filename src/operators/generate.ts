/** Stage `generate`: located error paths in, mutants out. Pure. */
import { Node, type SourceFile } from "ts-morph";
import type { KindId, Mutant } from "../model.js";
import type { Located } from "../paths/kind.js";
import type { LocatedPath } from "../paths/locate.js";
import { isAridStatement } from "../source/arid.js";
import { createIdentifier } from "../source/identity.js";
import { contains, rangeOf, replaceSpan, spanOf } from "../source/spans.js";
import { isTail } from "../source/syntax.js";
import type { Edit, Operator } from "./operator.js";
import { operators as allOperators } from "./registry.js";

export interface Selection {
  readonly kinds: ReadonlySet<KindId>;
  readonly operators: ReadonlySet<string>;
}

/**
 * The mutants of one file's error paths: path by path, the most destructive operator first, and no two
 * with the same effect on one path.
 */
export function generate(
  sourceFile: SourceFile,
  paths: readonly LocatedPath[],
  selection: Selection,
): readonly Mutant[] {
  const identify = createIdentifier();
  return paths.flatMap(({ record, located }) => {
    if (located.bestEffort === true) return [];
    const seen = new Set([effectOf(located, undefined)]);
    return editsOf(located, selection).flatMap(({ operator, edit }): Mutant[] => {
      const effect = effectOf(located, edit);
      if (seen.has(effect)) return [];
      seen.add(effect);
      const original = sourceFile.getFullText().slice(edit.span.start, edit.span.end);
      const { file, owner, kind } = record;
      return [
        {
          id: identify(file, owner, kind, operator.id, original, edit.replacement),
          pathId: record.id,
          file,
          operator: operator.id,
          span: edit.span,
          range: rangeOf(sourceFile, edit.span),
          syntax: edit.syntax,
          original,
          replacement: edit.replacement,
        },
      ];
    });
  });
}

function editsOf(located: Located, selection: Selection): { operator: Operator; edit: Edit }[] {
  const here = new Set<KindId>(located.awaits.length > 0 ? [located.kind, "handled-await"] : [located.kind]);
  return allOperators
    .filter((operator) => selection.operators.has(operator.id))
    .filter((operator) => operator.on.some((kind) => here.has(kind) && selection.kinds.has(kind)))
    .flatMap((operator) => [...operator.mutate(located)].map((edit) => ({ operator, edit })));
}

/**
 * What a handler does after an edit, as text: without logging, comments, white space, empty statements
 * and a bare return at its end. Two edits with the same text are the same fault, and one with the text
 * of the unchanged handler is none.
 */
function effectOf(located: Located, edit: Edit | undefined): string {
  const { handler } = located;
  if (handler === undefined || (edit !== undefined && !contains(spanOf(handler), edit.span))) {
    return edit === undefined ? "unchanged" : `${edit.span.start}-${edit.span.end}:${edit.replacement}`;
  }
  const base = handler.getStart();
  const arid = aridStatements(handler)
    .map(spanOf)
    .filter((span) => edit === undefined || !contains(edit.span, span))
    .map((span) => ({ span, replacement: "" }));
  const changes = [...arid, ...(edit === undefined ? [] : [edit])].sort((a, b) => b.span.start - a.span.start);
  const text = changes.reduce(
    (result, { span, replacement }) =>
      replaceSpan(result, { start: span.start - base, end: span.end - base }, replacement),
    handler.getText(),
  );
  return normalise(text, endsFunction(located));
}

function aridStatements(handler: Node): Node[] {
  return handler.getDescendants().filter(isAridStatement);
}

/** Whether the handler's end is the end of its function. */
function endsFunction({ kind, node, handler }: Located): boolean {
  if (handler === undefined) return false;
  const statement = kind === "catch-clause" ? node.getParent() : kind === "guard-clause" ? node : undefined;
  if (statement !== undefined) return isTail(statement);
  return Node.isBlock(handler) && isTail(handler);
}

function normalise(text: string, atEnd: boolean): string {
  const bare = text
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/(^|[\s;{}])\/\/[^\n]*/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/ ?([^\w$]) ?/g, "$1")
    .replace(/;+/g, ";")
    .replace(/([{}]);/g, "$1")
    .replace(/;\}/g, "}");
  return atEnd ? bare.replace(/\breturn( undefined)?;?\}$/, "}").replace(/;\}$/, "}") : bare;
}
