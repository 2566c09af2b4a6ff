/**
 * Stand-ins in the code of a test: what it puts in the place of a module, a function, a global or the
 * network. A spy that lets calls through (`vi.spyOn` alone, `{ spy: true }`) is none.
 */
import { type CallExpression, Node } from "ts-morph";
import type { Stub } from "../model.js";
import { assignmentsIn, declarationOf, functionNamed, initializerOf } from "../source/declarations.js";
import type { Modules } from "../source/modules.js";
import { ownDescendants, unwrap } from "../source/syntax.js";
import type { Piece } from "./test-slices.js";

/** What a stand-in replaces, in a form that calls can be compared with. */
export type Target =
  /** A module, or only some of its exports. */
  | { readonly sort: "module"; readonly module: string; readonly members?: readonly string[] }
  /** A method or function by its name; `spied`: one of an existing object or module. */
  | { readonly sort: "member"; readonly name: string; readonly spied: boolean }
  /** A value handed in as an argument. */
  | { readonly sort: "argument"; readonly callee: string; readonly index: number }
  | { readonly sort: "global"; readonly name: string }
  | { readonly sort: "network" };

export interface StandIn {
  readonly stub: Stub;
  readonly target: Target;
}

const VI = /^(vi|vitest|jest)$/;
const BEHAVIOUR = /^mock(Implementation|ReturnValue|ResolvedValue|RejectedValue|Throw|Resolved|Rejected)(Once)?$/;

/** Stand-ins set up by pieces of code, such as those of one test. */
export function standInsOf(modules: Modules, pieces: readonly Piece[]): readonly StandIn[] {
  return pieces.flatMap((piece) => {
    const known = read.get(piece.node) ?? ofPiece(modules, piece);
    read.set(piece.node, known);
    return known;
  });
}

/** Hooks and helpers are pieces of many tests. */
const read = new WeakMap<Node, readonly StandIn[]>();

function ofPiece(modules: Modules, { node, file }: Piece): readonly StandIn[] {
  return outsideOfFactories(node).flatMap((each) => {
    const at = (by: string, of: string, target: Target): StandIn => ({
      stub: { by, of, file, line: each.getStartLineNumber() },
      target,
    });
    if (Node.isCallExpression(each)) return ofCall(modules, each, file, at);
    if (Node.isNewExpression(each)) {
      const name = each.getExpression().getText();
      if (/^(MockAgent|MockAdapter|MockPool)$/.test(name)) return [at(name, "the network", { sort: "network" })];
      return handedIn(each.getArguments(), name, at);
    }
    if (Node.isBinaryExpression(each)) return ofAssignment(each, at);
    return [];
  });
}

/** What a factory of `vi.mock` holds belongs to that module, and is nothing by itself. */
function outsideOfFactories(root: Node): readonly Node[] {
  const found: Node[] = [];
  // No recursion: test helpers can hold chains of a thousand calls.
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    const isMock = Node.isCallExpression(node) && /^(mock|doMock)$/.test(methodOfVi(node) ?? "");
    if (!isMock) open.push(...node.forEachChildAsArray().reverse());
  }
  return found;
}

/** `vi.mock` is hoisted: wherever it stands in a file, it holds for all of it. */
export function hoistedStandIns(modules: Modules, file: string): readonly StandIn[] {
  const tree = modules.load(file);
  if (tree === undefined) return [];
  return tree.getDescendants().flatMap((node) => {
    if (!Node.isCallExpression(node) || methodOfVi(node) !== "mock") return [];
    return mockedModule(modules, node, file, "vi.mock");
  });
}

type At = (by: string, of: string, target: Target) => StandIn;

function ofCall(modules: Modules, call: CallExpression, file: string, at: At): readonly StandIn[] {
  const method = methodOfVi(call);
  const [first] = call.getArguments();
  if (method === "doMock") return mockedModule(modules, call, file, "vi.doMock");
  if (method === "fn") return ofMockFunction(call, at);
  if (method === "stubGlobal" && Node.isStringLiteral(first)) {
    const name = first.getLiteralText();
    return [at("vi.stubGlobal", name, { sort: "global", name })];
  }
  if (method !== undefined) return [];
  const callee = unwrap(call.getExpression());
  const interceptor = interceptorOf(callee);
  if (interceptor !== undefined) return [at(interceptor, "the network", { sort: "network" })];
  if (Node.isPropertyAccessExpression(callee) && BEHAVIOUR.test(callee.getName())) {
    return ofBehaviour(callee.getExpression(), at);
  }
  const name = Node.isPropertyAccessExpression(callee) ? callee.getName() : callee.getText();
  return /^(expect|describe|test|it)$/.test(name) ? [] : handedIn(call.getArguments(), name, at);
}

/** `mock` of `vi.mock(…)`. */
function methodOfVi(call: CallExpression): string | undefined {
  const callee = unwrap(call.getExpression());
  if (!Node.isPropertyAccessExpression(callee) || !VI.test(callee.getExpression().getText())) return undefined;
  return callee.getName();
}

function mockedModule(modules: Modules, call: CallExpression, file: string, by: string): readonly StandIn[] {
  const [first, factory] = call.getArguments();
  if (factory !== undefined && Node.isObjectLiteralExpression(factory) && /\bspy:\s*true\b/.test(factory.getText()))
    return [];
  // `vi.mock(import("./a"))` is the typed form of `vi.mock("./a")`.
  const named = Node.isCallExpression(first) ? first.getArguments()[0] : first;
  if (!Node.isStringLiteral(named) && !Node.isNoSubstitutionTemplateLiteral(named)) return [];
  const of = named.getLiteralText();
  const members = replacedMembers(factory);
  const target: Target = {
    sort: "module",
    module: modules.resolve(of, file),
    ...(members === undefined ? {} : { members }),
  };
  return [{ stub: { by, of, file, line: call.getStartLineNumber() }, target }];
}

/** The exports that a factory replaces, where it takes all others from the original. */
function replacedMembers(factory: Node | undefined): readonly string[] | undefined {
  if (factory === undefined) return undefined;
  const takesOriginal = /importOriginal|importActual|\bactual\b|\boriginal\b/.test(factory.getText());
  const object = factory.getDescendants().find(Node.isObjectLiteralExpression);
  if (!takesOriginal || !object?.getProperties().some(Node.isSpreadAssignment)) return undefined;
  return object
    .getProperties()
    .flatMap((each) =>
      Node.isPropertyAssignment(each) || Node.isShorthandPropertyAssignment(each) || Node.isMethodDeclaration(each)
        ? [each.getName().replace(/^["']|["']$/g, "")]
        : [],
    );
}

/** `vi.fn()` has the name that the code under test calls it by: of a property, a variable, or none as an argument. */
function ofMockFunction(call: CallExpression, at: At): readonly StandIn[] {
  const whole = wholeChain(call);
  const parent = whole.getParent();
  const name =
    Node.isPropertyAssignment(parent) || Node.isVariableDeclaration(parent) || Node.isPropertyDeclaration(parent)
      ? parent.getName()
      : undefined;
  if (name === undefined) return [];
  return [at("vi.fn", name, { sort: "member", name, spied: false })];
}

/** `vi.fn().mockReturnValue(1)` as a whole, with casts. */
function wholeChain(call: Node): Node {
  let node = call;
  for (;;) {
    const parent = node.getParent();
    const isChain =
      Node.isPropertyAccessExpression(parent) ||
      Node.isAsExpression(parent) ||
      Node.isParenthesizedExpression(parent) ||
      Node.isSatisfiesExpression(parent) ||
      (Node.isCallExpression(parent) && parent.getExpression() === node);
    if (!isChain || parent === undefined) return node;
    node = parent;
  }
}

/** `x.mockRejectedValue(…)`: what `x` stands for. */
function ofBehaviour(base: Node, at: At): readonly StandIn[] {
  const value = unwrap(base);
  if (Node.isCallExpression(value)) {
    const method = methodOfVi(value);
    const [object, name] = value.getArguments();
    if (method === "spyOn" && Node.isStringLiteral(name)) return spied(object, name.getLiteralText(), at);
    if (method === "mocked" && object !== undefined) {
      const last = lastName(object);
      return [at("vi.mocked", object.getText(), { sort: "member", name: last, spied: true })];
    }
    const inner = unwrap(value.getExpression());
    const isChain = Node.isPropertyAccessExpression(inner) && BEHAVIOUR.test(inner.getName());
    return isChain ? ofBehaviour(inner.getExpression(), at) : [];
  }
  if (Node.isIdentifier(value)) {
    const initializer = initializerOf(value);
    const made = initializer === undefined ? undefined : unwrap(initializer);
    if (Node.isCallExpression(made) && methodOfVi(made) === "spyOn") return ofBehaviour(made, at);
    return [at("vi.fn", value.getText(), { sort: "member", name: value.getText(), spied: false })];
  }
  return [at("vi.fn", value.getText(), { sort: "member", name: lastName(value), spied: false })];
}

function spied(object: Node | undefined, name: string, at: At): readonly StandIn[] {
  const of = object?.getText() ?? "";
  if (/^(globalThis|global|window|self)$/.test(of)) return [at("vi.spyOn", name, { sort: "global", name })];
  return [at("vi.spyOn", `${of}.${name}`, { sort: "member", name, spied: true })];
}

function lastName(expression: Node): string {
  const value = unwrap(expression);
  return Node.isPropertyAccessExpression(value) ? value.getName() : value.getText();
}

/** msw, nock and fetch-mock stand for the network. */
function interceptorOf(callee: Node): string | undefined {
  const text = callee.getText().replace(/\s+/g, "");
  if (text === "setupServer" || text === "setupWorker") return "msw";
  if (/^nock(\.|$)/.test(text)) return "nock";
  if (/^fetchMock(er)?\./i.test(text)) return "fetch-mock";
  if (text === "setGlobalDispatcher") return "undici";
  if (!Node.isPropertyAccessExpression(callee) || callee.getName() !== "use") return undefined;
  const declaration = declarationOf(callee.getExpression());
  if (Node.isVariableDeclaration(declaration)) {
    return /^setup(Server|Worker)\b/.test(declaration.getInitializer()?.getText() ?? "") ? "msw" : undefined;
  }
  const isImportedServer =
    Node.isImportDeclaration(declaration) && /^(mock)?(msw)?(server|worker)$/i.test(callee.getExpression().getText());
  return isImportedServer ? "msw" : undefined;
}

/** `globalThis.fetch = …`, `store.find = vi.fn()`. */
function ofAssignment(assignment: Node, at: At): readonly StandIn[] {
  if (!Node.isBinaryExpression(assignment) || assignment.getOperatorToken().getText() !== "=") return [];
  const left = unwrap(assignment.getLeft());
  if (!Node.isPropertyAccessExpression(left)) return [];
  const name = left.getName();
  if (/^(globalThis|global|window|self)$/.test(left.getExpression().getText())) {
    return [at("an assignment", left.getText(), { sort: "global", name })];
  }
  if (!isMockFunction(assignment.getRight())) return [];
  return [at("vi.fn", left.getText(), { sort: "member", name, spied: false })];
}

/** Arguments that are, or hold, a `vi.fn()`. */
function handedIn(given: readonly Node[], callee: string, at: At): readonly StandIn[] {
  return given.flatMap((argument, index) => {
    const of = argument.getText().split("\n", 1)[0] ?? "";
    return isStandIn(argument) ? [at("vi.fn", of, { sort: "argument", callee, index })] : [];
  });
}

/** Names that lead in circles are given up. */
const MAX_DEPTH = 4;

/** `vi.fn()`, an object of such, or a variable or function of the test's that gives one. */
function isStandIn(expression: Node, depth = 0): boolean {
  const value = unwrap(expression);
  if (depth > MAX_DEPTH) return false;
  if (isMockFunction(value)) return true;
  if (Node.isObjectLiteralExpression(value) || Node.isArrayLiteralExpression(value)) return holdsMockFunction(value);
  if (Node.isIdentifier(value)) return valuesOf(value).some((each) => isStandIn(each, depth + 1));
  if (!Node.isCallExpression(value) || methodOfVi(value) !== undefined) return false;
  const made = functionNamed(unwrap(value.getExpression()));
  if (made === undefined) return false;
  return (
    holdsMockFunction(made) || value.getArguments().some((each, i) => returns(made, i) && isStandIn(each, depth + 1))
  );
}

/** What a variable is set to: where it is declared, and wherever its file assigns it. */
function valuesOf(identifier: Node): readonly Node[] {
  const declaration = declarationOf(identifier);
  if (!Node.isVariableDeclaration(declaration)) return [];
  const initializer = declaration.getInitializer();
  if (initializer !== undefined) return [initializer];
  return assignmentsIn(declaration.getSourceFile()).get(identifier.getText()) ?? [];
}

/** Whether a function gives back one of its arguments. */
function returns(made: Node, index: number): boolean {
  const name = Node.isParametered(made) ? made.getParameters()[index]?.getName() : undefined;
  return [...ownDescendants(made)].some(
    (each) => Node.isReturnStatement(each) && each.getExpression()?.getText() === name,
  );
}

/** `vi.fn()`, with or without a behaviour, and `vi.fn(…) as never`. */
function isMockFunction(node: Node): boolean {
  const value = unwrap(node);
  if (!Node.isCallExpression(value)) return false;
  if (methodOfVi(value) === "fn") return true;
  const callee = unwrap(value.getExpression());
  return (
    Node.isPropertyAccessExpression(callee) &&
    BEHAVIOUR.test(callee.getName()) &&
    isMockFunction(callee.getExpression())
  );
}

function holdsMockFunction(node: Node): boolean {
  return node.getDescendants().some((each) => Node.isCallExpression(each) && methodOfVi(each) === "fn");
}
