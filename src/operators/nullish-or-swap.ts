import { Node } from "ts-morph";
import { unwrap } from "../source/syntax.js";
import { leaveOut, type Operator, replace } from "./operator.js";

const SWAPPED: Readonly<Record<string, string>> = { "??": "||", "||": "??", "??=": "||=", "||=": "??=" };

export const nullishOrSwap: Operator = {
  id: "nullish-or-swap",
  title: "one of `??` and `||` stands for the other",
  models: "wrong idea of what is missing",
  why: "Zero, an empty string and `false` are values for one of the two and missing for the other, and no test tells which.",
  hint: "call it with 0, an empty string or false, and assert whether that or the fallback comes out",
  on: ["fallback"],
  optIn: "strict",
  changesSuccess: true,
  example: {
    before: "const count = counts.get(id) ?? 1;\nconst name = read() || 'nobody';",
    after: [
      "const count = counts.get(id) || 1;\nconst name = read() || 'nobody';",
      "const count = counts.get(id) ?? 1;\nconst name = read() ?? 'nobody';",
    ],
  },
  *mutate({ node }) {
    if (!Node.isBinaryExpression(node)) return;
    const operator = SWAPPED[node.getOperatorToken().getText()];
    if (operator === undefined) return;
    // What stands in for an object is an object, and of those none is falsy.
    if (isObject(unwrap(node.getRight()))) return yield leaveOut(node, "already-there");
    yield replace(node, "expression", `${operand(node.getLeft())} ${operator} ${operand(node.getRight())}`);
  },
};

function isObject(value: Node): boolean {
  return (
    Node.isObjectLiteralExpression(value) ||
    Node.isArrayLiteralExpression(value) ||
    Node.isNewExpression(value) ||
    Node.isArrowFunction(value) ||
    Node.isFunctionExpression(value)
  );
}

/** `??` next to `||` or `&&` is a syntax error without parentheses. */
function operand(node: Node): string {
  const isLogical = Node.isBinaryExpression(node) && /^(\?\?|\|\||&&)$/.test(node.getOperatorToken().getText());
  return isLogical ? `(${node.getText()})` : node.getText();
}
