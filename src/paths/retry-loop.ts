import { type CallExpression, Node, type SourceFile, SyntaxKind, type TryStatement } from "ts-morph";
import { leaves } from "../source/dead-code.js";
import { declarationOf, importedBy } from "../source/declarations.js";
import { dependenciesOf } from "../source/dependencies.js";
import { mentions, ownDescendants, receiverOf, siblingsOf, unwrap } from "../source/syntax.js";
import type { Kind, Located } from "./kind.js";

export const ATTEMPT_NAME = /attempt|retry|retries|tries\b/i;

export const retryLoop: Kind = {
  id: "retry-loop",
  startsAt: [SyntaxKind.ForStatement, SyntaxKind.WhileStatement, SyntaxKind.DoStatement, SyntaxKind.CallExpression],
  title: "retry",
  description: "A loop that tries again what has failed, or a call of a library that does.",
  example: {
    code: "async function f() {\n  for (let attempt = 0; attempt < 3; attempt++) { try { return await load(); } catch (e) { last = e; } }\n  throw last;\n}\nfunction g(list) { for (let i = 0; i < list.length; i++) { try { use(list[i]); } catch (e) { report(e); } } }",
    finds: ["for (let attempt = 0; attempt < 3; attempt++) { try { return await load(); } catch (e) { last = e; } }"],
  },
  match(node) {
    if (Node.isCallExpression(node)) return libraryCall(node);
    const attempt = isRetryable(node) ? attemptIn(node) : undefined;
    const block = attempt?.getCatchClause()?.getBlock();
    if (attempt === undefined || block === undefined) return undefined;
    return {
      kind: "retry-loop",
      node,
      handler: block,
      bindings: new Set(),
      reach: { node: block, syntax: "statement" },
      head: node,
      awaits: [],
      notes: [],
      dependencies: dependenciesOf([attempt.getTryBlock()]),
    };
  },
};

type Loop = Node & { getStatement(): Node };

function isRetryable(node: Node): node is Loop {
  return Node.isForStatement(node) || Node.isWhileStatement(node) || Node.isDoStatement(node);
}

/** The `try` of a loop that ends with its success, and goes on with its failure. */
function attemptIn(loop: Loop): TryStatement | undefined {
  const head = headOf(loop);
  // A list that is gone through: one item after the other, not one attempt after the other.
  if (/\.(length|size)\b/.test(head)) return undefined;
  return [...ownDescendants(loop)].find((each): each is TryStatement => {
    if (!Node.isTryStatement(each) || nearestLoop(each) !== loop) return false;
    const handler = each.getCatchClause()?.getBlock();
    if (handler === undefined || (leaves(handler) && !continues(handler, loop))) return false;
    return endsWithSuccess(each, loop, ATTEMPT_NAME.test(head));
  });
}

/** What stands in the parentheses of a loop. */
function headOf(loop: Loop): string {
  const [text, body] = [loop.getText(), loop.getStatement()];
  const [start, end] = [body.getStart() - loop.getStart(), body.getEnd() - loop.getStart()];
  return `${text.slice(0, start)} ${text.slice(end)}`;
}

function continues(handler: Node, loop: Node): boolean {
  return [...ownDescendants(handler)].some((each) => Node.isContinueStatement(each) && nearestLoop(each) === loop);
}

/**
 * The loop is left at the end of the `try` or right behind it. Where it counts attempts, it may also be left
 * on a condition: `if (response.ok) return response`; and by a flag that the loop's head asks for.
 */
function endsWithSuccess(attempt: TryStatement, loop: Loop, countsAttempts: boolean): boolean {
  const siblings = siblingsOf(attempt);
  const rest = siblings.slice(siblings.indexOf(attempt) + 1);
  const exits = [...attempt.getTryBlock().getStatements(), ...rest].flatMap((each) => [each, ...ownDescendants(each)]);
  const leaving = exits.filter((each) => leavesLoop(each, loop));
  if (countsAttempts && leaving.length > 0) return true;
  if (leaving.some((each) => each.getParent() === attempt.getTryBlock() || rest.some((one) => one === each)))
    return true;
  const flags = exits.filter(Node.isBinaryExpression).filter((each) => each.getOperatorToken().getText() === "=");
  const names = new Set(
    flags
      .map((each) => each.getLeft())
      .filter(Node.isIdentifier)
      .map((each) => each.getText()),
  );
  const head = Node.isWhileStatement(loop) || Node.isDoStatement(loop) ? loop.getExpression() : undefined;
  return head !== undefined && countsAttempts && mentions(head, names);
}

function leavesLoop(node: Node, loop: Node): boolean {
  if (Node.isReturnStatement(node)) return true;
  if (!Node.isBreakStatement(node)) return false;
  return node.getFirstAncestor((each) => Node.isIterationStatement(each) || Node.isSwitchStatement(each)) === loop;
}

function nearestLoop(node: Node): Node | undefined {
  return node.getFirstAncestor(Node.isIterationStatement);
}

/** How a library is told to try once: the place of its options among the arguments, and what they must say. */
export interface Once {
  readonly index: number;
  readonly property: string;
  readonly value: string;
}

const LIBRARIES: Readonly<Record<string, Once>> = {
  "p-retry default": { index: 1, property: "retries", value: "0" },
  "async-retry default": { index: 1, property: "retries", value: "0" },
  "retry operation": { index: 0, property: "retries", value: "0" },
  "exponential-backoff backOff": { index: 1, property: "numOfAttempts", value: "1" },
  "cockatiel retry": { index: 1, property: "maxAttempts", value: "0" },
};

/** How the library behind a call is told to try once; nothing for other calls. */
export function onceOf(call: CallExpression): Once | undefined {
  if (!namesLibrary(call.getSourceFile())) return undefined;
  const callee = unwrap(call.getExpression());
  const receiver = receiverOf(call);
  const local = receiver === undefined ? callee : unwrap(receiver);
  const declaration = Node.isIdentifier(local) ? declarationOf(local) : undefined;
  const imported = declaration === undefined ? undefined : importedBy(declaration, local.getText());
  if (imported === undefined) return undefined;
  const isRequired = Node.isVariableDeclaration(declaration);
  const isWhole = isRequired || imported.name === "default" || imported.name === "*";
  if (receiver !== undefined) {
    const name = Node.isPropertyAccessExpression(callee) ? callee.getName() : "";
    return isWhole ? LIBRARIES[`${imported.specifier} ${name}`] : undefined;
  }
  // `const pRetry = require("p-retry")` is the whole module, `const { backOff } = require(…)` one name of it.
  const isModule = isRequired && Node.isIdentifier(declaration.getNameNode());
  return LIBRARIES[`${imported.specifier} ${isModule ? "default" : imported.name}`];
}

const naming = new WeakMap<SourceFile, boolean>();

/** Asked for every call: most files have none of them. */
function namesLibrary(file: SourceFile): boolean {
  const known =
    naming.get(file) ?? /["'](p-retry|async-retry|retry|exponential-backoff|cockatiel)["']/.test(file.getFullText());
  naming.set(file, known);
  return known;
}

function libraryCall(call: CallExpression): Located | undefined {
  const once = onceOf(call);
  if (once === undefined) return undefined;
  const [attempted] = call.getArguments();
  return {
    kind: "retry-loop",
    node: call,
    handler: undefined,
    bindings: new Set(),
    reach: { node: call, syntax: "expression" },
    head: call,
    awaits: [],
    notes: [],
    dependencies: attempted === undefined || once.index === 0 ? [] : dependenciesOf([attempted]),
    runsOnSuccess: true,
  };
}
