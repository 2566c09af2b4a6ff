import { type CallExpression, type CaseClause, Node, type SourceFile, SyntaxKind } from "ts-morph";
import { dependenciesOf } from "../source/dependencies.js";
import { unwrap } from "../source/syntax.js";
import { decisionAt, type FailureTest, questionOf } from "./failure-test.js";
import type { Kind, Located } from "./kind.js";
import { type SettledStatus, settledStatus } from "./settled-values.js";

export const settledResult: Kind = {
  id: "settled-result",
  startsAt: [
    SyntaxKind.IfStatement,
    SyntaxKind.ConditionalExpression,
    SyntaxKind.BinaryExpression,
    SyntaxKind.CaseClause,
  ],
  title: "settled result",
  description: "Where the code asks of a result of `Promise.allSettled` whether it was rejected.",
  example: {
    code: "async function f(all) {\n  const results = await Promise.allSettled(all);\n  for (const result of results) { if (result.status === 'rejected') { report(result.reason); } }\n  return results.filter((each) => each.status === 'fulfilled');\n}\nif (response.status === 'rejected') { retry(); }",
    finds: ["if (result.status === 'rejected') { report(result.reason); }", "each.status === 'fulfilled'"],
  },
  match(node) {
    if (Node.isCaseClause(node)) return caseOf(node);
    const decision = decisionAt(node, comparison);
    if (decision === undefined) return undefined;
    const { question, ...place } = decision;
    return located(place, statusOf(question.test));
  },
};

function located(
  place: Pick<Located, "node" | "handler" | "head" | "reach" | "runsOnSuccess">,
  status: SettledStatus | undefined,
): Located {
  return {
    ...place,
    kind: "settled-result",
    bindings: status?.bindings ?? new Set(),
    awaits: [],
    notes: [],
    dependencies: status?.call === undefined ? [] : dependenciesOf([status.call]),
  };
}

/** `r.status === "rejected"` and its like. */
function comparison(node: Node): FailureTest | undefined {
  if (!Node.isBinaryExpression(node)) return undefined;
  const operator = node.getOperatorToken().getText();
  const outcome = [node.getLeft(), node.getRight()].map(outcomeText).find((each) => each !== undefined);
  if (!/^[!=]==?$/.test(operator) || outcome === undefined || statusOf(node) === undefined) return undefined;
  return { test: node, failsWhen: operator.startsWith("=") === (outcome === "rejected") };
}

function outcomeText(node: Node): string | undefined {
  const value = unwrap(node);
  const text = Node.isStringLiteral(value) ? value.getLiteralText() : "";
  return /^(rejected|fulfilled)$/.test(text) ? text : undefined;
}

function statusOf(test: Node): SettledStatus | undefined {
  if (!Node.isBinaryExpression(test)) return undefined;
  return settledStatus(outcomeText(test.getLeft()) === undefined ? test.getLeft() : test.getRight());
}

/** `switch (r.status) { case "rejected": … }` */
function caseOf(clause: CaseClause): Located | undefined {
  const statement = clause.getParentOrThrow().getParent();
  if (outcomeText(clause.getExpression()) !== "rejected" || !Node.isSwitchStatement(statement)) return undefined;
  const statements = clause.getStatements();
  // A clause is no place for a probe; a statement is, unless it declares something.
  const first = statements.find((each) => !Node.isVariableStatement(each));
  const status = settledStatus(statement.getExpression());
  if (status === undefined || first === undefined) return undefined;
  const handler = statements.length === 1 && Node.isBlock(first) ? first : clause;
  const reach = { node: first, syntax: "statement" } as const;
  return located({ node: clause, head: clause, handler, reach, runsOnSuccess: false }, status);
}

/** The question that makes a path a settled result; not of a `case`. */
export function settledQuestion(path: Located): FailureTest | undefined {
  return path.kind === "settled-result" ? questionOf(path, comparison) : undefined;
}

const firstReadings = new WeakMap<SourceFile, ReadonlyMap<CallExpression, Node>>();

/**
 * The call whose results a path looks at, if it is the first in its file that looks at them: a mutant of
 * the call is one fault, however many places read the results.
 */
export function settledCallFirstReadBy(path: Located): CallExpression | undefined {
  const tree = path.node.getSourceFile();
  const known = firstReadings.get(tree) ?? readingsIn(tree);
  firstReadings.set(tree, known);
  const read = settledQuestion(path)?.test ?? path.node;
  return [...known].find(([, reader]) => reader === read)?.[0];
}

function readingsIn(tree: SourceFile): ReadonlyMap<CallExpression, Node> {
  const found = new Map<CallExpression, Node>();
  const clauses = tree.getDescendantsOfKind(SyntaxKind.CaseClause);
  const readers = [...clauses, ...tree.getDescendantsOfKind(SyntaxKind.BinaryExpression)];
  for (const node of readers.sort((a, b) => a.getStart() - b.getStart())) {
    const status = Node.isCaseClause(node) ? caseOf(node) && statusOfSwitch(node) : comparison(node) && statusOf(node);
    if (status?.call !== undefined && !found.has(status.call)) found.set(status.call, node);
  }
  return found;
}

function statusOfSwitch(clause: CaseClause): SettledStatus | undefined {
  const statement = clause.getParentOrThrow().getParent();
  return Node.isSwitchStatement(statement) ? settledStatus(statement.getExpression()) : undefined;
}
