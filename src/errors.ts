/**
 * Errors that a user can act on. Their message says what happened, why it matters and what to do;
 * they are printed without a stack. Anything else that is thrown is a bug of ours.
 */

/** The process exit codes, in one place. */
export const ExitCode = {
  /** Every error path is asserted, or within the limits set. */
  ok: 0,
  /** Some error paths are unasserted or unreached, beyond the limits. */
  unverified: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The tests cannot serve as evidence: they fail unmutated, or there are none. */
  baseline: 3,
  /** The answer is not whole: something could not be read or measured, or there was nothing to check. */
  incomplete: 4,
  /** A bug in faultline. */
  bug: 70,
  /** Interrupted by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A known error: has an exit code, and prints no stack. */
export class FaultlineError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.name = "FaultlineError";
    this.exitCode = exitCode;
  }
}

/** Wrong usage, input or configuration: exit code 2. */
export class UsageError extends FaultlineError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, ExitCode.usage, options);
    this.name = "UsageError";
  }
}

/** The tests cannot serve as evidence: exit code 3. */
export class BaselineError extends FaultlineError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, ExitCode.baseline, options);
    this.name = "BaselineError";
  }
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
