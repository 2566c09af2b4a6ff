import { describe, expect, it } from "vitest";
import { found, mutantsOf, pathsOf } from "../support/mutate.js";

describe("promise-handler", () => {
  it.each([
    ["p.catch((e) => b(e));", [".catch((e) => b(e))"]],
    ["p?.catch(f);", [".catch(f)"]],
    ["p['catch'](f);", ["['catch'](f)"]],
    ["p.then(a, b);", [".then(a, b)"]],
    ["p.finally(() => b());", [".finally(() => b())"]],
    ["load().then(a).catch(this.onError);", [".catch(this.onError)"]],
    ["(p as Promise<void>).catch(f);", [".catch(f)"]],
    ["p.then(a, undefined);", []],
    ["p.then(a, null);", []],
    ["p.then(a);", []],
    ["p.catch();", []],
    ["p.catch(undefined);", []],
    ["z.string().catch('x');", []],
    ["z.string().catch(() => 'x');", []],
    ["schema.catch(fallback);", []],
    ["trap.catch(42);", []],
    ["p.catch(...handlers);", []],
    ["catch_(f);", []],
  ])("in %s finds %j", (code, titles) => {
    expect(found(code, "promise-handler")).toEqual(titles);
  });

  it("knows each handler of a chain", () => {
    expect(found("p.then(a, b).catch(c).finally(d);", "promise-handler")).toHaveLength(3);
  });

  it("reports an ignored failure of a cleanup as a note, and gives it no mutants", () => {
    expect(pathsOf("conn.close().catch(() => {});")[0]?.notes).toEqual([expect.stringContaining("best effort")]);
    expect(mutantsOf("conn.close().catch(() => {});")).toEqual([]);
    expect(mutantsOf("conn.close().catch((e) => console.warn(e));")).toEqual([]);
    expect(mutantsOf("conn.load().catch(() => {});")).not.toEqual([]);
  });
});
