import { Node, SyntaxKind, type VariableDeclaration } from "ts-morph";
import { dependenciesOf } from "../source/dependencies.js";
import type { Kind } from "./kind.js";

export const disposal: Kind = {
  id: "disposal",
  startsAt: [SyntaxKind.VariableDeclaration],
  title: "disposal",
  description: "A `using` or `await using` declaration: what it holds is disposed of on failure too.",
  example: {
    code: "async function f() { using lock = take(); await using file = await open(); for (using each of pool) each.use(); const other = take(); }",
    finds: ["using lock = take()", "await using file = await open()", "using each"],
  },
  match(node) {
    if (!Node.isVariableDeclaration(node)) return undefined;
    const list = node.getParent();
    if (!Node.isVariableDeclarationList(list) || !isUsing(list)) return undefined;
    const value = acquired(node);
    if (value === undefined) return undefined;
    const loop = list.getParent();
    return {
      kind: "disposal",
      node,
      handler: undefined,
      bindings: new Set(),
      reach: Node.isForOfStatement(loop)
        ? { node: loop.getStatement(), syntax: "statement" }
        : { node: value, syntax: "expression" },
      head: list,
      awaits: [],
      notes: [],
      dependencies: dependenciesOf([value]),
      runsOnSuccess: true,
    };
  },
};

function isUsing(list: Node): boolean {
  return /^(await\s+)?using\b/.test(list.getText());
}

/** What gives the resource: the initialiser, or what a `for (using x of …)` goes through. */
export function acquired(declaration: VariableDeclaration): Node | undefined {
  const loop = declaration.getParent().getParent();
  return Node.isForOfStatement(loop) ? loop.getExpression() : declaration.getInitializer();
}
