/**
 * What is wrong with a handler and plain to see, so that no test is needed to tell it, and none would.
 * Said as notes beside the path; they count for nothing.
 *
 * The three patterns are those of Yuan et al., "Simple Testing Can Prevent Most Critical Failures" (OSDI
 * 2014): their checker looks for handlers that are empty or only log, for handlers of everything that end
 * the process, and for handlers with a TODO or FIXME in them. docs/smells.md has an example of each.
 */
import { Node } from "ts-morph";
import type { KindId } from "../model.js";
import { isAridExpression, isAridStatement } from "../source/arid.js";
import { ownerOf } from "../source/names.js";
import { commentsIn } from "../source/suppressions.js";
import {
  calleeName,
  isFunction,
  isUndefined,
  mentions,
  ownDescendants,
  receiverOf,
  siblingsOf,
  statementsOf,
  unwrap,
} from "../source/syntax.js";
import type { Located } from "./kind.js";

/** Kinds whose handler runs because something failed. */
const HANDLERS: ReadonlySet<KindId> = new Set([
  "catch-clause",
  "promise-handler",
  "error-first-callback",
  "error-listener",
  "error-boundary",
]);

/** A sentence for each smell of an error path, in the order of docs/smells.md. */
export function smellsOf(located: Located): readonly string[] {
  if (!HANDLERS.has(located.kind) || located.runsOnSuccess === true) return [];
  return [...ignoredFailure(located), ...endOfProcess(located), ...unfinished(located)].map(
    (sentence) => `smell: ${sentence}`,
  );
}

function ignoredFailure(located: Located): readonly string[] {
  if (located.bestEffort === true || fallsThroughToFallback(located) || isHandledElsewhere(located)) return [];
  const trace = traceOf(located);
  if (trace === "nothing") return ["the handler is empty, so nobody learns of the failure"];
  if (trace === "comment") return ["the handler holds nothing but a comment, so nobody learns of the failure"];
  // To log is what `componentDidCatch` is there for.
  if (trace !== "log" || located.kind === "error-boundary") return [];
  return ["the handler only logs, and the code goes on as if nothing had failed"];
}

/** All that a handler leaves of a failure. */
function traceOf({ handler, node }: Located): "nothing" | "comment" | "log" | "more" {
  if (handler === undefined) return traceOfNamed(node.getText());
  if (!Node.isStatement(handler)) {
    if (isUndefined(handler)) return "nothing";
    return isAridExpression(handler) ? "log" : "more";
  }
  const statements = statementsOf(handler);
  if (statements.length > 0) return statements.every(isAridStatement) ? "log" : "more";
  return Node.isBlock(handler) && /\S/.test(handler.getText().slice(1, -1)) ? "comment" : "nothing";
}

/** `.catch(noop)`, `.catch(console.error)` */
function traceOfNamed(name: string): "nothing" | "log" | "more" {
  if (/(^|\.)no_?op$/i.test(name)) return "nothing";
  return /^(console|log|logger|this\.log|this\.logger)\.\w+$/.test(name) ? "log" : "more";
}

/** `try { return parse(a); } catch {} return b;`: what stands behind the `try` is the recovery. */
function fallsThroughToFallback({ node }: Located): boolean {
  const statement = node.getParent();
  if (!Node.isCatchClause(node) || !Node.isTryStatement(statement)) return false;
  const last = statement.getTryBlock().getStatements().at(-1);
  const leaves = Node.isReturnStatement(last) || Node.isContinueStatement(last) || Node.isBreakStatement(last);
  return leaves && siblingsOf(statement).at(-1) !== statement;
}

/** `work.catch(() => {});`, with the `await work` elsewhere: only against a report of an unhandled rejection. */
function isHandledElsewhere({ kind, protects, head }: Located): boolean {
  if (kind !== "promise-handler" || protects === undefined) return false;
  const isName = Node.isIdentifier(unwrap(protects)) || Node.isPropertyAccessExpression(unwrap(protects));
  const user = head.getParent();
  return isName && (Node.isExpressionStatement(user) || Node.isVoidExpression(user));
}

const MAIN = /^(<module>|main|cli|run|bin)$/i;
const LAST_RESORT = /['"](uncaughtException|unhandledRejection)['"]/;

/** Not where a program ends anyway: at the top of a module, in `main`, in the process's own last listeners. */
function endOfProcess(located: Located): readonly string[] {
  const { handler, head, node, bindings } = located;
  if (handler === undefined || MAIN.test(ownerOf(head).split(".").at(-1) ?? "")) return [];
  if (located.kind === "error-listener" && LAST_RESORT.test(`${node.getParent()?.getText()} ${head.getText()}`)) {
    return [];
  }
  const nodes = [handler, ...ownDescendants(handler)];
  const end = nodes.find(endsProcess);
  if (end === undefined || nodes.some((each) => asksForError(each, bindings))) return [];
  return [`any error, however small, ends the process in line ${end.getStartLineNumber()}`];
}

function endsProcess(node: Node): boolean {
  return (
    Node.isCallExpression(node) && /^(exit|abort)$/.test(calleeName(node)) && receiverOf(node)?.getText() === "process"
  );
}

/** A question about the error: then the handler is not one of everything alike. */
function asksForError(node: Node, names: ReadonlySet<string>): boolean {
  return (Node.isIfStatement(node) || Node.isSwitchStatement(node)) && mentions(node.getExpression(), names);
}

const UNFINISHED = /\b(TODO|FIXME|XXX|HACK)\b/;

function unfinished({ handler }: Located): readonly string[] {
  // All comments of a file are looked at only where there is reason to.
  if (handler === undefined || !UNFINISHED.test(handler.getText())) return [];
  const others = handler.getDescendants().filter((each) => isFunction(each) || Node.isCatchClause(each));
  const [start, end] = [handler.getStart(), handler.getEnd()];
  return commentsIn(handler.getSourceFile()).flatMap(({ content, offset, line }) => {
    const isElsewhere = others.some((each) => each.getStart() <= offset && offset < each.getEnd());
    const [word] = UNFINISHED.exec(content) ?? [];
    if (word === undefined || offset < start || offset >= end || isElsewhere) return [];
    return [`the handler is not finished: there is a ${word} in line ${line}`];
  });
}
