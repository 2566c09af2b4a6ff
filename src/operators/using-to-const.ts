import { Node } from "ts-morph";
import { acquired } from "../paths/disposal.js";
import { unwrap } from "../source/syntax.js";
import { type Operator, replace } from "./operator.js";

/** A declaration cannot be a mutant, its initialiser can: what it gives is left as it is when it is disposed of. */
const UNDISPOSED =
  "(resource) => resource && Object.assign(resource, { [Symbol.dispose]() {}, [Symbol.asyncDispose]() {} })";

export const usingToConst: Operator = {
  id: "using-to-const",
  title: "the resource is not disposed of",
  models: "resource leak",
  why: "The resource is to be given back however the block ends, and no test would notice if it never were.",
  hint: "make the block fail, and assert that the resource was closed or given back",
  on: ["disposal"],
  optIn: "strict",
  example: {
    before: "function f() { using lock = take(); lock.use(); }",
    after: [`function f() { using lock = (${UNDISPOSED})(take()); lock.use(); }`],
  },
  *mutate({ node }) {
    const value = Node.isVariableDeclaration(node) ? acquired(node) : undefined;
    if (value === undefined || !Node.isVariableDeclaration(node)) return;
    const text = unwrap(value).getText();
    const loop = node.getParent().getParent();
    if (!Node.isForOfStatement(loop)) return yield replace(value, "expression", `(${UNDISPOSED})(${text})`);
    const [async, wait] = loop.isAwaited() ? ["async ", " await"] : ["", ""];
    const body = `for${wait} (const each of resources) yield (${UNDISPOSED})(each);`;
    yield replace(value, "expression", `(${async}function* (resources) { ${body} })(${text})`);
  },
};
