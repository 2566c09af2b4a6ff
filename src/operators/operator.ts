/** The shape of an operator: a rule that turns an error path into a faulty version of itself. */
import type { Node } from "ts-morph";
import type { KindId, Span, Syntax } from "../model.js";
import type { Located } from "../paths/kind.js";
import { siteOf } from "../source/spans.js";

/** One span of text and what takes its place. */
export interface Edit {
  readonly span: Span;
  readonly syntax: Syntax;
  readonly replacement: string;
}

export interface Operator {
  readonly id: string;
  /** What changes, in a few words: "the catch block is emptied". */
  readonly title: string;
  /** The fault it stands for: "error ignored". */
  readonly models: string;
  /** Why a survivor matters, in one sentence. */
  readonly why: string;
  /** The test that would notice, in one sentence. */
  readonly hint: string;
  readonly on: readonly KindId[];
  /** Executed by the conformance test: all mutants of this operator on `before`, in order. */
  readonly example: { readonly before: string; readonly after: readonly string[] };
  mutate(path: Located): Iterable<Edit>;
}

/** Replaces a node. Parentheses and casts around an expression stay: Babel has no node for them. */
export function replace(node: Node, syntax: Syntax, replacement: string): Edit {
  return { ...siteOf(node, syntax), replacement };
}
