import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("promise-catch-swallow", () => {
  it.each<[string, string[]]>([
    ["p.catch((e) => { b(e); });", ["p.catch((e) => {});"]],
    ["p.catch((e) => b(e));", ["p.catch((e) => undefined);"]],
    ["p.catch(report);", ["p.catch(() => undefined);"]],
    ["p?.catch(report);", ["p?.catch(() => undefined);"]],
    ["p.then(a, report);", ["p.then(a, () => undefined);"]],
    ["q(p.catch(report) as Promise<X>);", ["q(p.catch(() => undefined) as Promise<X>);"]],
    // Nothing to swallow, or said better by another operator:
    ["p.catch(() => {});", []],
    ["p.catch(() => undefined);", []],
    ["p.catch(() => false);", []],
    ["p.catch((e) => console.error(e));", []],
    ["p.catch((e) => { console.error(e); });", []],
    ["p.finally(() => { b(); });", []],
    ["new Promise((resolve, reject) => { p.catch(reject); });", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "promise-catch-swallow")).toEqual(after);
  });
});
