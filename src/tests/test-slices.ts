/**
 * The tests of a test file, and for each of them the code that runs for it alone: its own function, the
 * hooks around it, and what these refer to, also in the files that they import from the project.
 */
import { type CallExpression, Node } from "ts-morph";
import { declarationOf, functionNamed, importedBy, initializerOf } from "../source/declarations.js";
import { exportedBy, type Modules } from "../source/modules.js";
import { isFunction, unwrap } from "../source/syntax.js";

/** Between the names of suites and tests; Vitest 5 has the second. */
const SEPARATOR = "(?: | > )";

/** A piece of code, and the file that it stands in. */
export interface Piece {
  readonly node: Node;
  readonly file: string;
}

export interface TestSlice {
  /** Matches the full names under which the test runs: of its suites and its own, with spaces between. */
  readonly name: RegExp;
  /** The test's own functions. */
  readonly own: readonly Piece[];
  /** Everything that runs for it, its own functions included: found when it is asked for. */
  readonly pieces: () => readonly Piece[];
}

const HOOK = /^(beforeEach|beforeAll|aroundEach|aroundAll|onTestFailed|afterEach|afterAll)$/;
const SUITE = /^(describe|suite)$/;
const TEST = /^(test|it|bench)$/;

export function testSlices(modules: Modules, file: string): readonly TestSlice[] {
  const tree = modules.load(file);
  if (tree === undefined) return [];
  return tree.getDescendants().flatMap((node) => {
    if (!Node.isCallExpression(node) || roleOf(node) !== "test") return [];
    const own = functionsGivenTo(node).map((each) => ({ node: each, file }));
    const suites = node.getAncestors().filter((each) => Node.isCallExpression(each) && roleOf(each) === "suite");
    const name = [...suites.reverse(), node].map((each) => titlePattern(each as CallExpression)).join(SEPARATOR);
    const pieces = () => {
      const around = scopesOf(node).flatMap(preparations);
      const fixture = rootOf(node.getExpression());
      return withReferences(modules, [...own, ...[...around, fixture].map((each) => ({ node: each, file }))]);
    };
    return [{ name: new RegExp(`^${name}$`, "s"), own, pieces }];
  });
}

/** What a setup file does for every test: its statements, and what they refer to. */
export function setupPieces(modules: Modules, file: string): readonly Piece[] {
  const tree = modules.load(file);
  return tree === undefined
    ? []
    : withReferences(
        modules,
        tree.getStatements().map((node) => ({ node, file })),
      );
}

/** What a call defines, if it is one of Vitest's: `test.each(…)("…", f)` too, and tests made by `test.extend`. */
function roleOf(call: CallExpression): "test" | "suite" | "hook" | undefined {
  if (functionsGivenTo(call).length === 0) return undefined;
  const root = rootOf(call.getExpression());
  if (!Node.isIdentifier(root)) return undefined;
  const name = root.getText();
  if (SUITE.test(name)) return "suite";
  if (HOOK.test(name) || /\.(before|after)(Each|All)$/.test(call.getExpression().getText())) return "hook";
  if (TEST.test(name)) return call.getExpression().getText().endsWith(".extend") ? undefined : "test";
  return isExtendedTest(root) ? "test" : undefined;
}

function isExtendedTest(identifier: Node): boolean {
  if (Node.isImportDeclaration(declarationOf(identifier))) return /(test|it)$/i.test(identifier.getText());
  const value = initializerOf(identifier);
  return value !== undefined && /\.extend$/.test(calleeText(value));
}

function calleeText(node: Node): string {
  const value = unwrap(node);
  return Node.isCallExpression(value) ? (value.getExpression().getText().split("<", 1)[0] ?? "") : "";
}

/** Also those given by their names: `test("…", checkLimits)`. */
function functionsGivenTo(call: CallExpression): readonly Node[] {
  return call.getArguments().filter((each) => isFunction(unwrap(each)) || functionNamed(each) !== undefined);
}

function rootOf(expression: Node): Node {
  let node = unwrap(expression);
  for (;;) {
    if (Node.isPropertyAccessExpression(node) || Node.isCallExpression(node)) node = unwrap(node.getExpression());
    else if (Node.isTaggedTemplateExpression(node)) node = unwrap(node.getTag());
    else return node;
  }
}

/** A title as a pattern: what is put in for a placeholder can be anything. */
function titlePattern(call: CallExpression): string {
  const [first] = call.getArguments();
  const title = first === undefined ? undefined : unwrap(first);
  if (Node.isStringLiteral(title) || Node.isNoSubstitutionTemplateLiteral(title)) {
    const isEach = /\.(each|for)\b/.test(call.getExpression().getText());
    const text = escaped(title.getLiteralText().trim());
    return isEach ? text.replace(/%[sdifjop#%]|\\\$\w+(\\\.\w+)*/g, ".*") : text;
  }
  if (!Node.isTemplateExpression(title)) return ".*";
  const spans = title.getTemplateSpans().map((span) => `.*${escaped(span.getLiteral().getLiteralText())}`);
  return escaped(title.getHead().getLiteralText()).trimStart() + spans.join("");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The blocks around a test: of its suites, and the file. */
function scopesOf(test: Node): readonly Node[] {
  return test.getAncestors().filter((each) => {
    const parent = each.getParent();
    return Node.isSourceFile(each) || (Node.isBlock(each) && parent !== undefined && isFunction(parent));
  });
}

/** Of each scope, as all its tests share them. */
const prepared = new WeakMap<Node, readonly Node[]>();

/** Hooks of a scope, and its other statements that do something. */
function preparations(scope: Node): readonly Node[] {
  const found = prepared.get(scope) ?? statementsThatPrepare(scope);
  prepared.set(scope, found);
  return found;
}

function statementsThatPrepare(scope: Node): readonly Node[] {
  if (!Node.isBlock(scope) && !Node.isSourceFile(scope)) return [];
  return scope.getStatements().filter((statement) => {
    if (!Node.isExpressionStatement(statement)) return false;
    const expression = unwrap(statement.getExpression());
    const role = Node.isCallExpression(expression) ? roleOf(expression) : undefined;
    return role === undefined || role === "hook";
  });
}

/** Adds the declarations of all names that the pieces use, and of those that these use. */
function withReferences(modules: Modules, seeds: readonly Piece[]): readonly Piece[] {
  const pieces: Piece[] = [];
  const queue = [...seeds];
  const seen = new Set<Node>();
  for (let piece = queue.pop(); piece !== undefined; piece = queue.pop()) {
    if (seen.has(piece.node) || piece.node.getAncestors().some((each) => seen.has(each))) continue;
    seen.add(piece.node);
    pieces.push(piece);
    for (const identifier of [piece.node, ...piece.node.getDescendants()].filter(Node.isIdentifier)) {
      const declared = referenced(modules, identifier, piece.file);
      if (declared !== undefined && !seen.has(declared.node)) queue.push(declared);
    }
  }
  return pieces;
}

function referenced(modules: Modules, identifier: Node, file: string): Piece | undefined {
  const parent = identifier.getParent();
  if (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === identifier) return undefined;
  const declaration = declarationOf(identifier);
  if (declaration === undefined) return undefined;
  const imported = importedBy(declaration, identifier.getText());
  if (imported === undefined) return Node.isParameterDeclaration(declaration) ? undefined : { node: declaration, file };
  const target = modules.resolve(imported.specifier, file);
  return isTestCode(target) ? exportedBy(modules, target, imported.name) : undefined;
}

/** Only helpers of the tests are followed: what the code under test does is not what a test sets up. */
function isTestCode(file: string): boolean {
  return /(^|\/)(tests?|specs?|__tests__|__mocks__|e2e|mocks?|msw|fixtures?|helpers?|support|testing|test-utils?)(\/|$)|[.-](test|spec|mock|setup|fixture|helper)s?\.[cm]?[jt]sx?$/i.test(
    file,
  );
}
