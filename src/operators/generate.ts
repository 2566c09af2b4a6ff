/** Stage `generate`: located error paths in, mutants out. Pure. */
import { Node, type SourceFile, SyntaxKind, ts } from "ts-morph";
import type { ForeignEdit, KindId, Mutant, Skip, Span } from "../model.js";
import type { Located } from "../paths/kind.js";
import type { LocatedPath } from "../paths/locate.js";
import { isAridStatement } from "../source/arid.js";
import { createIdentifier } from "../source/identity.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { contains, firstLineOf, rangeOf, replaceSpan, siteOf, spanOf } from "../source/spans.js";
import { isTail, siblingsOf, statementsOf } from "../source/syntax.js";
import type { Edit, LeftOut, Operator } from "./operator.js";
import { operators as allOperators, STRYKER } from "./registry.js";

export interface Selection {
  readonly kinds: ReadonlySet<KindId>;
  readonly operators: ReadonlySet<string>;
}

export interface Generated {
  readonly mutants: readonly Mutant[];
  /** What the noise rules left out. */
  readonly skips: readonly Skip[];
}

/**
 * The mutants of one file's error paths: path by path, the most destructive operator first, and no two
 * with the same effect on one path.
 *
 * @param foreign edits of Stryker's own mutators; each belongs to the innermost error path around it
 */
export function generate(
  sourceFile: SourceFile,
  paths: readonly LocatedPath[],
  selection: Selection,
  foreign: readonly ForeignEdit[] = [],
): Generated {
  const identify = createIdentifier();
  const text = sourceFile.getFullText();
  const skips: Skip[] = [];
  const mutants = paths.flatMap(({ record, located }) => {
    const { file, owner, kind, id: pathId } = record;
    const skip = (rule: NoiseRule, operator: Named, { start, end }: Span) => {
      const range = rangeOf(sourceFile, { start, end });
      skips.push({ rule, file, range, text: firstLineOf(text.slice(start, end)), kind, operator: operator.id, pathId });
      return [];
    };
    const seen = new Map<string, Span>([[effectOf(located, undefined), record.span]]);
    const added = foreign.filter(({ span }) => innermost(paths, span) === record).map(asEdit);
    return [...editsOf(located, selection), ...added].flatMap(({ operator, edit }): Mutant[] => {
      if (located.bestEffort === true) return skip("best-effort", operator, edit.span);
      if ("rule" in edit) return skip(edit.rule, operator, edit.span);
      const effect = effectOf(located, edit);
      const same = seen.get(effect);
      if (same !== undefined) return skip(same === record.span ? "already-there" : "same-effect", operator, edit.span);
      seen.set(effect, edit.span);
      const original = text.slice(edit.span.start, edit.span.end);
      return [
        {
          id: identify(file, owner, kind, operator.id, original, edit.replacement),
          pathId,
          file,
          operator: operator.id,
          span: edit.span,
          range: rangeOf(sourceFile, edit.span),
          syntax: edit.syntax,
          original,
          replacement: edit.replacement,
          askedOf: operator.changesSuccess === true || operator.probe === true ? "code" : "path",
          probe: operator.probe === true,
        },
      ];
    });
  });
  return { mutants, skips };
}

/** What is asked of an operator beside its edits. */
type Named = Pick<Operator, "id" | "changesSuccess" | "probe">;

/** Stryker's mutators change what happens without a failure as well. */
function asEdit({ operator, ...edit }: ForeignEdit): { operator: Named; edit: Edit } {
  return { operator: { id: `${STRYKER}${operator}`, changesSuccess: true }, edit };
}

function innermost(paths: readonly LocatedPath[], span: Span): LocatedPath["record"] | undefined {
  const around = paths.map(({ record }) => record).filter((record) => contains(record.span, span));
  return around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

function editsOf(located: Located, selection: Selection): { operator: Named; edit: Edit | LeftOut }[] {
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
function effectOf(located: Located, made: Edit | undefined): string {
  const { handler } = located;
  const edit = made === undefined ? undefined : neverTaken(located, made);
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

/** A path's own `if` that is never taken: its branch, where there is no other, might as well be empty. */
function neverTaken({ node, handler }: Located, edit: Edit): Edit {
  if (!Node.isIfStatement(node) || handler !== node.getThenStatement() || node.getElseStatement() !== undefined)
    return edit;
  const condition = node.getExpression();
  if (!contains(spanOf(condition), edit.span)) return edit;
  const { start, end } = edit.span;
  const from = condition.getStart();
  const test = replaceSpan(condition.getText(), { start: start - from, end: end - from }, edit.replacement);
  if (!/^(!!)*(false|!true)$/.test(test.replace(/[\s()]/g, ""))) return edit;
  return { span: spanOf(handler), syntax: "statement", replacement: Node.isBlock(handler) ? "{}" : ";" };
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
  return atEnd ? bare.replace(/(?:if \((?:[^()]|\([^()]*\))*\) )?return(?: undefined)?; \} \}/, "} }") : bare;
}

function printed(text: string): string {
  const isClause = /^(?:case|default)\b/.test(text);
  const isExpression = !/^[{;]|^(?:throw|return|continue|break|process)\b/.test(text);
  const body = isClause ? `switch (0) { ${text}\n }` : isExpression ? `(${text}\n)` : text;
  const wrapped = `async function* f() { ${body}\n }`;
  const file = ts.createSourceFile("f.tsx", wrapped, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TSX);
  return ts.createPrinter({ removeComments: true }).printFile(file);
}
