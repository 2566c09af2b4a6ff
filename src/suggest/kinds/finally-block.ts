import { Node } from "ts-morph";
import { waysToFail } from "../ways.js";
import type { Approach } from "./approach.js";

/** Something in the `try` fails, or in its `catch`. */
export const finallyBlock: Approach = {
  kinds: ["finally-block"],
  ways({ node }, modules) {
    const statement = node.getParent();
    return Node.isTryStatement(statement) ? waysToFail([statement.getTryBlock()], modules) : [];
  },
};
