/** Which functions of a file are listeners for errors: asked by more than one kind, so that each function is one kind only. */
import { type BinaryExpression, type CallExpression, Node, type SourceFile, SyntaxKind } from "ts-morph";
import { contextOf, isNamed } from "../source/context.js";
import { functionNamed, importOf } from "../source/declarations.js";
import { calleeName, isInlineFunction, receiverOf, unwrap } from "../source/syntax.js";

/** Methods that register a listener, for any event. */
export const LISTENER_CALLEES: ReadonlySet<string> = new Set([
  "on",
  "once",
  "addListener",
  "addEventListener",
  "prependListener",
  "prependOnceListener",
]);

/** Events that say that something failed; browsers write `unhandledrejection` small. */
const ERROR_EVENTS = /^(error|messageerror|unhandledRejection|unhandledrejection|uncaughtException)$/;
const ERROR_PROPERTIES = /^on(error|messageerror|unhandledrejection)$/;
const STREAM_MODULES = /^(node:stream|stream|readable-stream)$/;

/** Where a function is made a listener. */
export interface Listener {
  /** The call, or the assignment to `onerror`. */
  readonly registration: Node;
  /** What is listened to: `socket` in `socket.on("error", f)`. */
  readonly emitter: Node | undefined;
  /** Called when all went well, too: the callback of `pipeline` and `finished`. */
  readonly alsoOnSuccess: boolean;
}

interface Registration extends Listener {
  readonly listener: Node;
}

const listeners = new WeakMap<SourceFile, ReadonlyMap<Node, Listener>>();

/** How a function is made a listener for errors, where it is one: written in place, or named and declared in the same file. */
export function listenerAt(node: Node): Listener | undefined {
  const tree = node.getSourceFile();
  const known = listeners.get(tree) ?? listenersIn(tree);
  listeners.set(tree, known);
  return known.get(node);
}

function listenersIn(tree: SourceFile): ReadonlyMap<Node, Listener> {
  const calls = tree.getDescendantsOfKind(SyntaxKind.CallExpression);
  const assignments = tree.getDescendantsOfKind(SyntaxKind.BinaryExpression);
  const found = new Map<Node, Listener>();
  for (const registration of [...calls.map(registrationBy), ...assignments.map(assignedHandler)]) {
    const listener = registration === undefined ? undefined : functionBehind(registration.listener);
    if (registration !== undefined && listener !== undefined && !found.has(listener)) found.set(listener, registration);
  }
  // What other events call as well runs without any failure: no listener for errors.
  for (const other of calls.flatMap(listenerToOther)) found.delete(other);
  return found;
}

function registrationBy(call: CallExpression): Registration | undefined {
  const given = call.getArguments();
  const last = given.at(-1);
  if (last === undefined || Node.isSpreadElement(last)) return undefined;
  const emitter = receiverOf(call);
  if (isStreamCallback(call)) return { registration: call, emitter: given[0], listener: last, alsoOnSuccess: true };
  const event = eventOf(call);
  const isOwn = isNamed(contextOf(call).vocabulary.listenerMethods, call.getExpression().getText());
  if (isOwn ? event !== undefined && !ERROR_EVENTS.test(event) : !ERROR_EVENTS.test(event ?? "")) return undefined;
  // `node:events` has static forms: `once(emitter, "error")` gives a promise.
  const listener = isOwn && event === undefined ? last : given[1];
  const name = calleeName(call);
  const registers = isOwn || (LISTENER_CALLEES.has(name) && (emitter !== undefined || name === "addEventListener"));
  if (listener === undefined || !registers) return undefined;
  return { registration: call, emitter, listener, alsoOnSuccess: false };
}

/** The name of the event, where it is written down. */
function eventOf(call: CallExpression): string | undefined {
  const [event] = call.getArguments();
  return Node.isStringLiteral(event) || Node.isNoSubstitutionTemplateLiteral(event)
    ? event.getLiteralText()
    : undefined;
}

/** `pipeline(…, callback)`, `finished(stream, callback)` and `stream.pipeline(…)`, told by import. */
function isStreamCallback(call: CallExpression): boolean {
  if (!/^(pipeline|finished)$/.test(calleeName(call)) || call.getArguments().length < 2) return false;
  const imported = importOf(unwrap(receiverOf(call) ?? call.getExpression()));
  if (imported === undefined || !STREAM_MODULES.test(imported.specifier)) return false;
  return receiverOf(call) === undefined ? /^(pipeline|finished)$/.test(imported.name) : imported.name !== "promises";
}

/** `socket.onerror = (event) => …` */
function assignedHandler(node: BinaryExpression): Registration | undefined {
  if (node.getOperatorToken().getKind() !== SyntaxKind.EqualsToken) return undefined;
  const target = unwrap(node.getLeft());
  if (!Node.isPropertyAccessExpression(target) || !ERROR_PROPERTIES.test(target.getName())) return undefined;
  const emitter = target.getExpression();
  return { registration: node, emitter, listener: node.getRight(), alsoOnSuccess: false };
}

/** The function that is given to another event than an error. */
function listenerToOther(call: CallExpression): readonly Node[] {
  if (!LISTENER_CALLEES.has(calleeName(call)) || ERROR_EVENTS.test(eventOf(call) ?? "error")) return [];
  const listener = call.getArguments()[1];
  const named = listener === undefined ? undefined : functionBehind(listener);
  return named === undefined ? [] : [named];
}

/** The function itself: written here, or declared in this file under the name or as the method that is given. */
function functionBehind(listener: Node): Node | undefined {
  const value = unwrap(listener);
  if (isInlineFunction(value)) return value;
  if (Node.isIdentifier(value)) return functionNamed(value);
  if (Node.isCallExpression(value) && calleeName(value) === "bind") {
    const bound = receiverOf(value);
    return bound === undefined ? undefined : functionBehind(bound);
  }
  return Node.isPropertyAccessExpression(value) && Node.isThisExpression(value.getExpression())
    ? memberNamed(value, value.getName())
    : undefined;
}

/** `this.fail`: a method, or a property that holds a function, of the class around. */
function memberNamed(node: Node, name: string): Node | undefined {
  const owner = node.getFirstAncestor((each) => Node.isClassDeclaration(each) || Node.isClassExpression(each));
  if (!Node.isClassDeclaration(owner) && !Node.isClassExpression(owner)) return undefined;
  const method = owner.getInstanceMethod(name);
  if (method !== undefined) return method;
  const property = owner.getInstanceProperty(name);
  const value = Node.isPropertyDeclaration(property) ? property.getInitializer() : undefined;
  return value !== undefined && isInlineFunction(unwrap(value)) ? unwrap(value) : undefined;
}
