import { Node } from "ts-morph";
import { waysToFail } from "../ways.js";
import type { Approach } from "./approach.js";

/** Any kind without an approach of its own: get to where it runs; within a handler, make that run. */
export const otherKind: Approach = {
  kinds: [],
  ways({ reach }, modules) {
    const clause = reach.node.getFirstAncestor(Node.isCatchClause);
    const statement = clause?.getParent();
    const fails = Node.isTryStatement(statement) ? waysToFail([statement.getTryBlock()], modules) : [];
    return fails.length > 0 ? fails : [{ waypoints: [] }];
  },
};
