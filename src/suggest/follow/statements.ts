import { Node } from "ts-morph";
import { statementsOf } from "../../source/syntax.js";
import { elementHole, known } from "../holes.js";
import { require, truthOf } from "../solve.js";
import { holeValue, operation, type Scope, UNDEFINED, UNKNOWN, type Value } from "../values.js";
import { assign, declare } from "./bindings.js";
import { DeadEnd, decide, demand, evaluate, leads, type Run, Thrown, visit } from "./run.js";

/** How a statement ends. */
export type Completion =
  | { readonly type: "normal" | "break" | "continue" }
  | { readonly type: "return"; readonly value: Value };

const NORMAL: Completion = { type: "normal" };

export function newScope(parent: Scope): Scope {
  return { names: new Map(), parent, self: parent.self, file: parent.file };
}

/** Follows statements one after another, until one leaves. */
export function follow(run: Run, statements: readonly Node[], scope: Scope): Completion {
  for (const each of statements) if (Node.isFunctionDeclaration(each)) declareFunction(each, scope);
  for (const [index, each] of statements.entries()) {
    const completion = execute(run, each, scope, statements.slice(index + 1));
    if (completion.type !== "normal") return completion;
  }
  return NORMAL;
}

function declareFunction(node: Node, scope: Scope): void {
  const name = Node.isFunctionDeclaration(node) ? node.getName() : undefined;
  if (name !== undefined) scope.names.set(name, { is: "function", node, scope, self: undefined });
}

function execute(run: Run, node: Node, scope: Scope, rest: readonly Node[]): Completion {
  visit(run, node);
  if (Node.isExpressionStatement(node)) {
    evaluate(run, node.getExpression(), scope);
    return NORMAL;
  }
  if (Node.isVariableStatement(node)) {
    for (const each of node.getDeclarations()) {
      const initializer = each.getInitializer();
      const value = initializer === undefined ? UNDEFINED : evaluate(run, initializer, scope);
      declare(run, each.getNameNode(), value, scope);
    }
    return NORMAL;
  }
  if (Node.isReturnStatement(node)) {
    const value = node.getExpression();
    return { type: "return", value: value === undefined ? UNDEFINED : evaluate(run, value, scope) };
  }
  if (Node.isThrowStatement(node)) throw new Thrown(evaluate(run, node.getExpression(), scope));
  if (Node.isBlock(node)) return follow(run, node.getStatements(), newScope(scope));
  if (Node.isIfStatement(node)) return chooseBranch(run, node, scope, rest);
  if (Node.isTryStatement(node)) return attempt(run, node, scope);
  if (Node.isForOfStatement(node)) return iterate(run, node, scope);
  if (Node.isIterationStatement(node)) return loop(run, node, scope);
  if (Node.isSwitchStatement(node)) return switchOver(run, node, scope);
  if (Node.isBreakStatement(node)) return { type: "break" };
  if (Node.isContinueStatement(node)) return { type: "continue" };
  if (Node.isLabeledStatement(node)) return execute(run, node.getStatement(), scope, rest);
  return NORMAL;
}

function chooseBranch(run: Run, node: Node, scope: Scope, rest: readonly Node[]): Completion {
  if (!Node.isIfStatement(node)) return NORMAL;
  const [then, otherwise] = [node.getThenStatement(), node.getElseStatement()];
  const operands = leads(run, then) ? run.plan.operands : undefined;
  const test = evaluate(run, node.getExpression(), scope);
  if (leads(run, then)) {
    for (const [operand, truth] of operands ?? []) {
      if (node.getExpression().containsRange(operand.getPos(), operand.getEnd())) {
        chooseOperand(run, operand, truth, scope);
      }
    }
    demand(run, test, true, node.getExpression());
    return execute(run, then, scope, []);
  }
  if (otherwise !== undefined && leads(run, otherwise)) {
    demand(run, test, false, node.getExpression());
    return execute(run, otherwise, scope, []);
  }
  if (!run.reached && leavesAlways(then) && rest.some((each) => leads(run, each))) {
    demand(run, test, false, node.getExpression());
    return otherwise === undefined ? NORMAL : execute(run, otherwise, scope, []);
  }
  // Before the failure that the test is about nothing else goes wrong.
  const isOtherFailure = !run.reached && Node.isThrowStatement(statementsOf(then).at(-1));
  if (isOtherFailure && truthOf(run.world, test) !== false && require(run.solver, test, false)) {
    return otherwise === undefined ? NORMAL : execute(run, otherwise, scope, []);
  }
  const isLastChance = !run.reached && leavesAlways(then) && Node.isThrowStatement(rest.at(-1)) && !isOtherFailure;
  if (isLastChance && truthOf(run.world, test) !== true && require(run.solver, test, true)) {
    return execute(run, then, scope, []);
  }
  const isRecognised = run.plan.recognised?.test === node.getExpression();
  if (isRecognised) demand(run, test, run.plan.recognised?.truth === true, node.getExpression());
  if (decide(run, test)) return execute(run, then, scope, []);
  return otherwise === undefined ? NORMAL : execute(run, otherwise, scope, []);
}

/** One that must hold does; the others need not, where what holds does not let them be looked at. */
function chooseOperand(run: Run, operand: Node, truth: boolean, scope: Scope): void {
  if (truth) {
    demand(run, evaluate(run, operand, scope), true, operand);
    return;
  }
  try {
    require(run.solver, evaluate(run, operand, scope), false);
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
  }
}

function leavesAlways(node: Node): boolean {
  const last = statementsOf(node).at(-1);
  return (
    Node.isReturnStatement(last) ||
    Node.isThrowStatement(last) ||
    Node.isContinueStatement(last) ||
    Node.isBreakStatement(last)
  );
}

function attempt(run: Run, node: Node, scope: Scope): Completion {
  if (!Node.isTryStatement(node)) return NORMAL;
  const finallyBlock = node.getFinallyBlock();
  const settle = (completion: () => Completion): Completion => {
    let left: Completion | Thrown;
    try {
      left = completion();
    } catch (thrown) {
      if (!(thrown instanceof Thrown)) throw thrown;
      left = thrown;
    }
    if (finallyBlock !== undefined) {
      const last = execute(run, finallyBlock, scope, []);
      if (last.type !== "normal") return last;
    }
    if (left instanceof Thrown) throw left;
    return left;
  };
  return settle(() => {
    try {
      return execute(run, node.getTryBlock(), scope, []);
    } catch (thrown) {
      const clause = node.getCatchClause();
      if (!(thrown instanceof Thrown) || clause === undefined) throw thrown;
      const inner = newScope(scope);
      const variable = clause.getVariableDeclaration();
      if (variable !== undefined) declare(run, variable.getNameNode(), thrown.value, inner);
      visit(run, clause);
      return execute(run, clause.getBlock(), inner, []);
    }
  });
}

/** One round is enough: that of the first element. */
function iterate(run: Run, node: Node, scope: Scope): Completion {
  if (!Node.isForOfStatement(node)) return NORMAL;
  const items = evaluate(run, node.getExpression(), scope);
  const wanted = leads(run, node.getStatement());
  const values = itemsOf(run, items, wanted, node);
  for (const item of values) {
    const inner = newScope(scope);
    const initializer = node.getInitializer();
    if (Node.isVariableDeclarationList(initializer)) {
      for (const each of initializer.getDeclarations()) declare(run, each.getNameNode(), item, inner);
    } else assign(run, initializer, item, inner);
    const completion = execute(run, node.getStatement(), inner, []);
    if (completion.type === "return") return completion;
    if (completion.type === "break") break;
  }
  return NORMAL;
}

export function itemsOf(run: Run, items: Value, wanted: boolean, node: Node): readonly Value[] {
  if (items.is === "array") return items.items;
  if (items.is === "made") return [...items.entries.values()];
  if (items.is === "hole") {
    const { hole } = items;
    if (wanted) {
      demand(
        run,
        operation([items], (js: unknown) => Array.isArray(js) && js.length > 0),
        true,
        node,
      );
    }
    const found = known(run.world, hole);
    const length = found !== undefined && Array.isArray(found.js) ? found.js.length : 0;
    return Array.from({ length }, (_, index) => holeValue(elementHole(run.world, hole, index)));
  }
  if (wanted) return [UNKNOWN];
  return [];
}

function loop(run: Run, node: Node, scope: Scope): Completion {
  const inner = newScope(scope);
  if (Node.isForStatement(node)) {
    const initializer = node.getInitializer();
    if (Node.isVariableDeclarationList(initializer)) {
      for (const each of initializer.getDeclarations()) {
        const start = each.getInitializer();
        declare(run, each.getNameNode(), start === undefined ? UNDEFINED : evaluate(run, start, scope), inner);
      }
    }
  }
  const body = Node.isIterationStatement(node) ? node.getStatement() : node;
  const condition = Node.isForStatement(node)
    ? node.getCondition()
    : Node.isWhileStatement(node)
      ? node.getExpression()
      : undefined;
  if (Node.isForInStatement(node)) {
    if (leads(run, body)) throw new DeadEnd("a loop over keys");
    return NORMAL;
  }
  if (condition !== undefined) {
    const test = evaluate(run, condition, inner);
    if (leads(run, body)) demand(run, test, true, condition);
    else if (!decide(run, test)) return NORMAL;
  }
  const completion = execute(run, body, inner, []);
  return completion.type === "return" ? completion : NORMAL;
}

function switchOver(run: Run, node: Node, scope: Scope): Completion {
  if (!Node.isSwitchStatement(node)) return NORMAL;
  const value = evaluate(run, node.getExpression(), scope);
  const clauses = node.getClauses();
  const wanted = clauses.find((each) => leads(run, each));
  for (const [index, clause] of clauses.entries()) {
    const test = Node.isCaseClause(clause)
      ? operation([value, evaluate(run, clause.getExpression(), scope)], (a: unknown, b: unknown) => a === b)
      : undefined;
    if (wanted !== undefined && wanted !== clause) {
      if (test !== undefined) demand(run, test, false, clause);
      continue;
    }
    if (wanted === clause && test !== undefined) demand(run, test, true, clause);
    else if (test !== undefined && !decide(run, test)) continue;
    const completion = follow(
      run,
      clauses.slice(index).flatMap((each) => each.getStatements()),
      newScope(scope),
    );
    return completion.type === "break" ? NORMAL : completion;
  }
  return NORMAL;
}
