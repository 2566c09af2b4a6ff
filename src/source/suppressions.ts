/**
 * Stryker's own comments, with our operators' names: `// Stryker disable next-line guard-drop: reason`.
 * Stryker reads names up to the first hyphen only, so we read them.
 *
 * @see https://stryker-mutator.io/docs/stryker-js/disable-mutants/
 */
import { type SourceFile, ts } from "ts-morph";

/** What one comment says of the code behind it. A later comment counts more than an earlier one. */
export interface Suppression {
  /** Names of operators, in lower case, or `all`. */
  readonly operators: readonly string[];
  /** What was disabled is restored. */
  readonly restores: boolean;
  /** Only for code that begins in this line. */
  readonly onlyLine?: number;
  readonly reason: string;
  /** Where the comment stands, and its text. */
  readonly offset: number;
  readonly line: number;
  readonly text: string;
}

const DIRECTIVE = /^\s*Stryker (disable|restore)(?: (next-line))?\s+([\w\-, ]+?)\s*(?::\s*([\s\S]*?))?\s*$/;

const DEFAULT_REASON = "suppressed by a comment";

/** The comments of a file that suppress or restore, in their order. */
export function suppressionsIn(tree: SourceFile): readonly Suppression[] {
  if (!tree.getFullText().includes("Stryker ")) return [];
  return commentsIn(tree).flatMap(({ content, nextLine, ...place }): Suppression[] => {
    const [, verb, scope, names = "", reason = ""] = DIRECTIVE.exec(content) ?? [];
    if (verb === undefined) return [];
    return [
      {
        operators: names.split(",").map((name) => name.trim().toLowerCase()),
        restores: verb === "restore",
        ...(scope === undefined ? {} : { onlyLine: nextLine }),
        reason: reason === "" ? DEFAULT_REASON : reason.replace(/\s+/g, " "),
        ...place,
      },
    ];
  });
}

/** The comment that suppresses a mutant, if one does. */
export function suppressionOf(
  suppressions: readonly Suppression[],
  { operator, offset, line }: { readonly operator: string; readonly offset: number; readonly line: number },
): Suppression | undefined {
  const found = suppressions.findLast(
    (each) =>
      each.offset < offset &&
      (each.onlyLine === undefined || each.onlyLine === line) &&
      (each.operators.includes("all") || each.operators.includes(operator.toLowerCase())),
  );
  return found?.restores === true ? undefined : found;
}

interface Comment {
  readonly text: string;
  /** Without what makes it a comment. */
  readonly content: string;
  readonly offset: number;
  readonly line: number;
  /** The line of the code behind it. */
  readonly nextLine: number;
}

/** All comments, by the compiler's own scanner. */
export function commentsIn(tree: SourceFile): readonly Comment[] {
  const source = tree.compilerNode;
  const text = source.text;
  const found = new Map<number, Comment>();
  const lineOf = (offset: number) => source.getLineAndCharacterOfPosition(offset).line + 1;
  const add = ({ pos, end, kind }: ts.CommentRange, nextLine: number) => {
    if (found.has(pos)) return;
    const whole = text.slice(pos, end);
    const content = kind === ts.SyntaxKind.MultiLineCommentTrivia ? whole.slice(2, -2) : whole.slice(2);
    found.set(pos, { text: whole, content, offset: pos, line: lineOf(pos), nextLine });
  };
  const visit = (node: ts.Node) => {
    if (node.kind === ts.SyntaxKind.JsxText) return;
    const next = lineOf(node.getStart(source));
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) add(range, next);
    for (const child of node.getChildren(source)) visit(child);
    for (const range of ts.getTrailingCommentRanges(text, node.getEnd()) ?? []) add(range, lineOf(range.end) + 1);
  };
  visit(source);
  return [...found].sort(([a], [b]) => a - b).map(([, comment]) => comment);
}
