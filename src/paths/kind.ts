/** The shape of a kind of error path, and of what it finds. */
import type { Node, SyntaxKind } from "ts-morph";
import type { Dependency, KindId, Syntax } from "../model.js";
import type { NoiseRule } from "../source/noise-rules.js";

/** An error path as the operators see it: still part of the syntax tree. */
export interface Located {
  readonly kind: KindId;
  /** The whole error path. */
  readonly node: Node;
  /** The code that runs on failure: a block, a statement, or the expression an arrow returns. */
  readonly handler: Node | undefined;
  /** Names under which the handler knows the error. */
  readonly bindings: ReadonlySet<string>;
  /** Runs exactly when the error path does. */
  readonly reach: { readonly node: Node; readonly syntax: Syntax };
  /** The part of the source that a person recognises it by; its first line is shown. */
  readonly head: Node;
  /** `await`s whose rejection ends in this path: kind handled-await. */
  readonly awaits: readonly Node[];
  /** The code whose failure ends in this path: a block, or the promise before a handler. */
  readonly protects?: Node;
  readonly notes: readonly string[];
  /** What its protected code calls. */
  readonly dependencies: readonly Dependency[];
  /** It also runs when nothing goes wrong: a `finally`. */
  readonly runsOnSuccess?: boolean;
  /** An idiom with nothing to assert: it is reported as a note and gets no mutants. */
  readonly bestEffort?: boolean;
  /** Syntax alone had to decide what types would have told. */
  readonly isUnsure?: boolean;
}

export interface Kind {
  readonly id: KindId;
  /** The syntax it can start at, by ts-morph's names. */
  readonly startsAt: readonly SyntaxKind[];
  /** A few words: "catch block". */
  readonly title: string;
  /** One sentence: what it is. */
  readonly description: string;
  /** A piece of code and the first lines of what is found in it: executed by the conformance test. */
  readonly example: { readonly code: string; readonly finds: readonly string[] };
  /** The error path at this very node, if there is one. Called for every node of the kinds in `startsAt`. */
  match(node: Node): Located | undefined;
  /** Why there is none at this node, where it looks like one: the noise rule that passes it over. */
  passesOver?(node: Node): NoiseRule | undefined;
}
