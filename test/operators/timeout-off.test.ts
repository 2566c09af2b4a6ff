import { describe, expect, it } from "vitest";
import { mutantsOf, mutated } from "../support/mutate.js";

describe("timeout-off", () => {
  it.each<[string, string[]]>([
    ["load(AbortSignal.timeout(5));", ["load(new AbortController().signal);"]],
    ["function f(signal) { signal.throwIfAborted(); a(); }", ["function f(signal) {  a(); }"]],
    ["function f(signal) { if (signal) signal.throwIfAborted(); a(); }", ["function f(signal) { if (signal) ; a(); }"]],
    [
      "const c = new AbortController(); setTimeout(() => c.abort(), 5); load(c.signal);",
      ["const c = new AbortController(); setTimeout(() => undefined, 5); load(c.signal);"],
    ],
    [
      "const c = new AbortController(); setTimeout(() => { late = true; c.abort(); }, 5); load(c.signal);",
      ["const c = new AbortController(); setTimeout(() => {}, 5); load(c.signal);"],
    ],
    ["Promise.race([sleep(5), a(), b()]);", ["Promise.race([a(), b()]);"]],
    ["Promise.race([a(), timeout]);", ["(Promise.allSettled([timeout]), Promise.race([a()]));"]],
    ["Promise.race([a(), this.timer]);", ["(Promise.allSettled([this.timer]), Promise.race([a()]));"]],
    ["setTimeout(show, 5);", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "timeout-off")).toEqual(after);
  });

  it("is off unless asked for", () => {
    expect(mutantsOf("load(AbortSignal.timeout(5));")).toEqual([]);
  });
});
