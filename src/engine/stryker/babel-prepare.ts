/**
 * Small rewritings of the syntax tree before Stryker walks it. None changes what the program does (but
 * that a handler given by name is not the same object to whoever receives it); each lets a mutant be placed exactly where its fault is, so that "a test ran it" means just that:
 *
 * - Stryker skips everything inside `x as T` as if it were a type: `as` is taken off around our places.
 * - `catch {}` gets a binding where a mutant needs the error, so that the mutant sits in the catch body
 *   and not around the whole try.
 * - `.catch(handler)` becomes a function that calls `handler`, so that a mutant of the handler sits where
 *   the handler runs and not where it is handed over.
 */
import type { types as t } from "@babel/core";
import type { Syntax } from "../../model.js";
import type { ReplacementParser } from "./babel-parse.js";
import type { StrykerInternals } from "./internals.js";
import type { Placement } from "./placement.js";

const ARGS = "faultlineArgs";
const calls = new WeakSet<t.Node>();
const catchBodies = new WeakMap<t.Node, string>();

const wrapped = new WeakSet<t.Node>();

/** The places that the preparation made. */
export const prepared = {
  args: ARGS,
  isCall: (node: t.Node) => calls.has(node),
  isCatchBody: (node: t.Node) => catchBodies.has(node),
  /** The placements of the catch clause that a body belongs to. */
  siteOf<P>(node: t.Node, bySite: ReadonlyMap<string, P>): P | undefined {
    const key = catchBodies.get(node);
    return key === undefined ? undefined : bySite.get(key);
  },
};

export function prepareTree(
  program: t.Program,
  placements: readonly Placement[],
  internals: StrykerInternals,
  parser: ReplacementParser,
): void {
  const { types } = internals;
  // Asked at every node of the tree: looked up, not searched. Of equals the first counts.
  const bySite = new Map(
    [...placements]
      .reverse()
      .map((each) => [`${each.site.syntax} ${each.site.span.start}-${each.site.span.end}`, each]),
  );
  const find = (node: t.Node, syntax: Syntax) => bySite.get(`${syntax} ${node.start}-${node.end}`);
  types.traverseFast(program, (node) => {
    withoutDirectives(node);
    if (types.isCatchClause(node)) {
      const placement = find(node, "catch-clause");
      if (placement?.replacement !== undefined)
        bindError(node, parser.catchClause(placement.replacement, placement.file), types);
    }
    for (const key of types.VISITOR_KEYS[node.type] ?? []) {
      rewriteChildren(node, key, (child) => {
        const open = holdsPlacement(child, placements) ? withoutCast(child, types) : child;
        const isHandler = !wrapped.has(open) && find(open, "function") !== undefined;
        return isHandler && types.isExpression(open) ? callOf(open, internals) : open;
      });
    }
  });
}

/** What a comment of Stryker's suppresses is decided already, and a reach probe is never to be suppressed. */
function withoutDirectives(node: t.Node): void {
  const comments = node.leadingComments;
  if (comments?.some(isDirective)) node.leadingComments = comments.filter((comment) => !isDirective(comment));
}

function isDirective({ value }: t.Comment): boolean {
  return /^\s*Stryker (disable|restore)\b/.test(value);
}

function rewriteChildren(node: t.Node, key: string, rewrite: (child: t.Node) => t.Node): void {
  const record = node as unknown as Record<string, unknown>;
  const value = record[key];
  if (Array.isArray(value)) record[key] = value.map((child) => (isNode(child) ? rewrite(child) : child));
  else if (isNode(value)) record[key] = rewrite(value);
}

function isNode(value: unknown): value is t.Node {
  return typeof value === "object" && value !== null && "type" in value;
}

function holdsPlacement(node: t.Node, placements: readonly Placement[]): boolean {
  return (
    node.type === "TSAsExpression" &&
    placements.some(({ site }) => site.span.start >= (node.start ?? 0) && site.span.end <= (node.end ?? 0))
  );
}

function withoutCast(node: t.Node, types: StrykerInternals["types"]): t.Node {
  let current = node;
  while (types.isTSAsExpression(current)) current = current.expression;
  return current;
}

/** Gives a catch clause the binding that its mutant's text uses; a pattern is taken apart in the body. */
function bindError(clause: t.CatchClause, mutated: t.CatchClause, types: StrykerInternals["types"]): void {
  const { param } = clause;
  const key = `${clause.start}-${clause.end}`;
  if (types.isIdentifier(mutated.param)) {
    if (param && !types.isIdentifier(param)) {
      clause.body.body.unshift(
        types.variableDeclaration("let", [types.variableDeclarator(param, types.identifier(mutated.param.name))]),
      );
    }
    clause.param = types.identifier(mutated.param.name);
  }
  catchBodies.set(clause.body, key);
}

/** `h` -> `(h => typeof h === "function" ? function (...args) { return h.apply(this, args) } : h)(h)` */
function callOf(handler: t.Expression, { types }: StrykerInternals): t.Expression {
  const name = () => types.identifier("faultlineHandler");
  const call = types.callExpression(types.memberExpression(name(), types.identifier("apply")), [
    types.thisExpression(),
    types.identifier(ARGS),
  ]);
  call.start = handler.start ?? null;
  call.end = handler.end ?? null;
  call.loc = handler.loc ?? null;
  calls.add(call);
  wrapped.add(call).add(handler);
  const opened = types.functionExpression(
    null,
    [types.restElement(types.identifier(ARGS))],
    types.blockStatement([types.returnStatement(call)]),
  );
  const isFunction = types.binaryExpression(
    "===",
    types.unaryExpression("typeof", name()),
    types.stringLiteral("function"),
  );
  return types.callExpression(
    types.arrowFunctionExpression([name()], types.conditionalExpression(isFunction, opened, name())),
    [handler],
  );
}
