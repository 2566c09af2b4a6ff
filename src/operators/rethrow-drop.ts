import { Node } from "ts-morph";
import { dropStatement, handlerNodes } from "./handler-nodes.js";
import type { Operator } from "./operator.js";

export const rethrowDrop: Operator = {
  id: "rethrow-drop",
  title: "the throw is deleted",
  models: "logged, then lost",
  why: "The handler means to pass the failure on, and no test would notice if it stopped here.",
  hint: "make the try body fail, and assert that the call throws or rejects, with which error",
  on: ["catch-clause", "promise-handler", "settled-result", "error-listener", "result-type", "error-boundary"],
  example: {
    before: "try { load(); } catch (e) { undo(); throw new LoadError(e); }",
    after: ["try { load(); } catch (e) { undo();  }"],
  },
  *mutate(path) {
    for (const node of handlerNodes(path)) {
      if (Node.isThrowStatement(node)) yield dropStatement(node);
    }
  },
};
