/** Every operator, the most destructive first; then those to be asked for, and probes. To add one: a file here, a test, a docs page, a line below. */

import { allSwallow } from "./all-swallow.js";
import { assertDrop } from "./assert-drop.js";
import { awaitDropHandled } from "./await-drop-handled.js";
import { catchRethrow } from "./catch-rethrow.js";
import { catchSwallow } from "./catch-swallow.js";
import { causeDrop } from "./cause-drop.js";
import { defaultThrowDrop } from "./default-throw-drop.js";
import { discriminateNarrow } from "./discriminate-narrow.js";
import { discriminateWiden } from "./discriminate-widen.js";
import { errorArgDrop } from "./error-arg-drop.js";
import { errorUpcast } from "./error-upcast.js";
import { fallbackDrop } from "./fallback-drop.js";
import { fallbackForce } from "./fallback-force.js";
import { faultCall } from "./fault-call.js";
import { faultFirst } from "./fault-first.js";
import { finallySuccessOnly } from "./finally-success-only.js";
import { guardDrop } from "./guard-drop.js";
import { guardOperandDrop } from "./guard-operand-drop.js";
import { handlerEffectDrop } from "./handler-effect-drop.js";
import { handlerExitDrop } from "./handler-exit-drop.js";
import { handlerValue } from "./handler-value.js";
import { interleave } from "./interleave.js";
import { malformedResponse } from "./malformed-response.js";
import { messageBlank } from "./message-blank.js";
import { nullishOrSwap } from "./nullish-or-swap.js";
import type { Operator, OperatorGroup } from "./operator.js";
import { promiseCatchDrop } from "./promise-catch-drop.js";
import { promiseCatchSwallow } from "./promise-catch-swallow.js";
import { raiseDrop } from "./raise-drop.js";
import { rejectToResolve } from "./reject-to-resolve.js";
import { resultSwallow } from "./result-swallow.js";
import { rethrowDrop } from "./rethrow-drop.js";
import { retryOff } from "./retry-off.js";
import { settleReject } from "./settle-reject.js";
import { statusWrong } from "./status-wrong.js";
import { timeoutOff } from "./timeout-off.js";
import { unwrapRethrow } from "./unwrap-rethrow.js";
import { usingToConst } from "./using-to-const.js";

export const operators: readonly Operator[] = [
  catchSwallow,
  promiseCatchSwallow,
  resultSwallow,
  guardDrop,
  finallySuccessOnly,
  catchRethrow,
  promiseCatchDrop,
  awaitDropHandled,
  rejectToResolve,
  errorArgDrop,
  rethrowDrop,
  raiseDrop,
  assertDrop,
  defaultThrowDrop,
  discriminateWiden,
  discriminateNarrow,
  handlerEffectDrop,
  handlerExitDrop,
  guardOperandDrop,
  handlerValue,
  fallbackDrop,
  fallbackForce,
  allSwallow,
  settleReject,
  statusWrong,
  unwrapRethrow,
  errorUpcast,
  causeDrop,
  messageBlank,
  nullishOrSwap,
  usingToConst,
  timeoutOff,
  retryOff,
  faultCall,
  faultFirst,
  malformedResponse,
  interleave,
];

export const operatorIds: readonly string[] = operators.map((operator) => operator.id);

/** Those that are on unless something else is asked for. */
export const defaultOperatorIds: readonly string[] = operators
  .filter(({ optIn }) => optIn === undefined)
  .map(({ id }) => id);

/** The operators of each group, by its name. */
export const operatorGroups: Readonly<Record<OperatorGroup, readonly string[]>> = {
  strict: idsOf("strict"),
  concurrency: idsOf("concurrency"),
};

function idsOf(group: OperatorGroup): readonly string[] {
  return operators.filter(({ optIn }) => optIn === group).map(({ id }) => id);
}

/** In front of the name of one of Stryker's own mutators: `stryker/EqualityOperator`. */
export const STRYKER = "stryker/";
