import { Node } from "ts-morph";
import type { Located } from "../paths/kind.js";
import { type Operator, replace } from "./operator.js";
import { raisedErrors } from "./raised-errors.js";

export const unwrapRethrow: Operator = {
  id: "unwrap-rethrow",
  title: "the original error is passed on instead of its wrapper",
  models: "internal error leaks",
  why: "Callers are promised an error of this code's own, and no test would notice if they got the internal one.",
  hint: "make it fail, and assert the class and message of the error that comes out, not only that there is one",
  on: ["catch-clause", "promise-handler"],
  example: {
    before: "try { load(); } catch (e) { undo(); throw new LoadError('no data', { cause: e }); }",
    after: ["try { load(); } catch (e) { undo(); throw e; }"],
  },
  *mutate(path) {
    const name = errorName(path);
    if (name === undefined) return;
    for (const error of raisedErrors(path)) yield replace(error, "expression", name);
  },
};

/** The name of the whole error: one that is taken apart has none. */
function errorName({ node }: Located): string | undefined {
  const binding = Node.isCatchClause(node)
    ? node.getVariableDeclaration()?.getNameNode()
    : Node.isParametered(node)
      ? node.getParameters()[0]?.getNameNode()
      : undefined;
  return Node.isIdentifier(binding) ? binding.getText() : undefined;
}
