import { type BinaryExpression, type CallExpression, Node, SyntaxKind } from "ts-morph";
import { calleeName, receiverOf, unwrap } from "../source/syntax.js";
import { handlerNodes } from "./handler-nodes.js";
import { type Operator, replace } from "./operator.js";

const RESPONSE = /^(res|resp|response|reply|ctx|context|c|set|event)$/i;
const RESPOND = /^(json|text|html|body|send|redirect|newResponse)$/;

export const statusWrong: Operator = {
  id: "status-wrong",
  title: "the failure is reported as a success",
  models: "failure reported as success",
  why: "Clients and scripts go by the status, and no test would notice if it said that all is well.",
  hint: "make it fail, and assert the status or the exit code",
  on: ["catch-clause", "promise-handler", "error-first-callback", "error-listener", "guard-clause"],
  example: {
    before:
      "function f(req, res) { if (!req.id) return res.status(400).end(); try { go(); } catch (e) { process.exit(1); } }",
    after: [
      "function f(req, res) { if (!req.id) return res.status(200).end(); try { go(); } catch (e) { process.exit(1); } }",
      "function f(req, res) { if (!req.id) return res.status(400).end(); try { go(); } catch (e) { process.exit(0); } }",
    ],
  },
  *mutate(path) {
    for (const node of handlerNodes(path)) {
      for (const status of statusesIn(node)) {
        const text = status.getText();
        if (isExit(node) ? /^[1-9]\d*$/.test(text) : /^[45]\d\d$/.test(text))
          yield replace(status, "expression", isExit(node) ? "0" : "200");
      }
    }
  },
};

/** Where a node says a status or an exit code: arguments, values of properties, the right of an assignment. */
function statusesIn(node: Node): readonly Node[] {
  if (Node.isBinaryExpression(node)) return isStatusAssignment(node) ? [unwrap(node.getRight())] : [];
  if (Node.isNewExpression(node)) return statusOfInit(node.getExpression(), node.getArguments());
  if (!Node.isCallExpression(node)) return [];
  const given = node.getArguments().map(unwrap);
  if (isExit(node)) return given.slice(0, 1);
  return [...statusArguments(node, given), ...statusOfInit(node.getExpression(), given)];
}

function isExit(node: Node): boolean {
  if (Node.isBinaryExpression(node)) return node.getLeft().getText() === "process.exitCode";
  return (
    Node.isCallExpression(node) &&
    calleeName(node) === "exit" &&
    /^(process|Deno)$/.test(receiverOf(node)?.getText() ?? "")
  );
}

/** `res.statusCode = 404`, `ctx.status = 404`, `process.exitCode = 1`; not `error.status = 404`. */
function isStatusAssignment(node: BinaryExpression): boolean {
  if (node.getOperatorToken().getKind() !== SyntaxKind.EqualsToken) return false;
  const left = unwrap(node.getLeft());
  if (isExit(node)) return true;
  if (!Node.isPropertyAccessExpression(left) || !/^(status|statusCode)$/.test(left.getName())) return false;
  return RESPONSE.test(lastName(left.getExpression()));
}

/** `x.status(404)`, `res.writeHead(404, …)`, `c.json(body, 404)`. */
function statusArguments(call: CallExpression, given: readonly Node[]): readonly Node[] {
  const receiver = receiverOf(call);
  if (receiver === undefined) return [];
  if (/^(status|sendStatus|code|writeHead)$/.test(calleeName(call))) return given.slice(0, 1);
  const [root = ""] = receiver.getText().split(".");
  return RESPONSE.test(root) && RESPOND.test(calleeName(call)) ? given : [];
}

/** `{ status: 404 }` given to `new Response`, `Response.json`, or a framework's `json`. */
function statusOfInit(callee: Node, given: readonly Node[]): readonly Node[] {
  const text = callee.getText();
  if (!/Response\b/.test(text) && !/^(json|data)$/.test(text)) return [];
  return given.flatMap((argument) => {
    const status = Node.isObjectLiteralExpression(argument) ? argument.getProperty("status") : undefined;
    const value = Node.isPropertyAssignment(status) ? status.getInitializer() : undefined;
    return value === undefined ? [] : [unwrap(value)];
  });
}

function lastName(node: Node): string {
  const value = unwrap(node);
  return Node.isPropertyAccessExpression(value) ? value.getName() : value.getText();
}
