// Do two runs say the same of every mutant?
//
// Between faultline and stock Stryker, three differences are what faultline is there for, and are counted apart:
// - "RuntimeError" where all that happened is that Vitest cancelled itself: faultline measures the mutant;
// - "survived" where no test reached the error path: faultline says no-coverage;
// - "RuntimeError" for an error outside of any test: faultline says killed.

const STATUS = {
  Killed: "killed",
  Survived: "survived",
  NoCoverage: "no-coverage",
  Timeout: "timeout",
  RuntimeError: "error",
  Ignored: "ignored",
};

/** @param outcomes what plain-stryker.js printed */
export function compareWithStock(report, outcomes) {
  const theirs = outcomes.map((each) => ({ ...each, id: each.mutantId, status: STATUS[each.status] ?? each.status }));
  return compare(mutantsOf(report), theirs, { names: ["faultline", "Stryker"], isOnPurpose });
}

/** Two reports of faultline's. */
export function compareReports(report, other, names) {
  return compare(mutantsOf(report), mutantsOf(other), { names, isOnPurpose: () => false });
}

function isOnPurpose(ours, theirs) {
  const reason = theirs.reason ?? "";
  if (theirs.status === "survived") return ours.status === "no-coverage";
  if (theirs.status !== "error") return false;
  const isStray = ours.status === "killed" && /outside of a test/.test(reason);
  return isStray || /Cannot run tasks while pool is cancelling/.test(reason);
}

function mutantsOf({ errorPaths }) {
  return errorPaths.flatMap(({ file, mutants }) =>
    mutants.map((mutant) => ({ ...mutant, place: `${file}:${mutant.range.start.line} ${mutant.operator}` })),
  );
}

/** Counts, and a line of text for each difference. */
function compare(mutants, others, { names: [name, otherName], isOnPurpose }) {
  const byId = new Map(others.map((each) => [each.id, each]));
  const onPurpose = [];
  const different = [];
  for (const mutant of mutants) {
    const other = byId.get(mutant.id) ?? { status: "missing" };
    byId.delete(mutant.id);
    if (other.status === mutant.status) continue;
    const said = [mutant, other].map(({ status, reason }, index) => {
      const why = reason === undefined ? "" : ` (${reason.split("\n", 1)[0]})`;
      return `${index === 0 ? name : otherName} ${status}${why}`;
    });
    const list = isOnPurpose(mutant, other) ? onPurpose : different;
    list.push(`${mutant.place} ${mutant.id}: ${said.join(", ")}`);
  }
  const same = mutants.length - onPurpose.length - different.length;
  different.push(...[...byId.keys()].map((id) => `only with ${otherName}: ${id}`));
  return { mutants: mutants.length, same, onPurpose, different };
}

/** In words: `30 the same, 0 different on purpose, 0 different`. */
export function agreementText({ same, onPurpose, different }) {
  return `${same} the same, ${onPurpose.length} different on purpose, ${different.length} different`;
}
