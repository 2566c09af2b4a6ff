/**
 * Which error paths are verified against stand-ins only: every test that kills one of their mutants puts
 * a stand-in in the place of something that their protected code calls. Pure.
 */
import type { ErrorPath, Outcome, PathVerdict, Stub, Test } from "../model.js";
import type { ResolvedDependency } from "../tests/calls.js";
import type { TestStandIns } from "../tests/read-tests.js";
import type { StandIn, Target } from "../tests/stand-ins.js";

/** What is asked about tests and paths; reading the files behind it is not this stage's work. */
export interface StubKnowledge {
  standInsOf(test: Test): TestStandIns;
  callsOf(path: ErrorPath): readonly ResolvedDependency[];
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
    const killers = verdict.mutants.flatMap(({ mutant, outcome }) =>
      mutant.askedOf === "path" && allKillersKnown(outcome) ? [outcome.killedBy] : [],
    );
    const stubbed = killers.some((ids) => ids.every((id) => stubsOf(id).length > 0));
    return { ...verdict, stubbed, stubs: stubbed ? distinct(killers.flat().flatMap((id) => stubsOf(id))) : [] };
  });
}

/** A run that ended early may have missed the killer that needs no stand-in. */
function allKillersKnown({ killedBy, coveredBy, testsCompleted }: Outcome): boolean {
  return killedBy.length > 0 && testsCompleted >= coveredBy.length;
}

/** Counts paths that are verified against stand-ins only as unasserted, in the files where that is not enough. */
export function requireReal(verdicts: readonly PathVerdict[], files: ReadonlySet<string>): readonly PathVerdict[] {
  return verdicts.map((verdict) =>
    verdict.stubbed && files.has(verdict.path.file)
      ? { ...verdict, verdict: "unasserted", reason: "verified against stand-ins only, and the real thing is required" }
      : verdict,
  );
}

function stubsIn({ own, around }: TestStandIns, calls: readonly ResolvedDependency[]): readonly Stub[] {
  const inForce = (standIns: readonly StandIn[], isOwn: boolean) =>
    standIns.filter(({ target }) => calls.some((call) => replaces(target, call, isOwn))).map(({ stub }) => stub);
  return [...inForce(own, true), ...inForce(around, false)];
}

/** Whether a stand-in is what a call really runs. */
function replaces(target: Target, call: ResolvedDependency, isOwn: boolean): boolean {
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
      return call.network || (isOwn && (call.sort === "parameter" || call.sort === "field"));
  }
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
