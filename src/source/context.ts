/**
 * What is known of a syntax tree beside its text: the types behind it, and the names that the project's
 * configuration gives a meaning to. It is attached to the tree, so that a kind or an operator needs nothing
 * but the node that it looks at.
 */
import type { Node, SourceFile } from "ts-morph";
import { noTypes, type Types } from "./types.js";

/** Names that mean something in this project; each `name` or `object.name`. */
export interface Vocabulary {
  /** Calls that nobody asserts, besides loggers and metrics. */
  readonly aridCallees: readonly string[];
  /** Functions that throw unless what they are given holds. */
  readonly assertionFunctions: readonly string[];
  /** Functions whose `true` says that something is invalid: `if (isBad(x)) return`. */
  readonly guardHelpers: readonly string[];
  /** Modules whose values are results, as neverthrow's are. */
  readonly resultModules: readonly string[];
  /** Methods that register a listener for errors, besides `on`, `once` … */
  readonly listenerMethods: readonly string[];
}

export const noVocabulary: Vocabulary = {
  aridCallees: [],
  assertionFunctions: [],
  guardHelpers: [],
  resultModules: [],
  listenerMethods: [],
};

export interface Context {
  readonly types: Types;
  readonly vocabulary: Vocabulary;
}

const contexts = new WeakMap<SourceFile, Context>();

/** Says what is known of a tree; to be called before it is looked at. */
export function attachContext(tree: SourceFile, context: Context): void {
  contexts.set(tree, context);
}

/** What is known of the tree that a node is of; of others nothing is. */
export function contextOf(node: Node): Context {
  return contexts.get(node.getSourceFile()) ?? { types: noTypes, vocabulary: noVocabulary };
}

/** Whether a callee is among the names: `assert.ok(x)` goes by `ok` and by `assert.ok`. */
export function isNamed(names: readonly string[], callee: string): boolean {
  const bare = callee.replace(/\?\.|!/g, ".").replace(/^this\./, "");
  return names.some((name) => bare === name || bare.endsWith(`.${name}`));
}
