import type { KindId } from "../../model.js";
import type { Approach } from "./approach.js";
import { catchClause } from "./catch-clause.js";
import { errorFirstCallback } from "./error-first-callback.js";
import { finallyBlock } from "./finally-block.js";
import { guardClause } from "./guard-clause.js";
import { otherKind } from "./other.js";
import { promiseHandler } from "./promise-handler.js";

const approaches: readonly Approach[] = [catchClause, finallyBlock, promiseHandler, errorFirstCallback, guardClause];

export function approachTo(kind: KindId): Approach {
  return approaches.find(({ kinds }) => kinds.includes(kind)) ?? otherKind;
}
