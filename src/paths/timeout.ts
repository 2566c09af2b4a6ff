import { type CallExpression, Node, SyntaxKind } from "ts-morph";
import { declarationOf, initializerOf } from "../source/declarations.js";
import { dependenciesOf } from "../source/dependencies.js";
import {
  calleeName,
  callOf,
  callOfStatement,
  isFunction,
  isInlineFunction,
  receiverOf,
  statementsOf,
  unwrap,
} from "../source/syntax.js";
import type { Kind, Located } from "./kind.js";

const TIMER_NAME =
  /^(timer|timeout|sleep|delay|wait|setTimeout)$|(Timer|Timeout)$|^(timeout|timer|sleep|delay|rejectAfter)[A-Z]/;

export const timeout: Kind = {
  id: "timeout",
  startsAt: [SyntaxKind.CallExpression],
  title: "timeout",
  description: "Where an operation that takes too long, or is no longer wanted, is given up.",
  example: {
    code: "fetch(url, { signal: AbortSignal.timeout(500) });\nfunction f(signal) { signal.throwIfAborted(); }\nconst controller = new AbortController();\nsetTimeout(() => controller.abort(), 500);\nfetch(url, { signal: controller.signal });\nPromise.race([load(), sleep(500)]);\nsetTimeout(show, 500);",
    finds: [
      "AbortSignal.timeout(500)",
      "signal.throwIfAborted();",
      "setTimeout(() => controller.abort(), 500)",
      "Promise.race([load(), sleep(500)])",
    ],
  },
  match(node) {
    if (!Node.isCallExpression(node)) return undefined;
    switch (calleeName(node)) {
      case "timeout":
        return receiverOf(node)?.getText() === "AbortSignal" ? onTheWay(node, node) : undefined;
      case "throwIfAborted":
        return checkpoint(node);
      case "setTimeout":
        return abortingTimer(node);
      case "race":
        return racedTimers(node).length > 0 ? onTheWay(node, node, operationsIn(node)) : undefined;
      default:
        return undefined;
    }
  },
};

/** It runs whether the time is up or not. */
function onTheWay(node: Node, head: Node, operations: readonly Node[] = []): Located {
  return {
    kind: "timeout",
    node,
    handler: undefined,
    bindings: new Set(),
    reach: { node, syntax: Node.isStatement(node) ? "statement" : "expression" },
    head,
    awaits: [],
    notes: [],
    dependencies: dependenciesOf(operations),
    runsOnSuccess: true,
  };
}

/** `signal.throwIfAborted();`, also `signal?.throwIfAborted();`. */
function checkpoint(call: CallExpression): Located | undefined {
  const statement = call.getFirstAncestorByKind(SyntaxKind.ExpressionStatement);
  if (statement === undefined || callOfStatement(statement) !== call || receiverOf(call) === undefined)
    return undefined;
  return onTheWay(statement, statement);
}

/** `setTimeout(() => controller.abort(), ms)`, with the controller's signal at work somewhere. */
function abortingTimer(call: CallExpression): Located | undefined {
  const [callback] = call.getArguments();
  const body = callback !== undefined && isInlineFunction(callback) ? callback.getBody() : undefined;
  if (callback === undefined || body === undefined) return undefined;
  const controller = abortedIn(body);
  if (controller === undefined || !hasSignalAtWork(controller, call)) return undefined;
  return {
    kind: "timeout",
    node: call,
    handler: body,
    bindings: new Set(),
    reach: { node: body, syntax: Node.isBlock(body) ? "statement" : "expression" },
    head: call,
    awaits: [],
    notes: [],
    dependencies: [],
  };
}

/** What is aborted when the time is up: not under a condition, which may ask for something else. */
function abortedIn(body: Node): Node | undefined {
  const calls = Node.isBlock(body) ? statementsOf(body).map(callOfStatement) : [callOf(body)];
  const abort = calls.find((each) => each !== undefined && calleeName(each) === "abort");
  return abort === undefined ? undefined : receiverOf(abort);
}

/** Whether the signal is read where the controller is known: `controller.signal` handed over, or a `{ signal }`. */
function hasSignalAtWork(controller: Node, timer: Node): boolean {
  const name = controller.getText().replace(/[?!]/g, "");
  const declaration = declarationOf(unwrap(controller));
  const scope = Node.isThisExpression(unwrap(controller).getFirstChild())
    ? timer.getFirstAncestor((each) => Node.isClassDeclaration(each) || Node.isClassExpression(each))
    : declaration?.getFirstAncestor((each) => isFunction(each) || Node.isSourceFile(each));
  return (scope ?? timer.getSourceFile()).getDescendants().some((each) => {
    if (Node.isPropertyAccessExpression(each))
      return each.getName() === "signal" && each.getExpression().getText().replace(/[?!]/g, "") === name;
    const value = Node.isVariableDeclaration(each) ? each.getInitializer() : undefined;
    return (
      value?.getText() === name && /^\{[^}]*\bsignal\b/.test(Node.isVariableDeclaration(each) ? each.getName() : "")
    );
  });
}

/** The operations of a race that are no timers. */
export function operationsIn(race: CallExpression): readonly Node[] {
  const timers = new Set(racedTimers(race));
  return contestants(race).filter((each) => !timers.has(each));
}

/** The timers of `Promise.race([operation, timer])`; none where nothing else is in the race. */
export function racedTimers(race: CallExpression): readonly Node[] {
  if (receiverOf(race)?.getText() !== "Promise") return [];
  const all = contestants(race);
  const timers = all.filter((each) => isTimer(each));
  return timers.length < all.length ? timers : [];
}

function contestants(race: CallExpression): readonly Node[] {
  const [list] = race.getArguments();
  const elements = list === undefined ? undefined : unwrap(list);
  return Node.isArrayLiteralExpression(elements) ? elements.getElements() : [];
}

function isTimer(element: Node, depth = 0): boolean {
  const value = unwrap(element);
  if (Node.isNewExpression(value))
    return value.getExpression().getText() === "Promise" && /\bsetTimeout\(/.test(value.getText());
  if (Node.isCallExpression(value)) {
    const receiver = receiverOf(value);
    // `sleep(500).then(() => { throw new TimeoutError(); })`
    if (/^(then|catch|finally)$/.test(calleeName(value))) return receiver !== undefined && isTimer(receiver, depth);
    return TIMER_NAME.test(calleeName(value));
  }
  if (Node.isPropertyAccessExpression(value)) return TIMER_NAME.test(value.getName());
  if (!Node.isIdentifier(value)) return false;
  const made = depth > 3 ? undefined : initializerOf(value);
  return TIMER_NAME.test(value.getText()) || (made !== undefined && isTimer(made, depth + 1));
}
