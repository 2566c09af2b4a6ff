import { Node, SyntaxKind } from "ts-morph";
import { unwrap } from "../source/syntax.js";
import { leaveOut, type Operator, replace } from "./operator.js";

export const guardOperandDrop: Operator = {
  id: "guard-operand-drop",
  title: "one of the guard's conditions is dropped",
  models: "one check missing",
  why: "The guard has several reasons to fire, and no test would notice if it forgot this one.",
  hint: "call it with input that only this condition catches, and assert how it is refused",
  on: ["guard-clause"],
  example: {
    before: "function f(a) { if (!a || a.n < 1) throw new Error('bad'); return a; }",
    after: [
      "function f(a) { if (a.n < 1) throw new Error('bad'); return a; }",
      "function f(a) { if (!a) throw new Error('bad'); return a; }",
    ],
  },
  *mutate({ node }) {
    if (!Node.isIfStatement(node)) return;
    const test = unwrap(node.getExpression());
    const operands = operandsOf(test);
    if (operands.length < 2) return;
    for (const dropped of operands) {
      if (hasAssignment(dropped)) {
        yield leaveOut(dropped, "needed-later");
        continue;
      }
      const rest = operands.filter((operand) => operand !== dropped);
      yield replace(test, "expression", rest.map((operand) => operand.getText()).join(" || "));
    }
  },
};

/** `a || b || c`, flattened. Operands of `&&` are left: dropping one would refuse good input instead. */
function operandsOf(test: Node): Node[] {
  if (Node.isBinaryExpression(test) && test.getOperatorToken().getKind() === SyntaxKind.BarBarToken) {
    return [...operandsOf(test.getLeft()), ...operandsOf(test.getRight())];
  }
  return Node.isParenthesizedExpression(test) && operandsOf(unwrap(test)).length > 1
    ? operandsOf(unwrap(test))
    : [test];
}

/** What a later operand may need from an earlier one. */
function hasAssignment(node: Node): boolean {
  return [node, ...node.getDescendants()].some(
    (each) => Node.isBinaryExpression(each) && each.getOperatorToken().getKind() === SyntaxKind.EqualsToken,
  );
}
