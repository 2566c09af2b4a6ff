import { expect, it } from "vitest";
import { strykersEdits } from "../../src/engine/stryker/own-mutators.js";
import { generate } from "../../src/operators/generate.js";
import { defaultOperatorIds } from "../../src/operators/registry.js";
import { locate } from "../../src/paths/locate.js";
import { kindIds } from "../../src/paths/registry.js";
import { parse } from "../../src/source/open.js";
import { replaceSpan } from "../../src/source/spans.js";

const CODE = `export function f(a: number) {
  const far = a + 1;
  // Stryker disable all: theirs to read is ours
  if (a > 10) throw new Error("too much");
  return far;
}
`;

const guard = { start: CODE.indexOf("if (a"), end: CODE.indexOf(";\n  return far") + 1 };

it("takes what Stryker would change inside error paths, and nothing outside", async () => {
  const edits = await strykersEdits({ file: "code.ts", text: CODE }, [guard]);
  expect(
    edits.map(
      ({ operator, span, replacement }) => `${operator}: ${CODE.slice(span.start, span.end)} -> ${replacement}`,
    ),
  ).toEqual([
    "ConditionalExpression: a > 10 -> true",
    "ConditionalExpression: a > 10 -> false",
    "EqualityOperator: a > 10 -> a >= 10",
    "EqualityOperator: a > 10 -> a <= 10",
    'StringLiteral: "too much" -> ""',
  ]);
});

it("makes mutants of them that all tests are asked about, without what our operators do already", async () => {
  const tree = parse("code.ts", CODE);
  const located = locate(tree, "code.ts");
  const selection = { kinds: new Set(kindIds), operators: new Set(defaultOperatorIds) };
  const edits = await strykersEdits({ file: "code.ts", text: CODE }, [guard]);
  const { mutants } = generate(tree, located, selection, edits);
  const theirs = mutants.filter(({ operator }) => operator.startsWith("stryker/"));
  // A condition that is never true is guard-drop.
  expect(theirs).toHaveLength(4);
  expect(new Set(theirs.map(({ askedOf }) => askedOf))).toEqual(new Set(["code"]));
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
});

it("has places that fit where lines end in CRLF and letters take two code units", async () => {
  const text = 'function f(s) {\r\n  /* 😀é */ if (!s) { throw "😀"; }\r\n  return s;\r\n}\r\n';
  const edits = await strykersEdits({ file: "code.js", text }, [{ start: 0, end: text.length }]);
  const block = edits.find(({ operator, span }) => operator === "BlockStatement" && span.start > 20);
  expect(block && replaceSpan(text, block.span, block.replacement)).toBe(
    "function f(s) {\r\n  /* 😀é */ if (!s) {}\r\n  return s;\r\n}\r\n",
  );
});

it("has none in a file that Stryker's parser refuses", async () => {
  expect(await strykersEdits({ file: "code.ts", text: "if (" }, [{ start: 0, end: 4 }])).toEqual([]);
});
