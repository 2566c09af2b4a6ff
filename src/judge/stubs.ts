/**
 * Which error paths are verified against stand-ins only: every test that kills one of their mutants puts
 * a stand-in in the place of something that their protected code calls. Pure.
 */
import type { Dependency, PathVerdict, Stub, Test } from "../model.js";
import type { StandIn, Target } from "../tests/stand-ins.js";

/** What is asked about tests and paths; reading the files behind it is not this stage's work. */
export interface StubKnowledge {
  standInsOf(test: Test): { readonly own: readonly StandIn[]; readonly around: readonly StandIn[] };
  callsOf(path: PathVerdict["path"]): readonly (Dependency & { readonly module?: string })[];
}

/** Marks the asserted paths whose verification rests on stand-ins, and names these. */
export function markStubs(
  verdicts: readonly PathVerdict[],
  tests: readonly Test[],
  knowledge: StubKnowledge,
): readonly PathVerdict[] {
  const testOf = new Map(tests.map((test) => [test.id, test]));
  return verdicts.map((verdict) => {
    if (verdict.verdict !== "asserted" || verdict.path.dependencies.length === 0) return verdict;
    const calls = knowledge.callsOf(verdict.path);
    const stubsOf = memoize((id: string) => {
      const test = testOf.get(id);
      return test === undefined ? [] : stubsIn(knowledge.standInsOf(test), calls);
    });
    const killers = verdict.mutants.flatMap(({ outcome }) => (outcome.killedBy.length > 0 ? [outcome.killedBy] : []));
    const stubbed = killers.some((ids) => ids.every((id) => stubsOf(id).length > 0));
    return { ...verdict, stubbed, stubs: stubbed ? distinct(killers.flat().flatMap((id) => stubsOf(id))) : [] };
  });
}

/** Counts paths that are verified against stand-ins only as unasserted, in the files where that is not enough. */
export function requireReal(verdicts: readonly PathVerdict[], files: ReadonlySet<string>): readonly PathVerdict[] {
  return verdicts.map((verdict) =>
    verdict.stubbed && files.has(verdict.path.file)
      ? { ...verdict, verdict: "unasserted", reason: "verified against stand-ins only, and the real thing is required" }
      : verdict,
  );
}

function stubsIn(
  { own, around }: ReturnType<StubKnowledge["standInsOf"]>,
  calls: ReturnType<StubKnowledge["callsOf"]>,
): readonly Stub[] {
  const inForce = (standIns: readonly StandIn[], isOwn: boolean) =>
    standIns.filter(({ target }) => calls.some((call) => replaces(target, call, isOwn))).map(({ stub }) => stub);
  return [...inForce(own, true), ...inForce(around, false)];
}

const NETWORK_GLOBALS = /^(fetch|XMLHttpRequest|WebSocket|EventSource)$/;
const NETWORK_MODULES =
  /^(https?|http2|net|tls|axios|undici|got|ky|ofetch|node-fetch|cross-fetch|superagent|request|needle|@octokit\/.+|graphql-request|@apollo\/client.*|ws|@aws-sdk\/.+|googleapis)$/;

/** Whether a stand-in is what a call really runs. */
function replaces(target: Target, call: Dependency & { readonly module?: string }, isOwn: boolean): boolean {
  switch (target.sort) {
    case "module":
      return (
        call.sort === "module" &&
        (call.module === target.module || call.name === target.module) &&
        (target.members === undefined || target.members.some((name) => name === call.method || name === call.imported))
      );
    case "member":
      return call.method === target.name && (call.sort !== "module" || target.spied);
    case "argument":
      return call.sort === "parameter" && call.owner === target.callee && call.index === target.index;
    case "global":
      return call.sort === "global" && call.name === target.name;
    case "network":
      // What a parameter or a field is, only the test knows: if it sets up the network itself, it is for that.
      return isNetwork(call) || (isOwn && (call.sort === "parameter" || call.sort === "field"));
  }
}

function isNetwork(call: Dependency & { readonly module?: string }): boolean {
  if (call.sort === "global") return NETWORK_GLOBALS.test(call.name);
  return call.sort === "module" && NETWORK_MODULES.test(call.module ?? call.name);
}

function distinct(stubs: readonly Stub[]): readonly Stub[] {
  return [...new Map(stubs.map((stub) => [`${stub.by} ${stub.of} ${stub.file}:${stub.line}`, stub])).values()];
}

function memoize<T>(ask: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const answer = known.get(key) ?? ask(key);
    known.set(key, answer);
    return answer;
  };
}
