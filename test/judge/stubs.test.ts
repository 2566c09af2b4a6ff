import { describe, expect, it } from "vitest";
import { judge, totalsOf } from "../../src/judge/judge.js";
import { markStubs, requireReal } from "../../src/judge/stubs.js";
import type { Outcome } from "../../src/model.js";
import type { ResolvedDependency } from "../../src/tests/calls.js";
import type { StandIn, Target } from "../../src/tests/stand-ins.js";
import { mutantsOf, pathsOf } from "../support/mutate.js";
import { baseline, outcome } from "../support/records.js";

const code = `import { read } from "./store.js";
export async function load() { try { return await read(); } catch (e) { return null; } }`;
const paths = pathsOf(code, "src/load.ts");
const mutants = mutantsOf(code, ["catch-rethrow", "handler-value"], "src/load.ts");
const standIn = (target: Target): StandIn => ({
  stub: { by: "vi.mock", of: "./store.js", file: "test/load.test.ts", line: 1 },
  target,
});

interface Given {
  readonly target: Target;
  readonly call: ResolvedDependency;
  readonly killers?: readonly (readonly string[])[];
  readonly place?: "own" | "around";
  readonly outcomes?: Partial<Outcome>;
}

/** A path with two mutants; t1 has the stand-in, t2 has none. */
function marked({ target, call, killers = [["t1"], ["t1"]], place = "around", outcomes: more = {} }: Given) {
  const found = baseline(Object.fromEntries(paths.map(({ id }) => [id, ["t1", "t2"]])));
  const outcomes = mutants.map((mutant, i) => outcome(mutant, "killed", { killedBy: killers[i] ?? [], ...more }));
  const none = { own: [], around: [] };
  return markStubs(judge(paths, mutants, outcomes, found), found.tests, {
    standInsOf: ({ id }) => (id === "t1" ? { ...none, [place]: [standIn(target)] } : none),
    callsOf: () => [call],
  });
}

const read: Given["call"] = {
  sort: "module",
  name: "./store.js",
  module: "src/store.ts",
  imported: "read",
  method: "read",
  network: false,
};
const find: Given["call"] = {
  sort: "parameter",
  name: "store",
  index: 1,
  owner: "load",
  method: "find",
  network: false,
};
const field: Given["call"] = { sort: "field", name: "store", method: "find", network: false };
const fetched: Given["call"] = { sort: "global", name: "fetch", method: "fetch", network: true };
const axios: Given["call"] = {
  sort: "module",
  name: "axios",
  module: "axios",
  imported: "default",
  method: "get",
  network: true,
};

describe("a stand-in", () => {
  it.each<[string, Target, Given["call"], boolean]>([
    ["the module", { sort: "module", module: "src/store.ts" }, read, true],
    ["the module by an alias that only the bundler knows", { sort: "module", module: "./store.js" }, read, true],
    ["another module", { sort: "module", module: "src/other.ts" }, read, false],
    ["this export of the module", { sort: "module", module: "src/store.ts", members: ["read"] }, read, true],
    ["another export of the module", { sort: "module", module: "src/store.ts", members: ["write"] }, read, false],
    ["the function, spied on", { sort: "member", name: "read", spied: true }, read, true],
    ["a property of the function's name, elsewhere", { sort: "member", name: "read", spied: false }, read, false],
    ["the method of a parameter", { sort: "member", name: "find", spied: false }, find, true],
    ["the method of a field", { sort: "member", name: "find", spied: false }, field, true],
    ["another method", { sort: "member", name: "save", spied: false }, find, false],
    ["the argument itself", { sort: "argument", callee: "load", index: 1 }, find, true],
    ["another argument", { sort: "argument", callee: "load", index: 0 }, find, false],
    ["an argument of another function", { sort: "argument", callee: "save", index: 1 }, find, false],
    ["the global", { sort: "global", name: "fetch" }, fetched, true],
    ["another global", { sort: "global", name: "Date" }, fetched, false],
    ["the network, behind fetch", { sort: "network" }, fetched, true],
    ["the network, behind a client", { sort: "network" }, axios, true],
    ["the network, behind a module of ours", { sort: "network" }, read, false],
    ["the network around a parameter", { sort: "network" }, find, false],
  ])("for %s: %#", (_, target, call, expected) => {
    expect(marked({ target, call })[0]?.stubbed).toBe(expected);
  });

  it("for the network that the test itself sets up is for the parameter that it hands in", () => {
    expect(marked({ target: { sort: "network" }, call: find, place: "own" })[0]?.stubbed).toBe(true);
  });
});

describe("an asserted path", () => {
  const target: Target = { sort: "module", module: "src/store.ts" };

  it.each<[string, readonly (readonly string[])[], boolean]>([
    ["all of its killers", [["t1"], ["t1"]], true],
    ["the only killer of one mutant", [["t1"], ["t1", "t2"]], true],
    ["a killer of each mutant beside a real one", [["t1", "t2"], ["t2"]], false],
    ["no killer that is known", [[], []], false],
  ])("is stubbed if stand-ins are with %s", (_, killers, expected) => {
    const [verdict] = marked({ target, call: read, killers });
    expect(verdict).toMatchObject({ verdict: "asserted", stubbed: expected });
    expect(verdict?.stubs).toHaveLength(expected ? 1 : 0);
  });

  it("is not said to be stubbed where the run ended before all killers were known", () => {
    const outcomes = { coveredBy: ["t1", "t2"], testsCompleted: 1 };
    expect(marked({ target, call: read, outcomes })[0]?.stubbed).toBe(false);
    expect(marked({ target, call: read, outcomes: { ...outcomes, testsCompleted: 2 } })[0]?.stubbed).toBe(true);
  });

  it("is counted apart", () => {
    expect(totalsOf(marked({ target, call: read }), 1)).toMatchObject({ paths: { asserted: 1 }, stubbed: 1 });
  });

  it("is unasserted where the real thing is required", () => {
    const verdicts = marked({ target, call: read });
    expect(requireReal(verdicts, new Set(["src/other.ts"]))).toEqual(verdicts);
    const required = requireReal(verdicts, new Set(["src/load.ts"]));
    expect(required[0]).toMatchObject({ verdict: "unasserted", reason: expect.stringContaining("stand-ins only") });
    expect(totalsOf(required, 1)).toMatchObject({ paths: { asserted: 0, unasserted: 1 }, stubbed: 0 });
  });
});
