/** Conditions that ask a value whether it is a failure: `if (r.status === "rejected")`, `r.isErr() ? a : b`. */
import { Node, type PrefixUnaryExpression } from "ts-morph";
import { unwrap } from "../source/syntax.js";
import { followers } from "./error-first-callback.js";
import type { Located } from "./kind.js";

/** A question of its own, and the answer that it gives on failure. */
export interface FailureTest {
  readonly test: Node;
  readonly failsWhen: boolean;
}

/** Asks one node, without `!` or parentheses around it, whether it is such a question. */
export type AsksForFailure = (node: Node) => FailureTest | undefined;

/** Where the failure goes: the code that runs then, and a place that runs exactly then. */
export type Decision = Pick<Located, "node" | "handler" | "head"> &
  Required<Pick<Located, "reach" | "runsOnSuccess">> & { readonly question: FailureTest };

/**
 * What is decided at an `if`, a conditional expression, or, where it is the test of neither, at the question
 * itself. For the same question only one of them is the place.
 */
export function decisionAt(node: Node, asks: AsksForFailure): Decision | undefined {
  if (Node.isIfStatement(node) || Node.isConditionalExpression(node)) {
    const found = questionIn(conditionOf(node), asks);
    return found === undefined ? undefined : decided(node, found.failsWhen, found.question);
  }
  const question = asks(node);
  return question === undefined || isCondition(node) ? undefined : asValue(node, question);
}

/** The question that an error path was found by. */
export function questionOf({ node }: Located, asks: AsksForFailure): FailureTest | undefined {
  return asks(node) ?? decisionAt(node, asks)?.question;
}

function conditionOf(node: Node): Node {
  if (Node.isIfStatement(node)) return node.getExpression();
  return Node.isConditionalExpression(node) ? node.getCondition() : node;
}

/** The question that is a whole condition, with any `!` before it, and what the condition is on failure. */
function questionIn(condition: Node, asks: AsksForFailure): { question: FailureTest; failsWhen: boolean } | undefined {
  const value = unwrap(condition);
  if (isNegation(value)) {
    const inner = questionIn(value.getOperand(), asks);
    return inner === undefined ? undefined : { question: inner.question, failsWhen: !inner.failsWhen };
  }
  const question = asks(value);
  return question === undefined ? undefined : { question, failsWhen: question.failsWhen };
}

function isNegation(node: Node): node is PrefixUnaryExpression {
  return Node.isPrefixUnaryExpression(node) && node.getText().startsWith("!");
}

/** Whether an expression is the whole test of an `if` or a conditional expression. */
function isCondition(node: Node): boolean {
  let current: Node = node;
  for (let parent = node.getParent(); parent !== undefined; parent = current.getParent()) {
    if (Node.isIfStatement(parent) || Node.isConditionalExpression(parent)) return conditionOf(parent) === current;
    if (unwrap(parent) === parent && !isNegation(parent)) return false;
    current = parent;
  }
  return false;
}

function decided(node: Node, failsWhen: boolean, question: FailureTest): Decision {
  const handler = Node.isIfStatement(node)
    ? failsWhen
      ? node.getThenStatement()
      : (node.getElseStatement() ?? followers(node))
    : Node.isConditionalExpression(node)
      ? failsWhen
        ? node.getWhenTrue()
        : node.getWhenFalse()
      : undefined;
  if (handler === undefined) return asValue(question.test, question);
  const syntax = Node.isIfStatement(node) ? "statement" : "expression";
  return { node, head: node, handler, reach: { node: handler, syntax }, runsOnSuccess: false, question };
}

/** The answer goes elsewhere, or nothing is done on failure: only the question itself is there to be run. */
function asValue(node: Node, question: FailureTest): Decision {
  const reach = { node: question.test, syntax: "expression" } as const;
  return { node, head: node, handler: undefined, reach, runsOnSuccess: true, question };
}
