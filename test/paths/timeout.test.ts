import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { found, pathsOf } from "../support/mutate.js";

const CONTROLLER = "const c = new AbortController();";

describe("timeout", () => {
  it.each([
    ["load({ signal: AbortSignal.timeout(5) });", ["AbortSignal.timeout(5)"]],
    ["function f(signal) { signal?.throwIfAborted(); a(); }", ["signal?.throwIfAborted();"]],
    [`${CONTROLLER} setTimeout(() => c.abort(), 5); load(c.signal);`, ["setTimeout(() => c.abort(), 5)"]],
    [
      `function f() { ${CONTROLLER} const t = setTimeout(() => { late = true; c.abort(new Late()); }, 5); return load({ signal: c.signal }); }`,
      ["setTimeout(() => { late = true; c.abort(new Late()); }, 5)"],
    ],
    [
      `${CONTROLLER} const { signal } = c; setTimeout(() => c.abort(), 5); load(signal);`,
      ["setTimeout(() => c.abort(), 5)"],
    ],
    [
      "class A { start() { setTimeout(() => this.#c.abort(), 5); } load() { return load(this.#c.signal); } }",
      ["setTimeout(() => this.#c.abort(), 5)"],
    ],
    ["Promise.race([a(), sleep(5)]);", ["Promise.race([a(), sleep(5)])"]],
    [
      "Promise.race([a(), sleep(5).then(() => { throw new Late(); })]);",
      ["Promise.race([a(), sleep(5).then(() => { throw new Late(); })])"],
    ],
    ["Promise.race([a(), timers.setTimeout(5)]);", ["Promise.race([a(), timers.setTimeout(5)])"]],
    ["Promise.race([a, timeoutPromise]);", ["Promise.race([a, timeoutPromise])"]],
    [
      "const late = new Promise((_, reject) => setTimeout(() => reject(new Late()), 5)); Promise.race([a(), late]);",
      ["Promise.race([a(), late])"],
    ],
    // Not given up when time is over, or nothing to give up:
    ["setTimeout(show, 5); setTimeout(() => show(), 5);", []],
    ["socket.timeout(5); options.timeout = 5;", []],
    [`${CONTROLLER} setTimeout(() => c.abort(), 5);`, []],
    [`${CONTROLLER} c.abort(); load(c.signal);`, []],
    ["function f(request) { setTimeout(() => request.abort(), 5); }", []],
    ["Promise.race([a(), b()]); Promise.race(list); Promise.all([a(), sleep(5)]);", []],
    ["Promise.race([sleep(5), delay(6)]); cars.race([a(), sleep(5)]);", []],
    ["throwIfAborted(); const a = signal.throwIfAborted();", []],
  ])("in %s finds %j", (code, titles) => {
    expect(found(code, "timeout")).toEqual(titles);
  });

  it("is reached when the timer fires, where there is one; otherwise it also runs on success", () => {
    const runs = (code: string) =>
      pathsOf(code).map(({ runsOnSuccess, reach }) => [runsOnSuccess, code.slice(reach.span.start, reach.span.end)]);
    expect(runs(`${CONTROLLER} setTimeout(() => c.abort(), 5); load(c.signal);`)).toEqual([[false, "c.abort()"]]);
    expect(runs("load(AbortSignal.timeout(5));")).toEqual([[true, "AbortSignal.timeout(5)"]]);
  });

  it("is placed with its probe by Stryker's instrumenter", async () => {
    const { unplaced, ids, probes } = await instrument(
      `async function f(signal) { ${CONTROLLER} signal.throwIfAborted(); setTimeout(() => c.abort(), 5); setTimeout(() => { c.abort(); }, 5); await load(c.signal, AbortSignal.timeout(5)); return (await Promise.race([a(), sleep(5)])) as A; }`,
    );
    expect([...unplaced]).toEqual([]);
    expect([ids.size, probes.size]).toEqual([5, 5]);
  });
});
