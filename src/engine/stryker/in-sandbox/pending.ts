/**
 * What is still pending in this process, and could make a promise settle: timers, sockets, files, processes.
 * Copied into the sandbox, so it imports nothing of ours.
 */
import { subscribe } from "node:diagnostics_channel";
import { clearTimeout, now } from "./clock.js";

/** A timer of Node's, when it was set and when it fires first. */
interface Timer {
  readonly timer: object;
  /** Knows who set it. */
  readonly origin: Error;
  readonly set: number;
  readonly due: number;
}

interface Socket {
  readonly localPort?: number;
  readonly remotePort?: number;
  readonly fd?: number;
  once(event: string, listener: () => void): void;
}

/** Ports of this process: of the ends that connect, and of the ends that were connected to. */
const clientPorts = new Set<number>();
const serverPorts = new Set<number>();

let timers: Timer[] = [];
/** So many are kept before those that have fired are forgotten. */
let forgetAt = 1_000;
/** Signals of `AbortSignal.timeout` and when they abort; Node does not count their timers. */
let signals: number[] = [];

/** What Vitest's own worker keeps pending: seen before any code of the user's was loaded. */
const own = countOf(process.getActiveResourcesInfo());

/**
 * In a context of its own jsdom's timers are numbers: Vitest cannot keep that of a test's timeout from counting, and
 * it is still there when the test has been given up.
 */
const timeoutCounts = typeof unusedTimer() === "number";
/** When the timeouts of such tests are over. */
let givenUp: number[] = [];

/** Timers of the runs of a test before would not be there if this one was run alone. */
const FOREIGN_MS = 1_000;

noteTimers();
noteSockets();

/**
 * Whether nothing can happen any more before a test's timeout, given in milliseconds of `performance.now()`: nothing
 * is pending but what Vitest itself keeps, connections within this process, and timers that fire later. Timers
 * from before do not count if they fire later than somebody would wait for them here.
 *
 * @param since when the test began
 */
export function isIdleUntil(timeout: number, since: number): boolean {
  timers = timers.filter(({ timer }) => isRunning(timer));
  signals = signals.filter((due) => due > now());
  const awaited = timers.filter((each) => hasRef(each) || (each.due > now() && !isOfFetch(each)));
  const isForeign = ({ set, due }: Timer) => set < since && due > since + FOREIGN_MS;
  if ([...signals, ...awaited.filter((each) => !isForeign(each)).map(({ due }) => due)].some((due) => due <= timeout)) {
    return false;
  }
  const pending = countOf(process.getActiveResourcesInfo());
  givenUp = givenUp.filter((due) => due > now());
  const timeouts = timeoutCounts ? [timeout, ...givenUp].filter(Number.isFinite) : [];
  const sockets = socketsWithin();
  const known: Record<string, number> = {
    TCPServerWrap: pending["TCPServerWrap"] ?? 0,
    TCPSocketWrap: sockets.connected,
    PipeWrap: sockets.standard,
    // The timer that has us look is one of them.
    Timeout: awaited.filter(hasRef).length + timeouts.length + 1,
  };
  return Object.entries(pending).every(([type, count]) => count <= (own[type] ?? 0) + (known[type] ?? 0));
}

/**
 * Forgets and clears the timers that a test has set: it is given up.
 *
 * @param since when it began
 * @param timeout when it would have been over, both in milliseconds of `performance.now()`
 */
export function giveUp(since: number, timeout: number): void {
  for (const { timer, set } of timers) if (set >= since) clearTimeout(timer as ReturnType<typeof setTimeout>);
  timers = timers.filter(({ set }) => set < since);
  givenUp.push(timeout);
}

/** Sockets with both ends in this process, and those of its standard streams. */
function socketsWithin(): { readonly connected: number; readonly standard: number } {
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?(): readonly Socket[] };
  const sockets = handles?.call(process) ?? [];
  const connected = sockets.filter(
    ({ localPort = 0, remotePort = 0 }) =>
      clientPorts.has(remotePort) || (clientPorts.has(localPort) && serverPorts.has(remotePort)),
  );
  const standard = sockets.filter(({ fd }) => fd === 0 || fd === 1 || fd === 2);
  return { connected: connected.length, standard: standard.length };
}

/** Node tells of every socket; one end of a connection may be idle and not count as pending, so ask for both. */
function noteSockets(): void {
  const ofClient = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    socket.once("connect", () => clientPorts.add(socket.localPort ?? 0));
  };
  subscribe("net.client.socket", ofClient);
  subscribe("net.server.socket", (message) => serverPorts.add((message as { socket: Socket }).socket.localPort ?? 0));
}

/** One that has none does not keep the process alive; if it goes on after it was due, it is a tick of housekeeping. */
function hasRef({ timer }: Timer): boolean {
  return (timer as { hasRef?(): boolean }).hasRef?.() ?? true;
}

/** It closes connections that have been idle for some seconds. */
function isOfFetch({ origin }: Timer): boolean {
  return /node:internal|[\\/]undici[\\/]/.test(origin.stack ?? "");
}

function isRunning(timer: object): boolean {
  return (timer as { _destroyed?: boolean })._destroyed !== true;
}

/** jsdom has numbers, and happy-dom objects of its own where the delay is 0. */
function isOfNode(timer: object | number): timer is object {
  return typeof timer === "object" && "_destroyed" in timer;
}

function unusedTimer(): object | number {
  const timer = globalThis.setTimeout(() => {}, 1);
  globalThis.clearTimeout(timer);
  return timer;
}

/** Has every timer noted that is set from now on. One that is set in another way is counted as pending. */
function noteTimers(): void {
  globalThis.setTimeout = noting(globalThis.setTimeout);
  globalThis.setInterval = noting(globalThis.setInterval);
  const abortAfter = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => {
    signals.push(now() + ms);
    return abortAfter.call(AbortSignal, ms);
  };
}

function noting<T extends typeof setTimeout | typeof setInterval>(set: T): T {
  const noted = (fn: () => void, ms = 0, ...rest: unknown[]) => {
    const timer = (set as (...all: unknown[]) => object | number)(fn, ms, ...rest);
    if (timers.length >= forgetAt) forget();
    if (isOfNode(timer)) timers.push({ timer, origin: callerOf(noted), set: now(), due: now() + Number(ms) });
    return timer;
  };
  // `promisify` and others look for what Node keeps there.
  return Object.defineProperties(noted, Object.getOwnPropertyDescriptors(set)) as unknown as T;
}

/** Nobody may ever look: timers that have fired are not to be kept for that. */
function forget(): void {
  timers = timers.filter(({ timer }) => isRunning(timer));
  forgetAt = 2 * timers.length + 1_000;
}

/** Cheap: the text of the stack is only made where it is asked for. */
function callerOf(callee: (...all: never[]) => unknown): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 2;
  const origin = new Error("set here");
  Error.captureStackTrace(origin, callee);
  Error.stackTraceLimit = stackTraceLimit;
  return origin;
}

function countOf(types: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
