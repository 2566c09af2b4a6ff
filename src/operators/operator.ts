/** The shape of an operator: a rule that turns an error path into a faulty version of itself. */
import type { Node } from "ts-morph";
import type { KindId, Span, Syntax } from "../model.js";
import type { Located } from "../paths/kind.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { siteOf, spanOf } from "../source/spans.js";

/** One span of text and what takes its place. */
export interface Edit {
  readonly span: Span;
  readonly syntax: Syntax;
  readonly replacement: string;
}

/** A mutant that is left out, and the noise rule that says so. */
export interface LeftOut {
  readonly span: Span;
  readonly rule: NoiseRule;
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
  /** Only where it is asked for, by its name or its group's: `--operators +cause-drop`, `+strict`. */
  readonly optIn?: OperatorGroup;
  /** A failure that is put in: tells whether tests notice a failure at all, and never counts. */
  readonly probe?: boolean;
  /** Its mutants change what happens without a failure too; so every test that runs their code is asked. */
  readonly changesSuccess?: boolean;
  /** Executed by the conformance test: all mutants of this operator on `before`, in order. */
  readonly example: { readonly before: string; readonly after: readonly string[] };
  mutate(path: Located): Iterable<Edit | LeftOut>;
}

/** Operators that are off unless asked for: stricter than most suites can bear, or about two things at once. */
export type OperatorGroup = "strict" | "concurrency";

/** Replaces a node. Parentheses and casts around an expression stay: Babel has no node for them. */
export function replace(node: Node, syntax: Syntax, replacement: string): Edit {
  return { ...siteOf(node, syntax), replacement };
}

/** No mutant at a node, by a noise rule. */
export function leaveOut(node: Node, rule: NoiseRule): LeftOut {
  return { span: spanOf(node), rule };
}
