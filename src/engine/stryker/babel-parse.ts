/** Parses the text of a replacement with the instrumenter's own Babel, wherever that text may stand. */
import path from "node:path";
import type { types as t } from "@babel/core";
import type { ParserPlugin } from "@babel/parser";
import type { StrykerInternals } from "./internals.js";

export interface ReplacementParser {
  statement(text: string, file: string): t.Statement;
  expression(text: string, file: string): t.Expression;
  catchClause(text: string, file: string): t.CatchClause;
}

/**
 * A replacement is a fragment: it may hold `return`, `await`, `yield`, `super`, `break` or private
 * names whose surroundings are missing. So it is parsed inside a method and a loop, and what is only
 * an error without its surroundings is forgiven.
 */
export function createReplacementParser({ parse, types }: StrykerInternals): ReplacementParser {
  const body = (code: string, file: string): t.Statement[] => {
    const wrapped = `class _ extends Object { async *_() { for (;;) {${code}\n} } }`;
    const ast = parse(wrapped, { sourceType: "module", errorRecovery: true, plugins: pluginsFor(file) });
    let block: t.BlockStatement | undefined;
    types.traverseFast(ast, (node) => {
      if (block === undefined && types.isForStatement(node) && types.isBlockStatement(node.body)) block = node.body;
    });
    if (block === undefined) throw new Error(`cannot parse the replacement \`${code}\``);
    return block.body.map((statement) => types.cloneNode(statement, true, true));
  };
  return {
    statement(text, file) {
      const [first, second] = body(text, file);
      if (first === undefined) return types.emptyStatement();
      if (second !== undefined) throw new Error(`more than one statement in \`${text}\``);
      return first;
    },
    expression(text, file) {
      const [statement] = body(`(${text}\n);`, file);
      if (!types.isExpressionStatement(statement)) throw new Error(`no expression: \`${text}\``);
      return statement.expression;
    },
    catchClause(text, file) {
      const [statement] = body(`try {} ${text}`, file);
      if (!types.isTryStatement(statement) || !statement.handler) throw new Error(`no catch clause: \`${text}\``);
      return statement.handler;
    },
  };
}

function pluginsFor(file: string): ParserPlugin[] {
  const common: ParserPlugin[] = ["decorators-legacy", "explicitResourceManagement"];
  switch (path.extname(file).toLowerCase()) {
    case ".ts":
    case ".mts":
    case ".cts":
      return [...common, "typescript"];
    case ".tsx":
      return [...common, "typescript", "jsx"];
    default:
      return [...common, "jsx", "flow"];
  }
}
