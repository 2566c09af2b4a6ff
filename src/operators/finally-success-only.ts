import { type CallExpression, Node, type TryStatement } from "ts-morph";
import { isAridExpression, isAridStatement } from "../source/arid.js";
import { freeName } from "../source/names.js";
import { calleeName, receiverOf, unwrap } from "../source/syntax.js";
import { handlesRejection } from "./faults.js";
import { type Edit, type LeftOut, leaveOut, type Operator, replace } from "./operator.js";

export const finallySuccessOnly: Operator = {
  id: "finally-success-only",
  title: "the cleanup runs only on success",
  models: "leak on failure only",
  why: "The cleanup is in a finally because it must happen on failure too, and no test makes it fail and looks.",
  hint: "make the try body fail, and assert that the cleanup happened",
  on: ["finally-block", "promise-handler"],
  example: {
    before: "try { use(lock); } finally { lock.release(); }\nuse(lock).finally(() => lock.release());",
    after: [
      "{ let failed = false; try { use(lock); } catch (error) { failed = true; throw error; } finally { if (!failed) { lock.release(); } } }\nuse(lock).finally(() => lock.release());",
      "try { use(lock); } finally { lock.release(); }\nuse(lock).then(async (value) => { await (() => lock.release())(); return value; });",
    ],
  },
  *mutate({ kind, node, handler, head }) {
    if (handler !== undefined && isArid(handler)) {
      yield leaveOut(node, "arid-code");
      return;
    }
    const parent = node.getParent();
    if (kind === "finally-block" && Node.isTryStatement(parent)) yield successOnly(parent);
    else if (Node.isCallExpression(head) && calleeName(head) === "finally") yield* thenInstead(head, node);
  },
};

function isArid(cleanup: Node): boolean {
  return Node.isBlock(cleanup) ? cleanup.getStatements().every(isAridStatement) : isAridExpression(cleanup);
}

/** A flag set by a catch: unwrapping the finally would be wrong where the try returns. */
function successOnly(statement: TryStatement): Edit {
  const text = statement.getText();
  const failed = freeName("failed", text);
  const clause = statement.getCatchClause();
  const cleanup = statement.getFinallyBlock()?.getText() ?? "{}";
  const attempt = `try ${statement.getTryBlock().getText()}`;
  const handled =
    clause === undefined
      ? rethrowing(failed, freeName("error", text))
      : `catch${binding(clause.getVariableDeclaration()?.getText())} { ${failed} = true; ${clause.getBlock().getText()} }`;
  return replace(
    statement,
    "statement",
    `{ let ${failed} = false; ${attempt} ${handled} finally { if (!${failed}) ${cleanup} } }`,
  );
}

function rethrowing(failed: string, error: string): string {
  return `catch (${error}) { ${failed} = true; throw ${error}; }`;
}

function binding(declaration: string | undefined): string {
  return declaration === undefined ? "" : ` (${declaration})`;
}

function* thenInstead(call: CallExpression, handler: Node): Generator<Edit | LeftOut> {
  const callee = call.getExpression().getText();
  const receiver = receiverOf(call);
  if (!callee.endsWith("finally") || receiver === undefined) return;
  // Behind a handler of rejections a chain goes on as a success: `.catch(show).finally(stop)`.
  if (handlesRejection(unwrap(receiver))) {
    yield leaveOut(handler, "cannot-fail");
    return;
  }
  const value = freeName("value", call.getText());
  const then = callee.replace(/finally$/, "then");
  yield replace(
    call,
    "expression",
    `${then}(async (${value}) => { await (${handler.getText()})(); return ${value}; })`,
  );
}
