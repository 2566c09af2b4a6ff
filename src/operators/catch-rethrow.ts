import { Node } from "ts-morph";
import { freeName } from "../source/names.js";
import { onlyRethrows } from "./handler-nodes.js";
import { leaveOut, type Operator, replace } from "./operator.js";

export const catchRethrow: Operator = {
  id: "catch-rethrow",
  title: "the catch block only rethrows",
  models: "recovery missing",
  why: "The code promises to recover, and no test would notice if the error went through to the caller.",
  hint: "make the try body fail, and assert that the call does not throw or reject, but gives the fallback",
  on: ["catch-clause"],
  example: {
    before: "try { load(); } catch { recover(); }\ntry { load(); } catch (e) { recover(e); }",
    after: [
      "try { load(); } catch (error) { throw error; }\ntry { load(); } catch (e) { recover(e); }",
      "try { load(); } catch { recover(); }\ntry { load(); } catch (e) { throw e; }",
    ],
  },
  *mutate(path) {
    const { node, handler } = path;
    if (!Node.isCatchClause(node) || handler === undefined) return;
    if (onlyRethrows(path)) {
      yield leaveOut(node, "already-there");
      return;
    }
    const name = node.getVariableDeclaration()?.getNameNode();
    if (Node.isIdentifier(name)) {
      yield replace(handler, "statement", `{ throw ${name.getText()}; }`);
    } else {
      const error = freeName("error", node.getText());
      yield replace(node, "catch-clause", `catch (${error}) { throw ${error}; }`);
    }
  },
};
