/** `.then`, `.catch`, `.finally`, and promises that the code makes itself. */
import { awaitedHole, factsOf, resultHole } from "../holes.js";
import { holeValue, UNDEFINED, UNKNOWN, type Value } from "../values.js";
import { calledHole, leads, type Run, Thrown } from "./run.js";

type Settled = Extract<Value, { is: "promise" }>;

/** Nothing where the value is none that could be a promise. */
export function promiseCall(run: Run, base: Value, method: string, given: readonly Value[]): Value | undefined {
  const promise = asPromise(run, base, given);
  if (promise === undefined) return undefined;
  const [first, second] = given;
  if (promise.state === "pending") return promise;
  if (method === "finally") {
    if (first === undefined) return promise;
    const ended = settle(run, first, []);
    return ended.state === "rejected" ? ended : promise;
  }
  const handler = method === "catch" ? first : promise.state === "rejected" ? second : first;
  const runs = promise.state === "rejected" || method === "then";
  const isNothing = handler === undefined || (handler.is === "literal" && !handler.value);
  return runs && !isNothing ? settle(run, handler, [promise.value]) : promise;
}

function asPromise(run: Run, base: Value, given: readonly Value[]): Settled | undefined {
  if (base.is === "promise") return base;
  if (base.is === "hole") {
    const isDirect = base.hole.via !== "result" && base.hole.via !== "member" && base.hole.parent !== undefined;
    return isDirect
      ? undefined
      : { is: "promise", state: "resolved", value: holeValue(awaitedHole(run.world, base.hole)) };
  }
  const isLed = given.some((each) => each.is === "function" && leads(run, each.node));
  return base.is === "unknown" && isLed ? { is: "promise", state: "resolved", value: UNKNOWN } : undefined;
}

/** What a handler makes of a promise. */
function settle(run: Run, handler: Value, given: readonly Value[]): Settled {
  return promised(run, () => {
    return callHandler(run, handler, given);
  });
}

export function callHandler(run: Run, handler: Value, given: readonly Value[]): Value {
  if (handler.is === "function") return handler.call?.(given) ?? run.code.invoke(run, handler, given);
  if (handler.is === "hole") {
    calledHole(run, handler.hole, given);
    return holeValue(resultHole(run.world, handler.hole));
  }
  return UNKNOWN;
}

/** A promise of what some code gives or throws. */
export function promised(run: Run, code: () => Value): Settled {
  try {
    const value = code();
    if (value.is === "hole" && factsOf(run.world, value.hole)?.is === "promise") {
      return { is: "promise", state: "resolved", value: holeValue(awaitedHole(run.world, value.hole)) };
    }
    return value.is === "promise" ? value : { is: "promise", state: "resolved", value };
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    return { is: "promise", state: "rejected", value: thrown.value };
  }
}

/** `new Promise(executor)`: settled by what the executor calls while it runs. */
export function newPromise(run: Run, executor: Value | undefined): Value {
  let settled: Settled = { is: "promise", state: "pending", value: UNDEFINED };
  if (executor?.is !== "function") return settled;
  const settler = (state: "resolved" | "rejected"): Value => ({
    ...executor,
    call: ([value = UNDEFINED]) => {
      if (settled.state !== "pending") return UNDEFINED;
      settled = state === "resolved" && value.is === "promise" ? value : { is: "promise", state, value };
      return UNDEFINED;
    },
  });
  try {
    run.code.invoke(run, executor, [settler("resolved"), settler("rejected")]);
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
    if (settled.state === "pending") settled = { is: "promise", state: "rejected", value: thrown.value };
  }
  return settled;
}

function asResolved(value: Value): Value {
  return value.is === "promise" ? value : { is: "promise", state: "resolved", value };
}

/** `Promise.all(…)` and its kin. */
export function combined(method: string, items: readonly Value[]): Value {
  if (method === "resolve") return asResolved(items[0] ?? UNDEFINED);
  if (method === "reject") return { is: "promise", state: "rejected", value: items[0] ?? UNDEFINED };
  const list = items[0]?.is === "array" ? items[0].items : [];
  const failed = list.find((each) => each.is === "promise" && each.state === "rejected");
  const values = list.map((each) => (each.is === "promise" ? each.value : each));
  if (method === "all" && failed !== undefined) return failed;
  if (method === "all") return { is: "promise", state: "resolved", value: { is: "array", items: values } };
  if (method === "race") return list.find((each) => each.is !== "promise" || each.state !== "pending") ?? UNKNOWN;
  return UNKNOWN;
}
