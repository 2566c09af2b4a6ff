import { ExitCode } from "../errors.js";
import { isJudged } from "../judge/confidence.js";
import type { Report } from "../model.js";

/** The exit code of a finished run; an answer that is not whole comes first. */
export function exitCodeOf({ verdicts, totals, problems, incomplete }: Report): ExitCode {
  const unmeasured = verdicts.some((each) => each.verdict === "inconclusive" && isJudged(each));
  if (problems.length > 0 || incomplete || unmeasured || verdicts.length === 0) return ExitCode.incomplete;
  return totals.paths.unasserted + totals.paths.unreached > 0 ? ExitCode.unverified : ExitCode.ok;
}
