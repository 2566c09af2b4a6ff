/** Every operator, the most destructive first. To add one: a file here, a test, a docs page, a line below. */
import { allSwallow } from "./all-swallow.js";
import { awaitDropHandled } from "./await-drop-handled.js";
import { catchRethrow } from "./catch-rethrow.js";
import { catchSwallow } from "./catch-swallow.js";
import { discriminateNarrow } from "./discriminate-narrow.js";
import { discriminateWiden } from "./discriminate-widen.js";
import { errorArgDrop } from "./error-arg-drop.js";
import { finallySuccessOnly } from "./finally-success-only.js";
import { guardDrop } from "./guard-drop.js";
import { guardOperandDrop } from "./guard-operand-drop.js";
import { handlerEffectDrop } from "./handler-effect-drop.js";
import { handlerExitDrop } from "./handler-exit-drop.js";
import { handlerValue } from "./handler-value.js";
import type { Operator, OperatorGroup } from "./operator.js";
import { promiseCatchDrop } from "./promise-catch-drop.js";
import { promiseCatchSwallow } from "./promise-catch-swallow.js";
import { rejectToResolve } from "./reject-to-resolve.js";
import { resultSwallow } from "./result-swallow.js";
import { rethrowDrop } from "./rethrow-drop.js";
import { settleReject } from "./settle-reject.js";

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
  discriminateWiden,
  discriminateNarrow,
  handlerEffectDrop,
  handlerExitDrop,
  guardOperandDrop,
  handlerValue,
  allSwallow,
  settleReject,
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
