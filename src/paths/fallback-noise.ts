/** Which `??` and `||` are no error paths, though they look like fallbacks: by which noise rule. */
import { type BinaryExpression, Node } from "ts-morph";
import { declarationOf } from "../source/declarations.js";
import { neverReturns } from "../source/never-returns.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { calleeName, enclosingFunction, isNullish, mentions, receiverOf, unwrap } from "../source/syntax.js";
import { isGivenBack, isOnlyTested, outermost, rootOf, wordsFor } from "../source/value-use.js";

const OPTIONS =
  /^(?:(?:this|self)\.#?_?)?(?:_?(?:options?|opts?|config|configuration|conf|cfg|settings|props|init|defaults|overrides|flags|argv?|args|env|process\.(?:env|argv)|import\.meta\.env)|\w+(?:Options|Opts|Config|Settings|Props))(?:\.values|\.flags)?$/;
const CACHE = /(cache|memo|memoi[sz]ed)$/i;
const ENVIRONMENT = /^(globalThis|global|window|self|navigator|document)$/;
const ERROR_NAME = /^_?(e|er|err|ex|error|exception|reason|cause)$|(Err|Error|Exception)$/;
const MESSAGE = /^(message|msg|statusText|stack|errorMessage|errorText|error_description)$/;
const MESSAGE_NAME = /(^m|M)(essage|sg)$/;
const FAILS = /^(fail|panic|raise|throwError|throwErr|die|bail|crash|throw[A-Z]\w*)$/;
const CANNOT_HAPPEN =
  /^(assertNever|assertUnreachable|unreachable|unreachableCase|impossible|exhausted|exhaustive\w*|never)$/i;
/** Names that indexes have. */
const INDEX = /^([ijknxy]|idx|index|pos|position|offset|cursor|\w*(Index|Idx|Pos|Offset))$/;

/** Why a fallback is none, from syntax alone. */
export function fallbackNoise(node: BinaryExpression): NoiseRule | undefined {
  const right = unwrap(node.getRight());
  if (isNullish(right) || readsTheSame(node)) return "yields-nothing";
  if (isMemoised(node)) return "memoised";
  if (isComputedIndex(unwrap(node.getLeft()))) return "index-in-bounds";
  if (Node.isCallExpression(right) && CANNOT_HAPPEN.test(calleeName(right))) return "arid-code";
  if (Node.isCallExpression(right) && FAILS.test(calleeName(right))) return undefined;
  const words = wordsFor(node, isText(right));
  if (words === "log") return "arid-code";
  if (words === "error" || isErrorText(node)) return "error-text";
  if (ENVIRONMENT.test(rootOf(node.getLeft()).getText())) return "feature-or-state";
  // An option without which nothing works is asked for after all: `options.key ?? missing("key")`.
  return isOptionDefault(node) && !alwaysFails(right) ? "option-default" : undefined;
}

/** A right side that throws makes the fallback a guard. */
export function alwaysFails(right: Node): boolean {
  const call = unwrap(right);
  return Node.isCallExpression(call) && (FAILS.test(calleeName(call)) || neverReturns(call) === true);
}

/** Where null or undefined does the same as the right side would. */
function readsTheSame(node: BinaryExpression): boolean {
  const right = unwrap(node.getRight());
  const whole = outermost(node);
  const parent = whole.getParent();
  if (isFalsy(right) && isOnlyTested(node)) return true;
  if (right.getText() === "false" && !isGivenBack(node)) return true;
  if (Node.isObjectLiteralExpression(right) && right.getProperties().length === 0) return mergesNothing(parent, whole);
  if (Node.isArrayLiteralExpression(right) && right.getElements().length === 0) {
    return Node.isNewExpression(parent) && /^(Weak)?(Map|Set)$/.test(parent.getExpression().getText());
  }
  if (Node.isBinaryExpression(parent)) return comparesTheSame(parent, whole, right);
  // No number and no JSON either way.
  return (
    /^(""|''|``)$/.test(right.getText()) &&
    Node.isCallExpression(parent) &&
    /^(parseInt|parseFloat|Number\.parse(Int|Float)|JSON\.parse)$/.test(parent.getExpression().getText())
  );
}

function isFalsy(value: Node): boolean {
  return /^(false|0|0n|NaN|""|''|``)$/.test(value.getText());
}

/** `{ ...(x ?? {}) }`, `Object.assign(y, x ?? {})`. */
function mergesNothing(parent: Node | undefined, whole: Node): boolean {
  if (Node.isSpreadAssignment(parent) || Node.isJsxSpreadAttribute(parent)) return true;
  if (!Node.isCallExpression(parent) || parent.getExpression().getText() !== "Object.assign") return false;
  return parent.getArguments().indexOf(whole) > 0;
}

/** `(x ?? 0) > 0`, `(x ?? "") === "a"`: false with the right side, and false with undefined. */
function comparesTheSame(comparison: BinaryExpression, whole: Node, right: Node): boolean {
  const isLeft = comparison.getLeft() === whole;
  const fallback = literalOf(right);
  const other = literalOf(unwrap(isLeft ? comparison.getRight() : comparison.getLeft()));
  if (fallback === undefined || other === undefined) return false;
  const [a, b] = isLeft ? [fallback, other] : [other, fallback];
  switch (comparison.getOperatorToken().getText()) {
    case "===":
    case "!==":
    case "==":
    case "!=":
      return fallback !== other;
    case ">":
      return !(a > b) && isLeft;
    case ">=":
      return !(a >= b) && isLeft;
    case "<":
      return !(a < b) && !isLeft;
    case "<=":
      return !(a <= b) && !isLeft;
    default:
      return false;
  }
}

function literalOf(node: Node): string | number | boolean | undefined {
  if (Node.isStringLiteral(node) || Node.isNumericLiteral(node)) return node.getLiteralValue();
  return /^(true|false)$/.test(node.getText()) ? node.getText() === "true" : undefined;
}

/** The right side is kept in the left: lazy initialisation, a cache, the beginning of a group. */
function isMemoised(node: BinaryExpression): boolean {
  const left = unwrap(node.getLeft());
  if (node.getOperatorToken().getText().endsWith("=")) return outlivesCall(left);
  if (readsCache(left, unwrap(node.getRight()))) return true;
  const parent = outermost(node).getParent();
  if (isAssignmentTo(parent, left) && outlivesCall(left)) return true;
  return [node.getRight(), ...node.getRight().getDescendants()].some(
    (each) => isAssignmentTo(each, left) || storesIn(each, left),
  );
}

function isAssignmentTo(node: Node | undefined, target: Node): boolean {
  return (
    Node.isBinaryExpression(node) &&
    /^(|\|\||\?\?)=$/.test(node.getOperatorToken().getText()) &&
    unwrap(node.getLeft()).getText() === target.getText()
  );
}

/** `cache.set(k, v)` of `cache.get(k) ?? cache.set(k, v)`. */
function storesIn(node: Node, left: Node): boolean {
  if (!Node.isCallExpression(node) || !Node.isCallExpression(left)) return false;
  const store = receiverOf(node)?.getText();
  return store !== undefined && /^(set|add|put)$/.test(calleeName(node)) && store === receiverOf(left)?.getText();
}

/** A field, an entry, a variable from outside of the function. */
function outlivesCall(target: Node): boolean {
  if (Node.isElementAccessExpression(target)) return true;
  if (Node.isPropertyAccessExpression(target)) {
    if (Node.isThisExpression(target.getExpression())) return true;
    const root = rootOf(target);
    return ENVIRONMENT.test(root.getText()) || outlivesCall(root);
  }
  if (!Node.isIdentifier(target)) return false;
  const declaration = declarationOf(target);
  return (
    declaration !== undefined &&
    enclosingFunction(declaration) !== enclosingFunction(target) &&
    !Node.isParameterDeclaration(declaration)
  );
}

/** `cache.get(key)`, `memo[key]`, and `cached` in front of the work that it saves. */
function readsCache(left: Node, right: Node): boolean {
  const value = Node.isAwaitExpression(left) ? unwrap(left.getExpression()) : left;
  const store = Node.isCallExpression(value)
    ? receiverOf(value)
    : Node.isElementAccessExpression(value)
      ? value.getExpression()
      : undefined;
  if (store !== undefined) return CACHE.test(lastName(store));
  const isWork = Node.isCallExpression(right) || Node.isAwaitExpression(right) || Node.isNewExpression(right);
  return isWork && /^_?(cached|memoi[sz]ed)/i.test(lastName(value));
}

function lastName(node: Node): string {
  const value = unwrap(node);
  return Node.isPropertyAccessExpression(value) ? value.getName() : value.getText();
}

/** `list[i]`, `list[n - 1]`, `text.split(",")[0]`: there is something, and only the compiler does not know. */
function isComputedIndex(left: Node): boolean {
  if (!Node.isElementAccessExpression(left)) return false;
  const index = left.getArgumentExpression();
  const list = unwrap(left.getExpression());
  if (index === undefined) return false;
  if (index.getText() === "0") return Node.isCallExpression(list) && calleeName(list) === "split";
  if (Node.isIdentifier(index)) return INDEX.test(index.getText());
  return Node.isBinaryExpression(index) && /^[-+*%]$/.test(index.getOperatorToken().getText()) && !isText(index);
}

function isText(node: Node): boolean {
  const value = unwrap(node);
  if (Node.isIdentifier(value)) return MESSAGE_NAME.test(value.getText());
  if (Node.isStringLiteral(value) || Node.isNoSubstitutionTemplateLiteral(value) || Node.isTemplateExpression(value))
    return true;
  if (Node.isCallExpression(value))
    return /^(String|stringify|toString|inspect|toUpperCase|toLowerCase|join)$/.test(calleeName(value));
  if (Node.isPropertyAccessExpression(value)) return MESSAGE.test(value.getName());
  return Node.isBinaryExpression(value) && /^(\+|\?\?|\|\|)$/.test(value.getOperatorToken().getText())
    ? isText(value.getRight()) || isText(value.getLeft())
    : false;
}

/** `error?.message ?? "unknown"`: words for an error, wherever they go. */
function isErrorText(node: BinaryExpression): boolean {
  const left = unwrap(node.getLeft());
  if (!isText(node.getRight())) return false;
  if (Node.isPropertyAccessExpression(left) && MESSAGE.test(left.getName())) return true;
  const root = rootOf(left);
  return Node.isIdentifier(root) && (ERROR_NAME.test(root.getText()) || isCaught(root));
}

function isCaught(name: Node): boolean {
  return Node.isVariableDeclaration(declarationOf(name)) && Node.isCatchClause(declarationOf(name)?.getParent());
}

/** What stands in for an option that a caller left out: a choice, no failure. */
function isOptionDefault(node: BinaryExpression): boolean {
  const left = unwrap(node.getLeft());
  if (Node.isIdentifier(left)) return isOptional(left, node);
  if (Node.isCallExpression(left)) {
    const [name, ...more] = left.getArguments();
    const receiver = receiverOf(left)?.getText() ?? "";
    return /^get/.test(calleeName(left)) && Node.isStringLiteral(name) && more.length === 0 && isOptions(receiver);
  }
  if (!Node.isPropertyAccessExpression(left) && !Node.isElementAccessExpression(left)) return false;
  return isOfOptions(unwrap(left.getExpression()));
}

/** `options`, `options.retry`, an optional parameter. */
function isOfOptions(holder: Node): boolean {
  if (isOptions(holder.getText())) return true;
  if (Node.isPropertyAccessExpression(holder)) return isOfOptions(unwrap(holder.getExpression()));
  const declaration = Node.isIdentifier(holder) ? declarationOf(holder) : undefined;
  return Node.isParameterDeclaration(declaration) && declaration.hasQuestionToken();
}

function isOptions(text: string): boolean {
  return OPTIONS.test(text.replace(/\?\.|!/g, (each) => (each === "!" ? "" : ".")));
}

/** An optional parameter, one that was taken out of an object, or a variable taken out of options. */
function isOptional(name: Node, node: BinaryExpression): boolean {
  const declaration = declarationOf(name);
  if (Node.isVariableDeclaration(declaration)) {
    const from = declaration.getInitializer();
    if (from === undefined) return false;
    const value = unwrap(from);
    if (!Node.isIdentifier(declaration.getNameNode())) return isOfOptions(value);
    return Node.isPropertyAccessExpression(value) && isOfOptions(unwrap(value.getExpression()));
  }
  if (!Node.isParameterDeclaration(declaration)) return false;
  if (declaration.hasQuestionToken() || !Node.isIdentifier(declaration.getNameNode())) return true;
  const fills = node.getOperatorToken().getText().endsWith("=") || isAssignmentTo(outermost(node).getParent(), name);
  const isPlainScript = /\.[cm]?jsx?$/.test(node.getSourceFile().getFilePath());
  return fills || (isPlainScript && !mentions(node.getRight(), new Set([name.getText()])));
}
