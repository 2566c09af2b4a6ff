/** Between syntax nodes, offsets, and what a person reads. */
import type { Node, SourceFile } from "ts-morph";
import type { Position, Range, Site, Span, Syntax } from "../model.js";
import { unwrap } from "./syntax.js";

export function spanOf(node: Node): Span {
  return { start: node.getStart(), end: node.getEnd() };
}

/** Where something is placed: for an expression, without parentheses and casts, which Babel has no node for. */
export function siteOf(node: Node, syntax: Syntax): Site {
  const isExpression = syntax === "expression" || syntax === "function";
  return { span: spanOf(isExpression ? unwrap(node) : node), syntax };
}

export function rangeOf(sourceFile: SourceFile, span: Span): Range {
  return { start: positionAt(sourceFile, span.start), end: positionAt(sourceFile, span.end) };
}

// The compiler keeps the line starts; ts-morph's own method counts lines from the top each time.
function positionAt(sourceFile: SourceFile, offset: number): Position {
  const { line, character } = sourceFile.compilerNode.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

/** The text with one span of it replaced. */
export function replaceSpan(text: string, span: Span, replacement: string): string {
  return text.slice(0, span.start) + replacement + text.slice(span.end);
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** By what a person recognises a piece of code: its first line. */
export function firstLineOf(text: string): string {
  return (text.split("\n", 1)[0] ?? "").trim();
}
