import path from "node:path";
import { SyntaxKind } from "ts-morph";
import { expect, it } from "vitest";
import { parse } from "../../src/source/open.js";
import { createTypes, type Types } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";

const STRICT = JSON.stringify({ compilerOptions: { strict: true, target: "es2022", module: "nodenext", types: [] } });

/** The answer to a question about the initialiser of `wanted`. */
function ask(
  question: keyof Types,
  text: string,
  more: Readonly<Record<string, string>> = { "tsconfig.json": STRICT },
) {
  const dir = folderOf({ "src/code.ts": text, ...more });
  const tree = parse("src/code.ts", text);
  const node = tree.getVariableDeclarationOrThrow("wanted").getInitializerOrThrow();
  return createTypes(dir, ["src/code.ts"])("src/code.ts")[question](node);
}

it.each<[keyof Types, string, boolean | undefined]>([
  ["canBeNullish", "declare const a: string; export const wanted = a;", false],
  ["canBeNullish", "declare const a: string | undefined; export const wanted = a;", true],
  ["canBeNullish", "declare const a: { b?: number }; export const wanted = a.b;", true],
  ["canBeNullish", "declare const a: any; export const wanted = a;", true],
  ["canBeNullish", "declare const a: unknown; export const wanted = a;", true],
  [
    "canBeNullish",
    "export function f<T>(a: T) { return a; } declare const b: Map<string, number>; export const wanted = b.get('x');",
    true,
  ],
  ["canBeNullish", "import { gone } from './gone.js'; export const wanted = gone;", undefined],
  ["isBoolean", "declare const a: boolean; export const wanted = a;", true],
  ["isBoolean", "declare const a: boolean | undefined; export const wanted = a;", false],
  ["isNever", "declare const a: never; export const wanted = a;", true],
  ["isThenable", "declare const a: Promise<number>; export const wanted = a;", true],
  ["isThenable", "declare const a: { catch(x: string): string }; export const wanted = a;", false],
  ["isThenable", "declare const a: PromiseLike<number> | undefined; export const wanted = a;", true],
  ["isThenable", "declare const a: any; export const wanted = a;", undefined],
  ["returnsNever", "declare function fail(): never; export const wanted = fail();", true],
  ["returnsNever", "declare function go(): number; export const wanted = go();", false],
  ["asserts", "declare function check(x: unknown): asserts x; export const wanted = check(1);", true],
  ["asserts", "declare function isOk(x: unknown): x is string; export const wanted = isOk(1);", false],
])("%s in `%s` is %s", (question, text, answer) => {
  expect(ask(question, text)).toBe(answer);
});

it("knows nothing without a tsconfig, or without strict null checks", () => {
  const text = "declare const a: string; export const wanted = a;";
  expect(ask("isBoolean", text, { "tsconfig.json": "{ broken" })).toBeUndefined();
  expect(ask("canBeNullish", text, { "tsconfig.json": "{}" })).toBeUndefined();
});

it("finds the options where the tsconfig only refers to others", () => {
  const files = {
    "tsconfig.json": JSON.stringify({
      files: [],
      references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }],
    }),
    "tsconfig.node.json": JSON.stringify({ compilerOptions: { strict: false }, include: ["vite.config.ts"] }),
    "tsconfig.app.json": JSON.stringify({ compilerOptions: { strict: true }, include: ["src"] }),
  };
  expect(ask("canBeNullish", "declare const a: string; export const wanted = a;", files)).toBe(false);
});

it("counts offsets alike behind a byte order mark and with CRLF", () => {
  const text = "// é 😀\r\ndeclare const a: string;\r\nexport const wanted = a;\r\n";
  const dir = folderOf({ "src/code.ts": `\uFEFF${text}`, "tsconfig.json": STRICT });
  const node = parse("src/code.ts", text).getVariableDeclarationOrThrow("wanted").getInitializerOrThrow();
  expect(createTypes(dir, ["src/code.ts"])("src/code.ts").canBeNullish(node)).toBe(false);
});

it("reads nothing before the first question", () => {
  const types = createTypes(path.join("/nowhere", "at-all"), ["src/code.ts"])("src/code.ts");
  const tree = parse("src/code.ts", "f();");
  expect(types.isThenable(tree.getFirstDescendantByKindOrThrow(SyntaxKind.CallExpression))).toBeUndefined();
});
