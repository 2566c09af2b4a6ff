import { type NewExpression, Node } from "ts-morph";
import { declarationOf } from "../source/declarations.js";
import { calleeName, unwrap } from "../source/syntax.js";
import { leaveOut, type Operator, replace } from "./operator.js";
import { causeOf, optionsWithCause, raisedErrors, writtenMessage } from "./raised-errors.js";

const BUILTIN = /^((Eval|Range|Reference|Syntax|Type|URI|Aggregate|Suppressed)?Error)$/;
const MESSAGE_NAME = /(message|msg|text|reason|description|detail)$/i;

export const errorUpcast: Operator = {
  id: "error-upcast",
  title: "the error is a plain Error",
  models: "wrong class",
  why: "Callers tell errors apart by class, code or status, and no test would notice if this one were just any error.",
  hint: "bring about this failure, and assert the error's class, or the code or status that callers go by",
  on: ["catch-clause", "promise-handler", "error-first-callback", "guard-clause", "exhaustive", "raise-site"],
  example: {
    before:
      "function f(a) { if (!a) throw new NotFound('no a'); if (a.gone) return Promise.reject(new Gone(a.id)); return a; }",
    after: [
      "function f(a) { if (!a) throw new Error('no a'); if (a.gone) return Promise.reject(new Gone(a.id)); return a; }",
      "function f(a) { if (!a) throw new NotFound('no a'); if (a.gone) return Promise.reject(new Error()); return a; }",
    ],
  },
  *mutate(path) {
    for (const error of raisedErrors(path)) {
      if (isBuiltin(error)) yield leaveOut(error, "builtin-error-class");
      else if (!/Response$/.test(error.getExpression().getText()))
        yield replace(error, "expression", plainError(error));
    }
  },
};

function isBuiltin(error: NewExpression): boolean {
  const named = error.getExpression();
  return BUILTIN.test(named.getText()) && declarationOf(named) === undefined;
}

function plainError(error: NewExpression): string {
  const message = (writtenMessage(error) ?? messageIn(error))?.getText();
  const options = optionsWithCause(error);
  const cause = options === undefined ? undefined : causeOf(options)?.getText();
  if (cause !== undefined) return `new Error(${message ?? "undefined"}, { ${cause} })`;
  return `new Error(${message ?? ""})`;
}

/** A message that is no literal: the first argument where it is one, or one given by its name, `{ message: m }`. */
function messageIn(error: NewExpression): Node | undefined {
  for (const argument of error.getArguments().map(unwrap)) {
    const named = Node.isObjectLiteralExpression(argument) ? argument.getProperty("message") : undefined;
    if (Node.isShorthandPropertyAssignment(named)) return named.getNameNode();
    if (Node.isPropertyAssignment(named)) return named.getInitializer();
  }
  const [first] = error.getArguments();
  return first !== undefined && !Node.isSpreadElement(first) && takesMessageFirst(error, unwrap(first))
    ? first
    : undefined;
}

function takesMessageFirst(error: NewExpression, first: Node): boolean {
  const declaration = declarationOf(error.getExpression());
  if (Node.isClassDeclaration(declaration)) {
    const [own] = declaration.getConstructors();
    if (own !== undefined) return MESSAGE_NAME.test(own.getParameters()[0]?.getName() ?? "");
    if (BUILTIN.test(declaration.getExtends()?.getExpression().getText() ?? "")) return true;
  }
  if (Node.isPropertyAccessExpression(first))
    return MESSAGE_NAME.test(first.getName()) || /messages?$/i.test(first.getExpression().getText());
  if (Node.isCallExpression(first)) return /^(String|toString|format|stringify)$/.test(calleeName(first));
  return Node.isIdentifier(first) && MESSAGE_NAME.test(first.getText());
}
