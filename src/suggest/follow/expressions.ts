/** What an expression gives. */
import { type BinaryExpression, Node, SyntaxKind } from "ts-morph";
import { isFunction, unwrap } from "../../source/syntax.js";
import { memberHole, typeOf } from "../holes.js";
import { truthOf } from "../solve.js";
import {
  holesIn,
  holeValue,
  literal,
  type Operation,
  operation,
  type Scope,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "../values.js";
import { assign, itemAt } from "./bindings.js";
import { awaited, call, construct } from "./calls.js";
import { isInstance } from "./instances.js";
import { topLevelValue } from "./modules.js";
import { propertyOf } from "./properties.js";
import { decide, demand, evaluate, knownOf, leads, type Run, Thrown, visit } from "./run.js";

export function evaluateExpression(run: Run, expression: Node, scope: Scope): Value {
  const node = unwrap(expression);
  if (node !== expression) visit(run, expression);
  visit(run, node);
  const simple = simpleValue(node);
  if (simple !== undefined) return simple;
  if (Node.isIdentifier(node)) return named(run, node, scope);
  if (Node.isThisExpression(node)) return selfOf(scope);
  if (Node.isPropertyAccessExpression(node)) {
    const base = evaluate(run, node.getExpression(), scope);
    return propertyOf(run, base, node.getName(), node.hasQuestionDotToken() || isInOptionalChain(node));
  }
  if (Node.isElementAccessExpression(node)) return element(run, node, scope);
  if (Node.isCallExpression(node)) return call(run, node, scope);
  if (Node.isNewExpression(node)) return construct(run, node, scope);
  if (Node.isAwaitExpression(node)) return awaited(run, evaluate(run, node.getExpression(), scope), node);
  if (Node.isBinaryExpression(node)) return binary(run, node, scope);
  if (Node.isConditionalExpression(node)) return conditional(run, node, scope);
  if (Node.isPrefixUnaryExpression(node)) return prefixed(run, node, scope);
  if (Node.isTypeOfExpression(node)) {
    const value = evaluate(run, node.getExpression(), scope);
    return operation([value], () => typeOf(run.world, value)?.js ?? "undefined");
  }
  if (isFunction(node)) return { is: "function", node, scope, self: scope.self };
  if (Node.isObjectLiteralExpression(node)) return objectLiteral(run, node, scope);
  if (Node.isArrayLiteralExpression(node)) return arrayLiteral(run, node, scope);
  if (Node.isTemplateExpression(node)) return template(run, node, scope);
  if (Node.isVoidExpression(node) || Node.isDeleteExpression(node)) {
    evaluate(run, node.getExpression(), scope);
    return UNDEFINED;
  }
  if (Node.isClassExpression(node)) return { is: "class", node, name: node.getName() ?? "" };
  return UNKNOWN;
}

function simpleValue(node: Node): Value | undefined {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return literal(node.getLiteralText());
  if (Node.isNumericLiteral(node)) return literal(node.getLiteralValue());
  if (Node.isTrueLiteral(node) || Node.isFalseLiteral(node)) return literal(node.getLiteralValue());
  if (node.getKind() === SyntaxKind.NullKeyword) return literal(null);
  if (Node.isRegularExpressionLiteral(node)) {
    try {
      return literal(node.getLiteralValue());
    } catch {
      return UNKNOWN;
    }
  }
  return undefined;
}

function named(run: Run, node: Node, scope: Scope): Value {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) {
    const found = each.names.get(node.getText());
    if (found !== undefined) return found;
  }
  return topLevelValue(run, node, scope.file);
}

function selfOf(scope: Scope): Value {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) {
    if (each.self !== undefined) return each.self;
  }
  return UNKNOWN;
}

/** `a?.b.c`: what follows is skipped as well. */
function isInOptionalChain(node: Node): boolean {
  const base = Node.isPropertyAccessExpression(node) ? node.getExpression() : undefined;
  if (Node.isPropertyAccessExpression(base)) return base.hasQuestionDotToken() || isInOptionalChain(base);
  return Node.isCallExpression(base) && isInOptionalChain(base.getExpression());
}

function element(run: Run, node: Node, scope: Scope): Value {
  if (!Node.isElementAccessExpression(node)) return UNKNOWN;
  const base = evaluate(run, node.getExpression(), scope);
  const index = node.getArgumentExpression();
  const key = index === undefined ? undefined : knownOf(run, evaluate(run, index, scope));
  if (typeof key?.js === "number") return itemAt(run, base, key.js);
  if (typeof key?.js === "string") return propertyOf(run, base, key.js, node.hasQuestionDotToken());
  return base.is === "hole" ? holeValue(memberHole(run.world, base.hole, "x")) : UNKNOWN;
}

function conditional(run: Run, node: Node, scope: Scope): Value {
  if (!Node.isConditionalExpression(node)) return UNKNOWN;
  const condition = node.getCondition();
  const test = evaluate(run, condition, scope);
  const [then, otherwise] = [node.getWhenTrue(), node.getWhenFalse()];
  const isRecognised = run.plan.recognised?.test === unwrap(condition);
  if (leads(run, then)) demand(run, test, true, condition);
  else if (leads(run, otherwise)) demand(run, test, false, condition);
  else if (isRecognised) demand(run, test, run.plan.recognised?.truth === true, condition);
  return evaluate(run, decide(run, test) ? then : otherwise, scope);
}

function prefixed(run: Run, node: Node, scope: Scope): Value {
  if (!Node.isPrefixUnaryExpression(node)) return UNKNOWN;
  const value = evaluate(run, node.getOperand(), scope);
  switch (node.getOperatorToken()) {
    case SyntaxKind.ExclamationToken:
      return operation([value], (js: unknown) => !js);
    case SyntaxKind.MinusToken:
      return operation([value], (js: number) => -js);
    case SyntaxKind.PlusToken:
      return operation([value], (js: unknown) => Number(js));
    default:
      return UNKNOWN;
  }
}

const OPERATORS: Readonly<Record<string, (a: never, b: never) => unknown>> = {
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  // biome-ignore lint/suspicious/noDoubleEquals: it is what the code says
  "==": (a, b) => a == b,
  // biome-ignore lint/suspicious/noDoubleEquals: it is what the code says
  "!=": (a, b) => a != b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "+": (a, b) => (a as number) + (b as number),
  "-": (a, b) => (a as number) - (b as number),
  "*": (a, b) => (a as number) * (b as number),
  "/": (a, b) => (a as number) / (b as number),
  "%": (a, b) => (a as number) % (b as number),
  in: (a, b) => a in (b as object),
};

function binary(run: Run, node: BinaryExpression, scope: Scope): Value {
  const operator = node.getOperatorToken().getText();
  const [left, right] = [node.getLeft(), node.getRight()];
  if (/^(&&|\|\||\?\?)$/.test(operator)) return logical(run, node, operator, scope);
  if (operator === "=") {
    const value = evaluate(run, right, scope);
    assign(run, left, value, scope);
    return value;
  }
  if (/^(\?\?|\|\||&&|[-+*/])=$/.test(operator)) {
    const before = evaluate(run, left, scope);
    const truth = operator === "??=" ? isThere(run, before) : truthOf(run.world, before);
    if (/^(\?\?|\|\|)=$/.test(operator) && truth === true) return before;
    const value = /^(\?\?|\|\|)=$/.test(operator) ? evaluate(run, right, scope) : UNKNOWN;
    assign(run, left, value, scope);
    return value;
  }
  const [first, second] = [evaluate(run, left, scope), evaluate(run, right, scope)];
  if (operator === "instanceof") return isInstance(run, first, second);
  if (operator === "in") return hasKey(run, first, second);
  const compute = OPERATORS[operator];
  return compute === undefined ? UNKNOWN : operation([first, second], compute);
}

/** `"action" in payload` */
function hasKey(run: Run, key: Value, value: Value): Value {
  if (key.is !== "literal") return UNKNOWN;
  const name = String(key.value);
  if (value.is === "hole") {
    const part = holeValue(memberHole(run.world, value.hole, name));
    return operation([part], (js: unknown) => js !== undefined);
  }
  if (value.is === "object" || value.is === "made") return literal(value.properties.has(name));
  return UNKNOWN;
}

function isThere(run: Run, value: Value): boolean | undefined {
  const found = knownOf(run, value);
  return found === undefined ? undefined : found.js !== undefined && found.js !== null;
}

/** Both sides are part of what a condition asks; of a value, the side that it gives. */
function logical(run: Run, node: BinaryExpression, operator: string, scope: Scope): Value {
  const [left, right] = [node.getLeft(), node.getRight()];
  const first = evaluate(run, left, scope);
  const goesOn = operator === "&&";
  if (leads(run, right)) {
    if (operator === "??")
      demand(
        run,
        operation([first], (js: unknown) => js === undefined || js === null),
        true,
        left,
      );
    else demand(run, first, goesOn, left);
    return evaluate(run, right, scope);
  }
  if (isCondition(node)) {
    const second = guardedBy(run, first, () => evaluate(run, right, scope));
    return { ...operation([first, second], () => undefined), stopsAt: operator as "&&" | "||" | "??" } as Operation;
  }
  const truth = operator === "??" ? isThere(run, first) : truthOf(run.world, first);
  if (truth === undefined) return UNKNOWN;
  return truth === goesOn ? evaluate(run, right, scope) : first;
}

/** Looking at the second operand must not demand anything of what the first is there to tell. */
function guardedBy(run: Run, first: Value, second: () => Value): Value {
  const { conditions } = run.solver;
  const before = conditions.length;
  const choices = [...holesIn(first)].map((hole) => ({ hole, choice: hole.choice }));
  try {
    return second();
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    return UNKNOWN;
  } finally {
    conditions.length = before;
    for (const { hole, choice } of choices) hole.choice = choice;
  }
}

function isCondition(node: Node): boolean {
  let current: Node = node;
  for (let parent = current.getParent(); parent !== undefined; parent = current.getParent()) {
    if (Node.isIfStatement(parent) || Node.isWhileStatement(parent)) return parent.getExpression() === current;
    if (Node.isConditionalExpression(parent)) return parent.getCondition() === current;
    const passes =
      Node.isParenthesizedExpression(parent) ||
      Node.isPrefixUnaryExpression(parent) ||
      (Node.isBinaryExpression(parent) && /^(&&|\|\|)$/.test(parent.getOperatorToken().getText()));
    if (!passes) return false;
    current = parent;
  }
  return false;
}

function objectLiteral(run: Run, node: Node, scope: Scope): Value {
  const properties = new Map<string, Value>();
  let isWhole = true;
  if (!Node.isObjectLiteralExpression(node)) return UNKNOWN;
  for (const each of node.getProperties()) {
    if (Node.isPropertyAssignment(each)) {
      properties.set(keyOf(each), evaluate(run, each.getInitializerOrThrow(), scope));
    } else if (Node.isShorthandPropertyAssignment(each)) {
      properties.set(each.getName(), evaluate(run, each.getNameNode(), scope));
    } else if (Node.isMethodDeclaration(each)) {
      properties.set(keyOf(each), { is: "function", node: each, scope, self: scope.self });
    } else if (Node.isSpreadAssignment(each)) {
      const spread = evaluate(run, each.getExpression(), scope);
      if (spread.is === "object" || spread.is === "made") {
        for (const [name, value] of spread.properties) properties.set(name, value);
        isWhole &&= spread.is === "object" && spread.isWhole;
      } else if (truthOf(run.world, spread) !== false) {
        if (spread.is === "hole") for (const [name, hole] of spread.hole.members) properties.set(name, holeValue(hole));
        isWhole = false;
      }
    }
  }
  return { is: "object", properties, isWhole };
}

function keyOf(node: Node): string {
  const name = Node.isPropertyAssignment(node) || Node.isMethodDeclaration(node) ? node.getName() : "";
  return name.replace(/^["']|["']$/g, "");
}

function arrayLiteral(run: Run, node: Node, scope: Scope): Value {
  if (!Node.isArrayLiteralExpression(node)) return UNKNOWN;
  const items: Value[] = [];
  for (const each of node.getElements()) {
    if (!Node.isSpreadElement(each)) {
      items.push(evaluate(run, each, scope));
      continue;
    }
    const spread = evaluate(run, each.getExpression(), scope);
    if (spread.is === "array") items.push(...spread.items);
    else if (spread.is === "made") items.push(...spread.entries.values());
  }
  return { is: "array", items };
}

function template(run: Run, node: Node, scope: Scope): Value {
  if (!Node.isTemplateExpression(node)) return UNKNOWN;
  const texts = [
    node.getHead().getLiteralText(),
    ...node.getTemplateSpans().map((each) => each.getLiteral().getLiteralText()),
  ];
  const values = node.getTemplateSpans().map((each) => evaluate(run, each.getExpression(), scope));
  return operation(values, (...js: unknown[]) => {
    if (js.some((each) => typeof each === "object" && each !== null)) throw new TypeError("no text");
    return texts.map((text, index) => `${index === 0 ? "" : String(js[index - 1])}${text}`).join("");
  });
}
