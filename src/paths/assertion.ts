import { type CallExpression, Node, SyntaxKind } from "ts-morph";
import { contextOf, isNamed } from "../source/context.js";
import { declarationOf, functionCalled, importedBy } from "../source/declarations.js";
import { dependenciesOf, parametersIn, valuesBehind } from "../source/dependencies.js";
import { canThrow } from "../source/never-returns.js";
import type { NoiseRule } from "../source/noise-rules.js";
import { calleeName, callOfStatement, receiverOf, unwrap } from "../source/syntax.js";
import { rootOf } from "../source/value-use.js";
import type { Kind } from "./kind.js";

/** Modules of which nearly every export is an assertion. */
const ASSERTION_MODULES =
  /^((node:)?assert(\/strict)?|tiny-invariant|invariant|ts-invariant|@ember\/debug|chai|power-assert|assert-plus|minimalistic-assert|@(std|jsr)\/assert)$/;
/** Of these modules: what checks nothing. */
const NO_CHECK = /^(fail|ifError|expect|should|use|config|warning|warn|runInDebug|deprecate)$/;
/** What functions are called that throw unless something holds; types are asked about no others. */
const SAYS_SO =
  /^_?(assert|invariant|ensure|check|verify|validate|must|precondition|demand|enforce|expect[A-Z]|require[A-Z])/;
const ASSERT = /^_?(assert|invariant)([A-Z_]|$)/;
const CANNOT_HAPPEN = /^_?assert(Never|Unreachable|Exhaustive\w*)$|^unreachable$/;

export const assertion: Kind = {
  id: "assertion",
  startsAt: [SyntaxKind.ExpressionStatement],
  title: "assertion",
  description: "A call that throws unless what it is given holds: `assert(…)`, `invariant(…)`, an `asserts` function.",
  example: {
    code: "import assert from 'node:assert';\nassert(list.length > 0, 'empty');\nassert.equal(a, b);\nfunction assertOpen(s) { if (!s.open) throw new Error('closed'); }\nassertOpen(socket);\nconsole.assert(a);",
    finds: ["assert(list.length > 0, 'empty');", "assert.equal(a, b);", "assertOpen(socket);"],
  },
  match(node) {
    const call = callOfStatement(node);
    const decision = call === undefined ? undefined : decide(call);
    if (call === undefined || typeof decision !== "object") return undefined;
    const given = call.getArguments();
    return {
      kind: "assertion",
      node,
      handler: undefined,
      bindings: new Set(),
      reach: { node, syntax: "statement" },
      head: node,
      awaits: [],
      notes: [],
      dependencies: [...dependenciesOf([...given, ...given.flatMap(valuesBehind)]), ...given.flatMap(parametersIn)],
      runsOnSuccess: true,
      isUnsure: decision.isUnsure,
    };
  },
  passesOver(node) {
    const call = callOfStatement(node);
    const decision = call === undefined ? undefined : decide(call);
    return typeof decision === "string" ? decision : undefined;
  },
};

interface Found {
  readonly isUnsure: boolean;
}

/** Whether a call is an assertion, or looks like one and is none by which noise rule. */
function decide(call: CallExpression): Found | NoiseRule | undefined {
  const callee = unwrap(call.getExpression()).getText();
  const name = calleeName(call);
  if (callee === "console.assert" || CANNOT_HAPPEN.test(name)) return "arid-code";
  const { types, vocabulary } = contextOf(call);
  const isAssertion = isNamed(vocabulary.assertionFunctions, callee) || isOfAssertionModule(call);
  if (!isAssertion && !SAYS_SO.test(name)) return undefined;
  const [claim] = call.getArguments();
  if (claim?.getText() === "true") return "dead-code";
  // What always throws is no check.
  if (claim?.getText() === "false") return undefined;
  if (isAssertion) return { isUnsure: false };
  const own = functionCalled(call);
  if (ASSERT.test(name) && own !== undefined && canThrow(own)) return { isUnsure: false };
  const asserts = types.asserts(call);
  if (asserts === true) return { isUnsure: false };
  // The name alone, of a function from another file.
  return /^(assert|invariant)$/.test(callee) && isImported(call) ? { isUnsure: true } : undefined;
}

/** `assert(…)`, `assert.ok(…)`, `ok(…)` of an import of one of these modules. */
function isOfAssertionModule(call: CallExpression): boolean {
  const root = rootOf(call.getExpression());
  const declaration = Node.isIdentifier(root) ? declarationOf(root) : undefined;
  const imported = declaration === undefined ? undefined : importedBy(declaration, root.getText());
  if (imported === undefined || !ASSERTION_MODULES.test(imported.specifier)) return false;
  const name =
    receiverOf(call) === undefined && !/^(default|\*)$/.test(imported.name) ? imported.name : calleeName(call);
  return !NO_CHECK.test(name) && !NO_CHECK.test(imported.name);
}

function isImported(call: CallExpression): boolean {
  const callee = unwrap(call.getExpression());
  const declaration = Node.isIdentifier(callee) ? declarationOf(callee) : undefined;
  return declaration !== undefined && importedBy(declaration, callee.getText()) !== undefined;
}
