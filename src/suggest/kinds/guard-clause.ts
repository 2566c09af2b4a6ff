import { Node, SyntaxKind } from "ts-morph";
import { unwrap } from "../../source/syntax.js";
import type { Approach } from "./approach.js";

/** What the guard is there to stop: nothing has to fail. */
export const guardClause: Approach = {
  kinds: ["guard-clause"],
  ways: () => [{ waypoints: [], failing: [] }],
  // Of several conditions the one that a mutant drops holds, and no other.
  operands({ node }, mutant) {
    if (mutant?.operator !== "guard-operand-drop" || !Node.isIfStatement(node)) return undefined;
    const all = operandsOf(unwrap(node.getExpression()));
    const dropped = all.find(
      (each) =>
        all
          .filter((other) => other !== each)
          .map((other) => other.getText())
          .join(" || ") === mutant.replacement,
    );
    return dropped === undefined ? undefined : new Map(all.map((each) => [each, each === dropped]));
  },
};

function operandsOf(test: Node): readonly Node[] {
  if (Node.isBinaryExpression(test) && test.getOperatorToken().getKind() === SyntaxKind.BarBarToken) {
    return [...operandsOf(test.getLeft()), ...operandsOf(test.getRight())];
  }
  return Node.isParenthesizedExpression(test) ? operandsOf(unwrap(test)) : [test];
}
