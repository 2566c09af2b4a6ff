import { Node } from "ts-morph";
import { valuesBehind } from "../../source/dependencies.js";
import { receiverOf } from "../../source/syntax.js";
import { waysToFail } from "../ways.js";
import type { Approach } from "./approach.js";

/** What the handler is chained to rejects. */
export const promiseHandler: Approach = {
  kinds: ["promise-handler"],
  ways({ head }, modules) {
    const receiver = Node.isCallExpression(head) ? receiverOf(head) : undefined;
    return receiver === undefined ? [] : waysToFail([receiver, ...valuesBehind(receiver)], modules);
  },
};
