/** Where an error path makes the error that it raises, and with which message. */
import { type NewExpression, Node } from "ts-morph";
import { isErrorCallback, isReject } from "../paths/exits.js";
import type { Located } from "../paths/kind.js";
import { unwrap } from "../source/syntax.js";
import { handlerNodes } from "./handler-nodes.js";

/** `new A(…)` of `throw new A(…)`, `reject(new A(…))`, `Promise.reject(new A(…))`, `cb(new A(…))`. */
export function* raisedErrors(path: Located): Generator<NewExpression> {
  for (const node of handlerNodes(path)) {
    const raised = Node.isThrowStatement(node)
      ? node.getExpression()
      : Node.isCallExpression(node) && (isReject(node) || isErrorCallback(node))
        ? node.getArguments()[0]
        : undefined;
    const error = raised === undefined ? undefined : unwrap(raised);
    if (Node.isNewExpression(error)) yield error;
  }
}

/** The argument that is text for people, as far as it is written here: of `"E_GONE", "it is gone"` the second. */
export function writtenMessage(error: NewExpression): Node | undefined {
  const texts = error.getArguments().map(unwrap).filter(isText);
  return texts.find((each) => /\s/.test(each.getText().trim())) ?? texts[0];
}

/** A string, a template, a concatenation with one, or a choice of which one is: `reason ?? "failed"`. */
function isText(node: Node): boolean {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node) || Node.isTemplateExpression(node))
    return true;
  if (Node.isConditionalExpression(node))
    return isText(unwrap(node.getWhenTrue())) || isText(unwrap(node.getWhenFalse()));
  return (
    Node.isBinaryExpression(node) &&
    /^(\+|\|\||\?\?)$/.test(node.getOperatorToken().getText()) &&
    (isText(unwrap(node.getLeft())) || isText(unwrap(node.getRight())))
  );
}

/** The object literal that gives an error its cause: `{ cause: e }`. */
export function optionsWithCause(error: NewExpression): Node | undefined {
  return error
    .getArguments()
    .map(unwrap)
    .find((each) => causeOf(each) !== undefined);
}

export function causeOf(options: Node): Node | undefined {
  return Node.isObjectLiteralExpression(options) ? options.getProperty("cause") : undefined;
}
