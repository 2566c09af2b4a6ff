/** Stage `locate`: a syntax tree in, its error paths out. Pure. */
import type { Node, SourceFile } from "ts-morph";
import type { ErrorPath, KindId, Skip } from "../model.js";
import { isDead } from "../source/dead-code.js";
import { createIdentifier } from "../source/identity.js";
import { ownerOf } from "../source/names.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { firstLineOf, rangeOf, siteOf } from "../source/spans.js";
import type { Kind, Located } from "./kind.js";
import { protectedCodeOf } from "./protected-code.js";
import { kinds } from "./registry.js";
import { smellsOf } from "./smells.js";

/** An error path's record, and its place in the tree for the operators. */
export interface LocatedPath {
  readonly record: ErrorPath;
  readonly located: Located;
}

/**
 * All error paths of one file, in source order.
 *
 * @param file the file's name relative to the project, with `/`
 */
export function locate(sourceFile: SourceFile, file: string): readonly LocatedPath[] {
  const identify = createIdentifier();
  return kinds
    .flatMap((kind) => candidates(sourceFile, kind.startsAt).flatMap((node) => kind.match(node) ?? []))
    .filter(({ reach }) => !isDead(reach.node))
    .sort((a, b) => a.node.getStart() - b.node.getStart() || b.node.getEnd() - a.node.getEnd())
    .map((located) => {
      const owner = ownerOf(located.head);
      const span = { start: located.node.getStart(), end: located.node.getEnd() };
      const record: ErrorPath = {
        id: identify(file, owner, located.kind, located.node.getText()),
        file,
        kind: located.kind,
        owner,
        span,
        range: rangeOf(sourceFile, span),
        reach: siteOf(located.reach.node, located.reach.syntax),
        title: titleOf(located),
        notes: [...located.notes, ...smellsOf(located)],
        dependencies: located.dependencies,
        ...protectedCodeOf(located, sourceFile),
        runsOnSuccess: located.runsOnSuccess === true,
        bestEffort: located.bestEffort === true,
        confidence: located.isUnsure === true ? "low" : "high",
      };
      return { record, located };
    });
}

/** Where something looks like an error path and is none, by a noise rule. */
export function passedOver(sourceFile: SourceFile, file: string, selected: ReadonlySet<KindId>): readonly Skip[] {
  return kinds
    .filter(({ id }) => selected.has(id))
    .flatMap((kind) =>
      candidates(sourceFile, kind.startsAt).flatMap((node): Skip[] => {
        const rule = ruleAt(node, kind);
        if (rule === undefined) return [];
        const span = { start: node.getStart(), end: node.getEnd() };
        return [{ rule, file, range: rangeOf(sourceFile, span), text: firstLineOf(node.getText()), kind: kind.id }];
      }),
    );
}

function ruleAt(node: Node, kind: Kind): NoiseRule | undefined {
  const found = kind.match(node);
  if (found === undefined) return kind.passesOver?.(node);
  return isDead(found.reach.node) ? "dead-code" : undefined;
}

function candidates(sourceFile: SourceFile, startsAt: readonly number[]): Node[] {
  return startsAt.flatMap((kind) => sourceFile.getDescendantsOfKind(kind));
}

/** The first line of the head: for a call, from the handler method on. */
function titleOf(located: Located): string {
  const text =
    located.kind === "promise-handler"
      ? tailOfChain(located.head, located.node)
      : located.kind === "finally-block"
        ? `finally ${located.head.getText()}`
        : located.head.getText();
  return text
    .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** `.catch(h)` of `a.b().catch(h)`: the part behind the receiver. */
function tailOfChain(call: Node, handler: Node): string {
  const text = call.getText();
  const offset = handler.getStart() - call.getStart();
  const start = Math.max(...[".catch", ".then", ".finally", "['", '["'].map((each) => text.lastIndexOf(each, offset)));
  return start < 0 ? text : text.slice(start);
}
