import { type CatchClause, Node, SyntaxKind } from "ts-morph";
import { isAridStatement } from "../source/arid.js";
import { dependenciesOf } from "../source/dependencies.js";
import { boundNames } from "../source/names.js";
import { calleeName, callOfStatement } from "../source/syntax.js";
import { handledAwaits, unhandledReturns } from "./handled-await.js";
import type { Kind } from "./kind.js";

/** Calls whose failure is commonly, and rightly, ignored. */
export const CLEANUP =
  /^(close|end|destroy|dispose|disconnect|release|terminate|kill|unlink|unlinkSync|rm|rmSync|abort|quit|rollback|cancel|stop|cleanup)$/;

export const catchClause: Kind = {
  id: "catch-clause",
  startsAt: [SyntaxKind.CatchClause],
  title: "catch block",
  description: "The body of a `catch`: what the code does when something in the `try` throws or rejects.",
  example: {
    code: "try { load(); } catch (error) { return null; }\ntry { stop(); } catch { recover(); }",
    finds: ["catch (error) { return null; }", "catch { recover(); }"],
  },
  match(node) {
    if (!Node.isCatchClause(node)) return undefined;
    const bestEffort = isBestEffort(node);
    const tryStatement = node.getParent();
    return {
      kind: "catch-clause",
      node,
      handler: node.getBlock(),
      bindings: boundNames(node.getVariableDeclaration()?.getNameNode()),
      reach: { node: node.getBlock(), syntax: "statement" },
      head: node,
      awaits: handledAwaits(node.getParentOrThrow()),
      ...(Node.isTryStatement(tryStatement) ? { protects: tryStatement.getTryBlock() } : {}),
      notes: [...(bestEffort ? [bestEffortNote] : []), ...unhandledReturns(node.getParentOrThrow())],
      dependencies: Node.isTryStatement(tryStatement) ? dependenciesOf([tryStatement.getTryBlock()]) : [],
      bestEffort,
    };
  },
};

export const bestEffortNote =
  "best effort: the failure of a cleanup is ignored on purpose, so there is nothing to assert";

/**
 * `try { await conn.close() } catch {}`: an idiom that has nothing to assert. It is reported as a note.
 */
function isBestEffort(clause: CatchClause): boolean {
  if (!clause.getBlock().getStatements().every(isAridStatement)) return false;
  const tryStatement = clause.getParent();
  if (!Node.isTryStatement(tryStatement)) return false;
  const attempted = tryStatement.getTryBlock().getStatements();
  return (
    attempted.length === 1 &&
    attempted.every((statement) => {
      const call = callOfStatement(statement);
      return call !== undefined && CLEANUP.test(calleeName(call));
    })
  );
}
