import { Node } from "ts-morph";
import { waysToFail } from "../ways.js";
import type { Approach } from "./approach.js";

/** Something in the `try` fails. */
export const catchClause: Approach = {
  kinds: ["catch-clause"],
  ways({ node }, modules) {
    const statement = node.getParent();
    return Node.isTryStatement(statement) ? waysToFail([statement.getTryBlock()], modules) : [];
  },
};
