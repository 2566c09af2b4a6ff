/** Every kind of error path. To add one: a file here, a test, a docs page, a line below. */
import type { KindId } from "../model.js";
import { catchClause } from "./catch-clause.js";
import { errorBoundary } from "./error-boundary.js";
import { errorFirstCallback } from "./error-first-callback.js";
import { errorListener } from "./error-listener.js";
import { finallyBlock } from "./finally-block.js";
import { guardClause } from "./guard-clause.js";
import { handledAwait } from "./handled-await.js";
import type { Kind } from "./kind.js";
import { promiseHandler } from "./promise-handler.js";
import { resultType } from "./result-type.js";
import { settledResult } from "./settled-result.js";

export const kinds: readonly Kind[] = [
  catchClause,
  finallyBlock,
  promiseHandler,
  handledAwait,
  settledResult,
  errorFirstCallback,
  errorListener,
  guardClause,
  resultType,
  errorBoundary,
];

export const kindIds: readonly KindId[] = kinds.map((kind) => kind.id);
