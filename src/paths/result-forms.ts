/** How libraries write that a failure is a value: which calls ask for it, change it, or make up for it. */
import { type CallExpression, Node, type SourceFile, SyntaxKind } from "ts-morph";
import { contextOf } from "../source/context.js";
import { importOf, requiredModule } from "../source/declarations.js";
import { calleeName, receiverOf, unwrap } from "../source/syntax.js";
import type { FailureTest } from "./failure-test.js";

const RESULT_MODULES = /^(neverthrow|ts-results|ts-results-es|oxide\.ts|@badrap\/result|true-myth|option-t)(\/|$)/;
const RXJS = /^rxjs(\/operators)?$/;
const EFFECT = /^(effect|effect\/Effect|@effect\/io\/Effect)$/;
const FP_TS = /^fp-ts(\/(lib|es6))?(\/(Either|TaskEither|IOEither|ReaderEither|ReaderTaskEither))?$/;
const FP_TS_NAMESPACES = /^(either|taskEither|ioEither|readerEither|readerTaskEither|\*)$/;

/** A function that is given to deal with the failure. */
export interface Recovery {
  readonly sort: "recovery";
  readonly call: CallExpression;
  readonly given: Node;
  /** The text of the call without it: the failure goes on as it is. */
  readonly without: string;
  /** What the function gives is a plain value or error, and no result, stream or effect around one. */
  readonly givesPlain: boolean;
}

/** The part of a `match` for the failure, or what `unwrapOr` gives in its place. */
export interface Arm {
  readonly sort: "arm" | "default";
  readonly call: CallExpression;
  readonly given: Node;
}

export type ResultForm = Recovery | Arm;

/** `r.isErr()`, `r.isOk()`, `isErr(r)`, `E.isLeft(r)`; with some libraries a property. */
export function asksForError(node: Node): FailureTest | undefined {
  const name = Node.isCallExpression(node)
    ? calleeName(node)
    : Node.isPropertyAccessExpression(node)
      ? node.getName()
      : "";
  if (!/^(isErr|isOk|isLeft|isRight)$/.test(name)) return undefined;
  const failsWhen = name === "isErr" || name === "isLeft";
  if (Node.isPropertyAccessExpression(node)) {
    const parent = node.getParent();
    const isCallee = Node.isCallExpression(parent) && parent.getExpression() === node;
    return !isCallee && importsResults(node) && originOf(node) === undefined ? { test: node, failsWhen } : undefined;
  }
  if (!Node.isCallExpression(node)) return undefined;
  const isEither = name === "isLeft" || name === "isRight";
  const count = node.getArguments().length;
  if (originOf(node) === undefined) {
    return !isEither && count === 0 && receiverOf(node) !== undefined && importsResults(node)
      ? { test: node, failsWhen }
      : undefined;
  }
  const isFunction = isEither ? isOfFpTs(node) : isOfResults(node);
  return isFunction && count === 1 ? { test: node, failsWhen } : undefined;
}

/** The form that a call has, if it deals with a failure. */
export function resultForm(call: CallExpression): ResultForm | undefined {
  return methodForm(call) ?? rxjsForm(call) ?? effectForm(call) ?? fpTsForm(call);
}

/** `r.mapErr(f)`, `r.orElse(f)`, `r.match(ok, err)`, `r.unwrapOr(x)`. */
function methodForm(call: CallExpression): ResultForm | undefined {
  const name = calleeName(call);
  const [first, second, ...more] = call.getArguments();
  if (!/^(mapErr|orElse|match|unwrapOr|unwrapOrElse)$/.test(name) || first === undefined || more.length > 0)
    return undefined;
  const origin = originOf(call);
  const receiver = receiverOf(call);
  if (name === "match") return matchForm(call, origin !== undefined);
  if (origin !== undefined || receiver === undefined || second !== undefined || !importsResults(call)) return undefined;
  if (name === "unwrapOr") return { sort: "default", call, given: first };
  if (name === "unwrapOrElse") return { sort: "arm", call, given: first };
  return { sort: "recovery", call, given: first, without: receiver.getText(), givesPlain: name === "mapErr" };
}

/** `r.match(ok, err)`, `r.match({ Ok, Err })`, `match(r, { Ok, Err })`. */
function matchForm(call: CallExpression, isFunction: boolean): Arm | undefined {
  const given = call.getArguments();
  if (isFunction ? !isOfResults(call) : receiverOf(call) === undefined || !importsResults(call)) return undefined;
  const last = given.at(-1);
  const value = last === undefined ? undefined : unwrap(last);
  if (Node.isObjectLiteralExpression(value)) {
    const property = value.getProperty("Err");
    const arm = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
    return arm === undefined ? undefined : { sort: "arm", call, given: arm };
  }
  return !isFunction && given.length === 2 && last !== undefined ? { sort: "arm", call, given: last } : undefined;
}

function rxjsForm(call: CallExpression): Recovery | undefined {
  const origin = originOf(call);
  const [given, ...more] = call.getArguments();
  if (calleeName(call) !== "catchError" || given === undefined || more.length > 0) return undefined;
  if (origin === undefined || !RXJS.test(origin.specifier)) return undefined;
  return { sort: "recovery", call, given, without: "(source) => source", givesPlain: false };
}

function effectForm(call: CallExpression): Recovery | undefined {
  const name = calleeName(call);
  if (!/^(catchAll|catchAllCause|catchTag|catchTags|orElse|mapError)$/.test(name)) return undefined;
  const origin = originOf(call);
  if (origin === undefined || !EFFECT.test(origin.specifier) || !/^(Effect|\*|[a-z]\w+)$/.test(origin.name))
    return undefined;
  const [first, ...more] = call.getArguments();
  const given = more.at(-1) ?? first;
  if (first === undefined || given === undefined) return undefined;
  const isInPipe = name === "catchTag" ? Node.isStringLiteral(first) : more.length === 0;
  const without = isInPipe ? "(effect) => effect" : first.getText();
  return { sort: "recovery", call, given, without, givesPlain: name === "mapError" };
}

function fpTsForm(call: CallExpression): ResultForm | undefined {
  const name = calleeName(call);
  const [first] = call.getArguments();
  if (first === undefined || !isOfFpTs(call)) return undefined;
  if (/^(match|matchE|matchW|matchEW|fold|foldW|getOrElse|getOrElseW|getOrElseE)$/.test(name)) {
    return { sort: "arm", call, given: first };
  }
  if (!/^(mapLeft|orElse|orElseW)$/.test(name)) return undefined;
  return { sort: "recovery", call, given: first, without: "(either) => either", givesPlain: name === "mapLeft" };
}

/** Where the function called, or what it is a member of, is imported from. */
function originOf(node: Node) {
  const access = Node.isCallExpression(node) ? unwrap(node.getExpression()) : node;
  return importOf(Node.isPropertyAccessExpression(access) ? unwrap(access.getExpression()) : access);
}

function isOfFpTs(call: CallExpression): boolean {
  const origin = originOf(call);
  if (origin === undefined || !FP_TS.test(origin.specifier)) return false;
  return origin.specifier === "fp-ts" || receiverOf(call) !== undefined ? FP_TS_NAMESPACES.test(origin.name) : true;
}

function isOfResults(call: CallExpression): boolean {
  const origin = originOf(call);
  return origin !== undefined && isResultModule(call, origin.specifier);
}

function isResultModule(node: Node, specifier: string): boolean {
  return (
    RESULT_MODULES.test(specifier) || contextOf(node).vocabulary.resultModules.some((own) => names(own, specifier))
  );
}

/** `lib/result` names `../lib/result.js` as well. */
function names(own: string, specifier: string): boolean {
  const bare = (text: string) => text.replace(/^(\.{1,2}\/)+/, "").replace(/\.[cm]?[jt]sx?$/, "");
  const isRelative = specifier.startsWith(".");
  return specifier === own || (isRelative && `/${bare(own)}`.endsWith(`/${bare(specifier)}`));
}

const importing = new WeakMap<SourceFile, boolean>();

/** Whether a file imports anything from a library of results: then its methods are what they are named. */
function importsResults(node: Node): boolean {
  const tree = node.getSourceFile();
  const known = importing.get(tree);
  if (known !== undefined) return known;
  const declared = tree.getImportDeclarations().map((each) => each.getModuleSpecifierValue());
  const required = tree.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((each) => requiredModule(each) ?? []);
  const specifiers = [...declared, ...required];
  const imports = specifiers.some((each) => isResultModule(tree, each));
  importing.set(tree, imports);
  return imports;
}
