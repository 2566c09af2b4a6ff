import { Node, SyntaxKind } from "ts-morph";
import { dependenciesOf } from "../source/dependencies.js";
import { handledAwaits, unhandledReturns } from "./handled-await.js";
import type { Kind } from "./kind.js";

export const finallyBlock: Kind = {
  id: "finally-block",
  startsAt: [SyntaxKind.Block],
  title: "finally block",
  description: "The body of a `finally`: the cleanup that must happen on failure too.",
  example: {
    code: "try { use(lock); } finally { lock.release(); }",
    finds: ["finally { lock.release(); }"],
  },
  match(node) {
    const parent = node.getParent();
    if (!Node.isBlock(node) || !Node.isTryStatement(parent) || parent.getFinallyBlock() !== node) return undefined;
    const hasCatch = parent.getCatchClause() !== undefined;
    return {
      kind: "finally-block",
      node,
      handler: node,
      bindings: new Set(),
      reach: { node, syntax: "statement" },
      head: node,
      awaits: hasCatch ? handledAwaits(parent.getCatchClause()) : handledAwaits(parent),
      // With a catch, failures of the try end there: one place to put a failure in is enough.
      ...(hasCatch ? {} : { protects: parent.getTryBlock() }),
      notes: hasCatch ? [] : unhandledReturns(parent),
      dependencies: dependenciesOf([parent.getTryBlock()]),
      runsOnSuccess: true,
    };
  },
};
