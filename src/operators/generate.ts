/** Stage `generate`: located error paths in, mutants out. Pure. */
import { Node, type SourceFile, SyntaxKind, ts } from "ts-morph";
import type { KindId, Mutant } from "../model.js";
import type { Located } from "../paths/kind.js";
import type { LocatedPath } from "../paths/locate.js";
import { isAridStatement } from "../source/arid.js";
import { createIdentifier } from "../source/identity.js";
import { contains, rangeOf, replaceSpan, siteOf, spanOf } from "../source/spans.js";
import { isTail, siblingsOf, statementsOf } from "../source/syntax.js";
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
  const seen = edit === undefined ? undefined : decided(handler, edit);
  const arid = aridStatements(handler)
    .map(spanOf)
    .filter((span) => seen === undefined || !contains(seen.span, span))
    .map((span) => ({ span, replacement: "" }));
  const changes = [...arid, ...(seen === undefined ? [] : [seen])].sort((a, b) => b.span.start - a.span.start);
  const text = changes.reduce(
    (result, { span, replacement }) =>
      replaceSpan(result, { start: span.start - base, end: span.end - base }, replacement),
    handler.getText(),
  );
  return normalise(text, endsFunction(located));
}

/** An `if` whose test has become a constant is the branch it takes, and what an exit there cuts off. */
function decided(handler: Node, edit: Edit): Edit {
  if (edit.replacement !== "true" && edit.replacement !== "false") return edit;
  const statement = handler
    .getDescendantsOfKind(SyntaxKind.IfStatement)
    .find((each) => siteOf(each.getExpression(), "expression").span.start === edit.span.start);
  if (statement === undefined) return edit;
  const branch = edit.replacement === "true" ? statement.getThenStatement() : statement.getElseStatement();
  const taken = branch === undefined ? [] : statementsOf(branch).filter((each) => !isAridStatement(each));
  const last = taken.at(-1);
  const leaves = Node.isReturnStatement(last) || Node.isThrowStatement(last);
  const end = leaves ? (siblingsOf(statement).at(-1) ?? statement) : statement;
  return {
    span: { start: statement.getStart(), end: end.getEnd() },
    syntax: "statement",
    replacement: taken.map((each) => each.getText()).join(" "),
  };
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

/** As the compiler prints it, without comments, empty statements and what a bare return at the end adds. */
function normalise(text: string, atEnd: boolean): string {
  const bare = printed(text)
    .replace(/\s+/g, " ")
    .replace(/(?<=[{};] ?);/g, "")
    .replace(/if \((?:[^()]|\([^()]*\))*\) (?:\{ \}|;)(?! ?else)/g, "")
    .replace(/\s+/g, " ");
  return atEnd ? bare.replace(/return(?: undefined)?; \} \}/, "} }") : bare;
}

function printed(text: string): string {
  const isExpression = !/^[{;]|^(?:throw|return|continue|break|process)\b/.test(text);
  const wrapped = `async function* f() { ${isExpression ? `(${text}\n)` : text}\n }`;
  const file = ts.createSourceFile("f.tsx", wrapped, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TSX);
  return ts.createPrinter({ removeComments: true }).printFile(file);
}
