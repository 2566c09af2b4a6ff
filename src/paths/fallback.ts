import { type BinaryExpression, Node, SyntaxKind } from "ts-morph";
import { contextOf } from "../source/context.js";
import { dependenciesOf, valuesBehind } from "../source/dependencies.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { calleeName, callOf, unwrap } from "../source/syntax.js";
import { isOnlyTested, outermost } from "../source/value-use.js";
import { fallbackNoise } from "./fallback-noise.js";
import type { Kind } from "./kind.js";

/** Calls that answer yes or no, by their names: what stands behind their `||` is another condition. */
const YES_OR_NO =
  /^(is|has|can|should|are|was|needs|allows|supports)([A-Z]|$)|^(includes|startsWith|endsWith|some|every|test|equals|existsSync|delete|contains|matches|Boolean)$/;

export const fallback: Kind = {
  id: "fallback",
  startsAt: [SyntaxKind.BinaryExpression],
  title: "fallback value",
  description: "The right side of `??` or `||`: what the code goes on with where a value is missing.",
  example: {
    code: "const user = users.get(id) ?? guest;\nconst text = (await read(file)) || blank;\nlet name = find(id);\nname ??= 'nobody';\nconst port = options.port ?? 80;\nif (a() || b()) stop();",
    finds: ["users.get(id) ?? guest", "(await read(file)) || blank", "name ??= 'nobody'"],
  },
  match(node) {
    const decision = Node.isBinaryExpression(node) ? decide(node) : undefined;
    if (!Node.isBinaryExpression(node) || typeof decision !== "object") return undefined;
    const left = node.getLeft();
    const right = node.getRight();
    return {
      kind: "fallback",
      node,
      handler: right,
      bindings: new Set(),
      reach: { node: right, syntax: "expression" },
      head: node,
      awaits: [],
      notes: [],
      dependencies: dependenciesOf([left, ...valuesBehind(left)]),
      isUnsure: decision.isUnsure,
    };
  },
  passesOver(node) {
    const decision = Node.isBinaryExpression(node) ? decide(node) : undefined;
    return typeof decision === "string" ? decision : undefined;
  },
};

interface Found {
  readonly isUnsure: boolean;
}

/** Whether an expression is a fallback, or looks like one and is none by which noise rule. */
function decide(node: BinaryExpression): Found | NoiseRule | undefined {
  switch (node.getOperatorToken().getText()) {
    case "??":
    case "??=":
      return fallbackNoise(node) ?? decideNullish(node);
    case "||":
      if (isOnlyTested(node) || Node.isExpressionStatement(outermost(node).getParent())) return undefined;
      return decideOr(node);
    case "||=":
      return decideOr(node);
    default:
      return undefined;
  }
}

function decideNullish(node: BinaryExpression): Found | NoiseRule {
  const left = unwrap(node.getLeft());
  if (isNeverNullish(left)) return "cannot-be-nullish";
  if (isEntry(left) || hasOptionalChain(left)) return { isUnsure: false };
  const answer = contextOf(node).types.canBeNullish(left);
  return answer === false ? "cannot-be-nullish" : { isUnsure: answer === undefined };
}

/** `byName[name]`: unless the compiler is told to be strict about it, an entry is there by its type, whether it is or not. */
function isEntry(left: Node): boolean {
  return Node.isElementAccessExpression(left) && !Node.isNumericLiteral(left.getArgumentExpression());
}

/** `||` asks for truth: a fallback only where nothing is what the left side can be. */
function decideOr(node: BinaryExpression): Found | NoiseRule | undefined {
  const left = unwrap(node.getLeft());
  if (isYesOrNo(left) || isYesOrNo(unwrap(node.getRight()))) return undefined;
  const noise = fallbackNoise(node);
  if (noise !== undefined) return noise;
  const { types } = contextOf(node);
  const isResult = Node.isCallExpression(left) || Node.isAwaitExpression(left);
  if (isResult) {
    const isBoolean = types.isBoolean(left);
    if (isBoolean === true || (isBoolean === undefined && YES_OR_NO.test(calledName(left)))) return undefined;
    return { isUnsure: isBoolean === undefined };
  }
  return types.canBeNullish(left) === true ? { isUnsure: false } : undefined;
}

function calledName(value: Node): string {
  const call = callOf(value);
  return call === undefined ? "" : calleeName(call);
}

/** Literals, `new`, arithmetic: there is always a value. */
function isNeverNullish(value: Node): boolean {
  return (
    Node.isLiteralExpression(value) ||
    Node.isTemplateExpression(value) ||
    Node.isObjectLiteralExpression(value) ||
    Node.isArrayLiteralExpression(value) ||
    Node.isNewExpression(value) ||
    Node.isTypeOfExpression(value) ||
    Node.isArrowFunction(value) ||
    Node.isPrefixUnaryExpression(value) ||
    (Node.isBinaryExpression(value) &&
      /^([-+*/%<>]|[!=]==?|[<>]=|instanceof|in)$/.test(value.getOperatorToken().getText()))
  );
}

/** A `?.` on the way: then there is nothing where the chain ends early. */
function hasOptionalChain(node: Node): boolean {
  const value = unwrap(node);
  if (Node.isAwaitExpression(value)) return hasOptionalChain(value.getExpression());
  if (Node.isBinaryExpression(value) && /^(\?\?|\|\|)$/.test(value.getOperatorToken().getText()))
    return hasOptionalChain(value.getRight());
  if (
    !Node.isPropertyAccessExpression(value) &&
    !Node.isElementAccessExpression(value) &&
    !Node.isCallExpression(value)
  )
    return false;
  return value.hasQuestionDotToken() || hasOptionalChain(value.getExpression());
}

function isYesOrNo(value: Node): boolean {
  if (/^(true|false)$/.test(value.getText())) return value.getText() === "true";
  if (Node.isPrefixUnaryExpression(value)) return value.getOperatorToken() === SyntaxKind.ExclamationToken;
  if (!Node.isBinaryExpression(value)) return Node.isCallExpression(value) && YES_OR_NO.test(calleeName(value));
  const operator = value.getOperatorToken().getText();
  if (operator === "&&" || operator === "||") return isYesOrNo(unwrap(value.getRight()));
  return /^([<>]|[!=]==?|[<>]=|instanceof|in)$/.test(operator);
}
