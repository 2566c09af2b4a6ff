import { type IfStatement, Node, SyntaxKind } from "ts-morph";
import { isAridStatement } from "../source/arid.js";
import { contextOf, isNamed } from "../source/context.js";
import { dependenciesOf, parametersIn, valuesBehind } from "../source/dependencies.js";
import type { NoiseRule } from "../source/noise-rules.js";
import {
  calleeName,
  enclosingFunction,
  isFunction,
  isNullish,
  receiverOf,
  siblingsOf,
  statementsOf,
  unwrap,
} from "../source/syntax.js";
import { errorBoundary } from "./error-boundary.js";
import { errorFirstCallback } from "./error-first-callback.js";
import { errorListener } from "./error-listener.js";
import { errorExitLength, isPlainExit } from "./exits.js";
import type { Kind, Located } from "./kind.js";
import { promiseHandler } from "./promise-handler.js";
import { settledResult } from "./settled-result.js";

/** Names that say state or a choice, not validity: `if (!this.enabled) return`. */
const STATE =
  /(enabled|disabled|debug|verbose|quiet|silent|flag|feature|started|stopped|running|initiali[sz]ed|ready|open|opened|connected|active|mounted|visible|dirty|changed|loading|pending|alive|live|cancell?ed|stale|closed|closing|destroyed|disposed|first|last|done|finished|seen|visited|force)$/i;

export const guardClause: Kind = {
  id: "guard-clause",
  startsAt: [SyntaxKind.IfStatement],
  title: "guard clause",
  description: "An `if` without `else` that leaves early because an input, a limit or a result is not as it must be.",
  example: {
    code: "function f(a, cache) {\n  if (!a) throw new Error('no a');\n  if (cache) return cache;\n  if (a.length === 0) return null;\n  return a;\n}",
    finds: ["if (!a) throw new Error('no a');", "if (a.length === 0) return null;"],
  },
  match(node) {
    if (!Node.isIfStatement(node) || decide(node) !== "guard" || settledResult.match(node) !== undefined)
      return undefined;
    const body = node.getThenStatement();
    const test = node.getExpression();
    return {
      kind: "guard-clause",
      node,
      handler: body,
      bindings: new Set(),
      reach: { node: body, syntax: "statement" },
      head: node,
      awaits: [],
      notes: [],
      dependencies: [...dependenciesOf([test, ...valuesBehind(test)]), ...parametersIn(test)],
    };
  },
  passesOver(node) {
    const decision = Node.isIfStatement(node) ? decide(node) : undefined;
    return decision === "guard" ? undefined : decision;
  },
};

/** Whether an `if` is a guard, or looks like one and is none by which noise rule. */
function decide(node: IfStatement): "guard" | NoiseRule | undefined {
  if (node.getElseStatement() !== undefined) return undefined;
  const parent = node.getParent();
  if (Node.isIfStatement(parent) && parent.getElseStatement() === node) return undefined;
  if (isTopOfHandler(node)) return undefined;
  const body = statementsOf(node.getThenStatement());
  const exit = handsFailureOn(node, body.at(-1)) ? 1 : errorExitLength(body);
  if (exit > 0) return body.slice(0, body.length - exit).some(hasControlFlow) ? undefined : "guard";
  const last = body.at(-1);
  if (last === undefined || !isPlainExit(last) || !body.slice(0, -1).every(isAridStatement)) return undefined;
  return decidePlainExit(node, last);
}

function decidePlainExit(node: IfStatement, exit: Node): "guard" | NoiseRule | undefined {
  const subject = subjectOf(node.getExpression());
  if (subject === "other") return undefined;
  if (subject === "state") return "feature-or-state";
  if (siblingsOf(node).at(-1) === node) return "nothing-follows";
  if (endsOrSkips(node, exit)) return "loop-control";
  if (!isLoopExit(exit) && isRecursive(node)) return "recursion-base-case";
  if (rendersNothing(node)) return "renders-nothing";
  return isLookup(node) ? "lookup" : "guard";
}

/** `if (!result.ok) return result`, `if (found instanceof Error) return found`: a failure value handed on. */
function handsFailureOn(node: IfStatement, exit: Node | undefined): boolean {
  const value = Node.isReturnStatement(exit) ? exit.getExpression() : undefined;
  if (!Node.isIdentifier(value)) return false;
  const name = value.getText();
  const test = node.getExpression().getText().replace(/\s+/g, "");
  return [
    `!${name}.ok`,
    `!${name}.success`,
    `${name}.isErr()`,
    `isErr(${name})`,
    `!${name}.isOk()`,
    `${name}instanceofError`,
  ].includes(test);
}

function hasControlFlow(statement: Node): boolean {
  return [statement, ...withoutFunctions(statement)].some(
    (node) =>
      Node.isIfStatement(node) ||
      Node.isIterationStatement(node) ||
      Node.isSwitchStatement(node) ||
      Node.isTryStatement(node) ||
      Node.isReturnStatement(node),
  );
}

function* withoutFunctions(node: Node): Generator<Node> {
  for (const child of node.forEachChildAsArray()) {
    if (isFunction(child)) continue;
    yield child;
    yield* withoutFunctions(child);
  }
}

/** At the top of a handler an `if` or a `switch` is that handler's own discrimination. */
export function isTopOfHandler(node: Node): boolean {
  const block = node.getParent();
  const owner = block?.getParent();
  if (!Node.isBlock(block) || owner === undefined) return false;
  if (Node.isCatchClause(owner)) return true;
  if (errorBoundary.match(owner) !== undefined) return true;
  if (!isFunction(owner)) return false;
  const callback = errorFirstCallback.match(owner);
  if (callback !== undefined) return asksForErrorOf(callback, owner, node);
  const listener = errorListener.match(owner);
  if (listener !== undefined) return listener.handler === block || asksForErrorOf(listener, owner, node);
  const call = owner.getParent();
  if (!Node.isCallExpression(call)) return false;
  return promiseHandler.match(call)?.node === owner && calleeName(call) !== "finally";
}

/** In an error-first callback only the question for the error belongs to the handler. */
function asksForErrorOf(callback: Located, owner: Node, node: Node): boolean {
  if (!Node.isIfStatement(node) && !Node.isSwitchStatement(node)) return false;
  if (callback.handler === owner) return true;
  if (Node.isIfStatement(node) && callback.handler === node.getThenStatement()) return true;
  return [...callback.bindings].some((name) => new RegExp(`\\b${name}\\b`).test(node.getExpression().getText()));
}

/** What a test asks for: whether something is invalid, by every operand; for state or a choice; or something else. */
type Subject = "invalidity" | "state" | "other";

function subjectOf(expression: Node): Subject {
  const test = unwrap(expression);
  if (Node.isBinaryExpression(test)) {
    const operator = test.getOperatorToken().getText();
    if (operator === "||" || operator === "&&") {
      const subjects = [subjectOf(test.getLeft()), subjectOf(test.getRight())];
      return subjects.find((each) => each === "other") ?? subjects.find((each) => each === "state") ?? "invalidity";
    }
    return isInvalidComparison(unwrap(test.getLeft()), operator, unwrap(test.getRight())) ? "invalidity" : "other";
  }
  if (Node.isPrefixUnaryExpression(test) && test.getText().startsWith("!"))
    return namesState(unwrap(test.getOperand())) ? "state" : "invalidity";
  if (saysInvalid(test)) return "invalidity";
  return namesState(test) ? "state" : "other";
}

/** `isNaN(x)`, `res.error`, and the project's own `isBad(x)`. */
function saysInvalid(test: Node): boolean {
  if (Node.isPropertyAccessExpression(test)) return /^(error|aborted)$/.test(test.getName());
  if (!Node.isCallExpression(test)) return false;
  return (
    calleeName(test) === "isNaN" ||
    isNamed(contextOf(test).vocabulary.guardHelpers, unwrap(test.getExpression()).getText())
  );
}

function isInvalidComparison(left: Node, operator: string, right: Node): boolean {
  if (operator === "instanceof") return /Error$/.test(right.getText());
  if (/^===?$/.test(operator)) {
    if (isNullish(left) || isNullish(right)) return true;
    return /\.(length|size)$/.test(left.getText()) && right.getText() === "0";
  }
  if (operator === "<") return /\.(length|size)$/.test(left.getText()) && right.getText() === "1";
  return /^!==?$/.test(operator) && Node.isTypeOfExpression(left);
}

function namesState(operand: Node): boolean {
  if (Node.isCallExpression(operand)) return namesStateText(calleeName(operand));
  if (Node.isPropertyAccessExpression(operand)) {
    return namesStateText(operand.getName() === "current" ? operand.getExpression().getText() : operand.getName());
  }
  return Node.isIdentifier(operand) && namesStateText(operand.getText());
}

function namesStateText(name: string): boolean {
  return STATE.test(name);
}

/** `if (!props.user) return null` in a component: a branch of what is shown. */
function rendersNothing(node: IfStatement): boolean {
  const shown = enclosingFunction(node)
    ?.getDescendants()
    .find((each) => Node.isJsxElement(each) || Node.isJsxSelfClosingElement(each) || Node.isJsxFragment(each));
  return shown !== undefined;
}

function isLoopExit(exit: Node): boolean {
  return Node.isContinueStatement(exit) || Node.isBreakStatement(exit);
}

/** The end of a loop, an empty item skipped: early exits, but no guards. */
function endsOrSkips(node: IfStatement, exit: Node): boolean {
  if (Node.isContinueStatement(exit)) return asksForEmptiness(node.getExpression());
  if (!Node.isBreakStatement(exit)) return false;
  const loop = node.getFirstAncestor((each) => Node.isIterationStatement(each) || Node.isSwitchStatement(each));
  return (
    Node.isSwitchStatement(loop) || Node.isForStatement(loop) || Node.isWhileStatement(loop) || Node.isDoStatement(loop)
  );
}

/** `if (!m.has(k)) return undefined; return m.get(k);`: without the guard the same comes back. */
function isLookup(node: IfStatement): boolean {
  const [missing] = /^!(.+)$/.exec(node.getExpression().getText())?.slice(1) ?? [];
  const siblings = siblingsOf(node);
  const next = siblings[siblings.indexOf(node) + 1];
  const value = Node.isReturnStatement(next) ? next.getExpression()?.getText() : undefined;
  const exit = node
    .getThenStatement()
    .getText()
    .replace(/[{}\s;]/g, "");
  return value !== undefined && missing?.replace(".has(", ".get(") === value && /^return(undefined)?$/.test(exit);
}

function asksForEmptiness(expression: Node): boolean {
  return /\.(length|size)\b/.test(expression.getText()) || /^!\w+(\.trim\(\))?$/.test(expression.getText());
}

function isRecursive(node: Node): boolean {
  const owner = enclosingFunction(node);
  if (owner === undefined) return false;
  const name =
    Node.isFunctionDeclaration(owner) || Node.isMethodDeclaration(owner) ? owner.getName() : variableNameOf(owner);
  if (name === undefined) return false;
  return owner.getDescendants().some((each) => {
    if (!Node.isCallExpression(each) || calleeName(each) !== name) return false;
    const receiver = receiverOf(each);
    return receiver === undefined || receiver.getText() === "this";
  });
}

function variableNameOf(owner: Node): string | undefined {
  const parent = owner.getParent();
  return Node.isVariableDeclaration(parent) ? parent.getName() : undefined;
}
