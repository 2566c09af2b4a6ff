/** Where the failure comes from that ends in an error path: for changed lines, and for the reader. */
import { Node, type SourceFile } from "ts-morph";
import type { ProtectedCode } from "../model.js";
import { isAridCall } from "../source/arid.js";
import { rangeOf, spanOf } from "../source/spans.js";
import { ownDescendants, receiverOf, unwrap } from "../source/syntax.js";
import type { Located } from "./kind.js";

export function protectedCodeOf(located: Located, sourceFile: SourceFile): { protects?: ProtectedCode } {
  const code = protectedNode(located);
  if (code === undefined) return {};
  const raised = raisedIn(code, located.awaits) ?? code;
  return { protects: { range: rangeOf(sourceFile, spanOf(code)), raisedAt: rangeOf(sourceFile, spanOf(raised)) } };
}

function protectedNode({ protects, node, head, kind }: Located): Node | undefined {
  if (protects !== undefined) return protects;
  const parent = node.getParent();
  if (Node.isTryStatement(parent)) return parent.getTryBlock();
  return kind === "promise-handler" && Node.isCallExpression(head) ? receiverOf(head) : undefined;
}

/** The first thing there that is awaited, else thrown, else called. */
function raisedIn(code: Node, awaits: readonly Node[]): Node | undefined {
  const within = awaits.find((each) => each.getPos() >= code.getPos() && each.getEnd() <= code.getEnd());
  if (within !== undefined) return within;
  const bare = unwrap(code);
  if (Node.isCallExpression(bare)) return bare;
  const own = [...ownDescendants(code)];
  return (
    own.find(Node.isAwaitExpression) ??
    own.find(Node.isThrowStatement) ??
    own.find((each) => Node.isNewExpression(each) || (Node.isCallExpression(each) && !isAridCall(each)))
  );
}
