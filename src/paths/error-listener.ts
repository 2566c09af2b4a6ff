import { Node, SyntaxKind } from "ts-morph";
import { dependenciesOf, valuesBehind } from "../source/dependencies.js";
import { isInlineFunction } from "../source/syntax.js";
import { failureBranch, parameterNames } from "./error-first-callback.js";
import type { Kind } from "./kind.js";
import { listenerAt } from "./listeners.js";

export const errorListener: Kind = {
  id: "error-listener",
  startsAt: [
    SyntaxKind.ArrowFunction,
    SyntaxKind.FunctionExpression,
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.MethodDeclaration,
  ],
  title: "error listener",
  description:
    "A function that is called when something emits an error: `on('error', fn)`, `.onerror = fn` and its kin.",
  example: {
    code: "socket.on('error', (error) => { drop(error); });\nsocket.on('data', (chunk) => { keep(chunk); });\nworker.onerror = () => { restart(); };\nworker.onmessage = () => { read(); };",
    finds: ["(error) => { drop(error); }", "() => { restart(); }"],
  },
  match(node) {
    if (!isInlineFunction(node) && !Node.isFunctionDeclaration(node) && !Node.isMethodDeclaration(node))
      return undefined;
    const body = node.getBody();
    const listener = body === undefined ? undefined : listenerAt(node);
    if (body === undefined || listener === undefined) return undefined;
    const bindings = parameterNames(node, 0);
    const { emitter, alsoOnSuccess } = listener;
    const branch = alsoOnSuccess && Node.isBlock(body) ? failureBranch(body, bindings, true) : undefined;
    const handler = branch ?? body;
    return {
      kind: "error-listener",
      node,
      handler,
      bindings,
      reach: { node: handler, syntax: Node.isStatement(handler) ? "statement" : "expression" },
      head: node,
      awaits: [],
      notes: [],
      dependencies: emitter === undefined ? [] : dependenciesOf([emitter, ...valuesBehind(emitter)]),
      runsOnSuccess: alsoOnSuccess && branch === undefined,
    };
  },
};
