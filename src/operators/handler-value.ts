import { Node, SyntaxKind } from "ts-morph";
import { isErrorCallback, isReject, SUCCESS_FLAG } from "../paths/exits.js";
import type { Located } from "../paths/kind.js";
import { resultFormOf } from "../paths/result-type.js";
import { isAridCall } from "../source/arid.js";
import { calleeName, callOf, callOfStatement, isNull, isUndefined, unwrap } from "../source/syntax.js";
import { handlerNodes } from "./handler-nodes.js";
import { type Edit, type LeftOut, leaveOut, type Operator, replace } from "./operator.js";

export const handlerValue: Operator = {
  id: "handler-value",
  title: "the handler returns another value",
  models: "wrong fallback",
  why: "What the caller gets on failure is part of the contract, and no test would notice if it were wrong.",
  hint: "make it fail, and assert the exact value that comes back",
  on: ["catch-clause", "promise-handler", "error-first-callback", "settled-result", "result-type", "error-boundary"],
  example: {
    before: "function f() { try { return load(); } catch { return { ok: false }; } }\nconst n = load().catch(() => 0);",
    after: [
      "function f() { try { return load(); } catch { return { ok: true }; } }\nconst n = load().catch(() => 0);",
      "function f() { try { return load(); } catch { return { ok: false }; } }\nconst n = load().catch(() => 1);",
    ],
  },
  *mutate(path) {
    const isForNobody = (path.kind === "promise-handler" || path.kind === "result-type") && isUnread(path.head);
    for (const value of returnedValues(path)) {
      if (isForNobody) yield leaveOut(value, "unread-value");
      else yield* otherValue(value);
    }
  },
};

function* returnedValues(path: Located): Generator<Node> {
  // A stream, an effect or another result: without it nothing would be left but a crash.
  const form = resultFormOf(path);
  if (form?.sort === "recovery" && !form.givesPlain) return;
  for (const node of handlerNodes(path)) {
    const value = Node.isReturnStatement(node)
      ? node.getExpression()
      : node === path.handler && Node.isExpression(node)
        ? node
        : undefined;
    if (value !== undefined) yield value;
  }
}

/** What `.finally` returns is ignored, and so is what a chain gives that ends as a statement. */
function isUnread(chain: Node): boolean {
  if (Node.isCallExpression(chain) && calleeName(chain) === "finally") return true;
  const statement = chain.getFirstAncestorByKind(SyntaxKind.ExpressionStatement);
  return statement !== undefined && callOfStatement(statement) === chain;
}

function* otherValue(value: Node): Generator<Edit | LeftOut> {
  const core = unwrap(value);
  if (isUndefined(core)) return yield replace(core, "expression", "null");
  const call = callOf(core);
  if (call !== undefined && (isReject(call) || isErrorCallback(call))) return;
  if (call !== undefined && isAridCall(call)) return yield leaveOut(value, "arid-code");
  const flag = successFlag(core);
  if (flag !== undefined) return yield replace(flag, "expression", flag.getText() === "true" ? "false" : "true");
  yield replace(core, "expression", opposite(core));
}

/** The literal of `ok: false` in an object literal. */
function successFlag(node: Node): Node | undefined {
  if (!Node.isObjectLiteralExpression(node)) return undefined;
  for (const property of node.getProperties()) {
    if (!Node.isPropertyAssignment(property) || !SUCCESS_FLAG.test(property.getName())) continue;
    const content = property.getInitializerOrThrow();
    if (/^(true|false)$/.test(content.getText())) return content;
  }
  return undefined;
}

function opposite(node: Node): string {
  if (isNull(node)) return "undefined";
  switch (node.getKind()) {
    case SyntaxKind.TrueKeyword:
      return "false";
    case SyntaxKind.FalseKeyword:
      return "true";
    case SyntaxKind.NumericLiteral:
      return node.getText() === "0" ? "1" : "0";
    default:
      return "undefined";
  }
}
