/** Every kind of error path. To add one: a file here, a test, a docs page, a line below. */
import type { KindId } from "../model.js";
import { assertion } from "./assertion.js";
import { catchClause } from "./catch-clause.js";
import { disposal } from "./disposal.js";
import { errorBoundary } from "./error-boundary.js";
import { errorFirstCallback } from "./error-first-callback.js";
import { errorListener } from "./error-listener.js";
import { exhaustive } from "./exhaustive.js";
import { fallback } from "./fallback.js";
import { finallyBlock } from "./finally-block.js";
import { guardClause } from "./guard-clause.js";
import { handledAwait } from "./handled-await.js";
import type { Kind } from "./kind.js";
import { promiseHandler } from "./promise-handler.js";
import { raiseSite } from "./raise-site.js";
import { resultType } from "./result-type.js";
import { retryLoop } from "./retry-loop.js";
import { settledResult } from "./settled-result.js";
import { timeout } from "./timeout.js";

export const kinds: readonly Kind[] = [
  catchClause,
  finallyBlock,
  disposal,
  promiseHandler,
  handledAwait,
  settledResult,
  errorFirstCallback,
  errorListener,
  guardClause,
  assertion,
  fallback,
  exhaustive,
  resultType,
  retryLoop,
  timeout,
  errorBoundary,
  raiseSite,
];

export const kindIds: readonly KindId[] = kinds.map((kind) => kind.id);
