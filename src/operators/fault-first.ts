import { type Block, Node, type VariableStatement } from "ts-morph";
import { isAridStatement } from "../source/arid.js";
import { ownDescendants, unwrap } from "../source/syntax.js";
import { FAULT, REJECTION } from "./faults.js";
import { type Edit, leaveOut, type Operator, replace } from "./operator.js";

export const faultFirst: Operator = {
  id: "fault-first",
  title: "the try body fails before it has done anything",
  models: "masked failure",
  why: "Tests pass although nothing in this try works: the failure is masked, or the code truly gets over it.",
  hint: "assert, where it works, what only this code can bring about; and where it fails, what the caller gets instead",
  on: ["catch-clause", "finally-block"],
  probe: true,
  example: {
    before:
      "function f() { try { open(); use(); } catch { return null; } }\nfunction g() { try { const x = parse(); return x; } catch { return null; } }",
    after: [
      'function f() { try { throw new Error("faultline: made to fail"); use(); } catch { return null; } }\nfunction g() { try { const x = parse(); return x; } catch { return null; } }',
      'function f() { try { open(); use(); } catch { return null; } }\nfunction g() { try { const x = (() => { throw new Error("faultline: made to fail"); })(); return x; } catch { return null; } }',
    ],
  },
  *mutate({ protects }) {
    if (!Node.isBlock(protects)) return;
    const first = firstThatActs(protects);
    if (first === undefined) {
      if (protects.getStatements().some(isAridStatement)) yield leaveOut(protects, "arid-code");
      return;
    }
    if (Node.isThrowStatement(first)) yield leaveOut(first, "already-there");
    else yield failing(first);
  },
};

/** The first statement that can fail, and whose failure is not just a line missing in a log. */
function firstThatActs(block: Block): Node | undefined {
  return block.getStatements().find((statement) => !isAridStatement(statement) && !isInert(statement));
}

function isInert(statement: Node): boolean {
  if (Node.isVariableStatement(statement)) return actingInitializer(statement) === undefined;
  return (
    Node.isFunctionDeclaration(statement) ||
    Node.isClassDeclaration(statement) ||
    Node.isTypeAliasDeclaration(statement) ||
    Node.isInterfaceDeclaration(statement) ||
    Node.isEmptyStatement(statement)
  );
}

/** The first initialiser that does more than name a value. */
function actingInitializer(statement: VariableStatement): Node | undefined {
  return statement
    .getDeclarations()
    .map((declaration) => declaration.getInitializer())
    .find((value) => value !== undefined && [value, ...ownDescendants(value)].some(canFail));
}

function canFail(node: Node): boolean {
  return (
    Node.isCallExpression(node) ||
    Node.isNewExpression(node) ||
    Node.isAwaitExpression(node) ||
    Node.isYieldExpression(node) ||
    Node.isTaggedTemplateExpression(node) ||
    Node.isPropertyAccessExpression(node) ||
    Node.isElementAccessExpression(node)
  );
}

/** Where a statement begins with an `await`, that is what fails: then it is the fault that fault-call puts in. */
function failing(statement: Node): Edit {
  const awaited = awaitedFirst(statement);
  if (awaited !== undefined) return replace(awaited, "expression", `await ${REJECTION}`);
  const value = Node.isVariableStatement(statement) ? actingInitializer(statement) : undefined;
  if (value !== undefined) return replace(value, "expression", `(() => { throw ${FAULT}; })()`);
  return replace(statement, "statement", `throw ${FAULT};`);
}

function awaitedFirst(statement: Node): Node | undefined {
  const value = Node.isVariableStatement(statement)
    ? actingInitializer(statement)
    : Node.isExpressionStatement(statement) || Node.isReturnStatement(statement)
      ? statement.getExpression()
      : undefined;
  if (value === undefined) return undefined;
  // `(await f()).a.b`, `x = await f()`: down to what is evaluated first.
  let current = unwrap(value);
  for (;;) {
    if (Node.isAwaitExpression(current)) return current;
    if (Node.isPropertyAccessExpression(current) || Node.isCallExpression(current)) {
      current = unwrap(current.getExpression());
    } else if (Node.isBinaryExpression(current)) {
      const isAssignment = current.getOperatorToken().getText() === "=" && Node.isIdentifier(current.getLeft());
      current = unwrap(isAssignment ? current.getRight() : current.getLeft());
    } else {
      return undefined;
    }
  }
}
