import { type IfStatement, Node, type SwitchStatement, SyntaxKind, type ThrowStatement } from "ts-morph";
import { isAridStatement } from "../source/arid.js";
import { contextOf } from "../source/context.js";
import { dependenciesOf, parametersIn, valuesBehind } from "../source/dependencies.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { calleeName, statementsOf, unwrap } from "../source/syntax.js";
import type { Answer } from "../source/types.js";
import { isTopOfHandler } from "./guard-clause.js";
import type { Kind } from "./kind.js";

/** Functions that the compiler lets nobody call but where no case is left. */
const TAKES_NEVER =
  /^(assertNever|assertUnreachable|unreachable|unreachableCase|exhaust\w*|casesHandled|never|absurd|assertExhaustive\w*|impossible)$/i;

const CANNOT_HAPPEN =
  /\b(unreachable|impossible|(should|can|must|will)(n't| ?not| never) (happen|occur|be (reached|here|possible)|(get|reach|be) here|exist))/i;

export const exhaustive: Kind = {
  id: "exhaustive",
  startsAt: [SyntaxKind.DefaultClause, SyntaxKind.Block, SyntaxKind.ThrowStatement],
  title: "exhaustive arm",
  description: "A `default`, or the last `else` of a chain, that only throws: a case that the code does not know.",
  example: {
    code: "function f(a) {\n  switch (a) { case 1: return 2; default: throw new Error('unknown'); }\n}\nif (b === 1) go(); else if (b === 2) stop(); else throw new RangeError('b');\nif (c) go(); else throw new Error('c');",
    finds: ["default: throw new Error('unknown');", "throw new RangeError('b');"],
  },
  match(node) {
    const arm = armAt(node);
    if (arm === undefined || isTopOfHandler(arm.whole)) return undefined;
    const thrown = onlyThrow(node);
    if (thrown === undefined || saysCannotHappen(thrown)) return undefined;
    const isExhausted = exhaustedByType(arm, node);
    if (isExhausted === true) return undefined;
    return {
      kind: "exhaustive",
      node,
      handler: thrown,
      bindings: new Set(),
      reach: { node: thrown, syntax: "statement" },
      head: Node.isDefaultClause(node) ? node : thrown,
      awaits: [],
      notes: [],
      dependencies: arm.asks.flatMap((each) => [
        ...dependenciesOf([each, ...valuesBehind(each)]),
        ...parametersIn(each),
      ]),
      isUnsure: isExhausted === undefined,
    };
  },
  passesOver(node): NoiseRule | undefined {
    const arm = armAt(node);
    if (arm === undefined || isTopOfHandler(arm.whole)) return undefined;
    const thrown = onlyThrow(node);
    if (thrown === undefined) return callsForNever(node) ? "exhausted-by-type" : undefined;
    if (saysCannotHappen(thrown)) return "arid-code";
    return exhaustedByType(arm, node) === true ? "exhausted-by-type" : undefined;
  },
};

interface Arm {
  /** The `switch`, or the first `if` of the chain. */
  readonly whole: SwitchStatement | IfStatement;
  /** What decides: the value of the `switch`, the conditions of the chain. */
  readonly asks: readonly Node[];
}

function armAt(node: Node): Arm | undefined {
  if (Node.isDefaultClause(node)) {
    const whole = node.getFirstAncestorByKindOrThrow(SyntaxKind.SwitchStatement);
    return { whole, asks: [whole.getExpression()] };
  }
  const asks: Node[] = [];
  let whole: IfStatement | undefined;
  for (let branch = node, parent = branch.getParent(); isElseOf(branch, parent); parent = branch.getParent()) {
    asks.unshift(parent.getExpression());
    whole = parent;
    branch = parent;
  }
  return whole === undefined || asks.length < 2 ? undefined : { whole, asks };
}

function isElseOf(branch: Node, parent: Node | undefined): parent is IfStatement {
  return Node.isIfStatement(parent) && parent.getElseStatement() === branch;
}

/** The `throw` of an arm that has nothing else but logging in it. */
function onlyThrow(node: Node): ThrowStatement | undefined {
  const statements = statementsIn(node).filter((each) => !isAridStatement(each) && !Node.isEmptyStatement(each));
  const [statement] = statements;
  return statements.length === 1 && Node.isThrowStatement(statement) && !callsNever(statement.getExpression())
    ? statement
    : undefined;
}

/** `throw new Error("unreachable")` */
function saysCannotHappen(thrown: ThrowStatement): boolean {
  return [...thrown.getDescendants()].some(
    (each) =>
      (Node.isStringLiteral(each) || Node.isNoSubstitutionTemplateLiteral(each)) && CANNOT_HAPPEN.test(each.getText()),
  );
}

/** `default: { … }` is the same as without the braces. */
function statementsIn(node: Node): readonly Node[] {
  const statements = statementsOf(node);
  const [only] = statements;
  return statements.length === 1 && Node.isBlock(only) ? only.getStatements() : statements;
}

/** `return assertNever(x)`, `const rest: never = x; throw …`, `x satisfies never;`. */
function callsForNever(node: Node): boolean {
  return statementsIn(node).some((statement) => {
    if (Node.isVariableStatement(statement))
      return statement.getDeclarations().some((each) => each.getTypeNode()?.getText() === "never");
    if (Node.isThrowStatement(statement) || Node.isReturnStatement(statement)) {
      const value = statement.getExpression();
      return value !== undefined && callsNever(value);
    }
    return Node.isExpressionStatement(statement) && callsNever(statement.getExpression());
  });
}

function callsNever(expression: Node): boolean {
  if (Node.isSatisfiesExpression(expression)) return expression.getTypeNode()?.getText() === "never";
  const value = unwrap(expression);
  if (Node.isNewExpression(value))
    return /^(Unreachable\w*|Never\w*|Exhaust\w*)Error$/.test(value.getExpression().getText());
  return Node.isCallExpression(value) && TAKES_NEVER.test(calleeName(value));
}

/** What has been asked about, where the arm speaks of it: by its type nothing may be left there. */
function exhaustedByType({ asks }: Arm, node: Node): Answer {
  const { types } = contextOf(node);
  const asked = new Set(asks.flatMap((each) => [each, ...each.getDescendants()].filter(isReference).map(textOf)));
  const answers = node
    .getDescendants()
    .filter((each) => isReference(each) && asked.has(textOf(each)))
    .map((each) => types.isNever(each));
  if (answers.includes(true)) return true;
  return answers.includes(false) ? false : undefined;
}

function isReference(node: Node): boolean {
  return Node.isIdentifier(node) || Node.isPropertyAccessExpression(node);
}

function textOf(node: Node): string {
  return node.getText();
}
