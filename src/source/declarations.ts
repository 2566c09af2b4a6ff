/** Where a name comes from, told from one syntax tree: by scope, without types. */
import { type CallExpression, type NewExpression, Node, SyntaxKind } from "ts-morph";
import { boundNames } from "./names.js";
import { isFunction, unwrap } from "./syntax.js";

/** The module that an imported name comes from, and the name it has there. */
export interface ImportedName {
  readonly specifier: string;
  /** `default` and `*` as the language has them. */
  readonly name: string;
}

/** The node that declares an identifier: a parameter, variable, function, class or import; nothing for globals. */
export function declarationOf(identifier: Node): Node | undefined {
  const name = identifier.getText();
  for (const scope of identifier.getAncestors()) {
    const found = declaredIn(scope, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a variable is declared with, under a name; nothing for other names. */
export function initializerOf(name: Node): Node | undefined {
  const declaration = Node.isIdentifier(name) ? declarationOf(name) : undefined;
  return Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
}

/** The function of this file that a name stands for. */
export function functionNamed(name: Node): Node | undefined {
  const declaration = Node.isIdentifier(name) ? declarationOf(name) : undefined;
  if (Node.isFunctionDeclaration(declaration)) return declaration;
  const value = initializerOf(name);
  return value !== undefined && isFunction(unwrap(value)) ? unwrap(value) : undefined;
}

/** The function of this file that a call runs: by its name, or a method of the same class. */
export function functionCalled(call: CallExpression | NewExpression): Node | undefined {
  const callee = unwrap(call.getExpression());
  if (Node.isIdentifier(callee)) return functionNamed(callee);
  if (!Node.isPropertyAccessExpression(callee) || !Node.isThisExpression(unwrap(callee.getExpression())))
    return undefined;
  const owner = call.getFirstAncestor((each) => Node.isClassDeclaration(each) || Node.isClassExpression(each));
  return Node.isClassDeclaration(owner) || Node.isClassExpression(owner)
    ? owner.getMethod(callee.getName())
    : undefined;
}

const assignments = new WeakMap<Node, ReadonlyMap<string, readonly Node[]>>();

/** What is assigned to names below a node, by name: walked once, asked often. */
export function assignmentsIn(scope: Node): ReadonlyMap<string, readonly Node[]> {
  const known = assignments.get(scope);
  if (known !== undefined) return known;
  const found = new Map<string, Node[]>();
  for (const each of scope.getDescendantsOfKind(SyntaxKind.BinaryExpression)) {
    const left = each.getLeft();
    if (each.getOperatorToken().getKind() !== SyntaxKind.EqualsToken || !Node.isIdentifier(left)) continue;
    const values = found.get(left.getText()) ?? [];
    values.push(each.getRight());
    found.set(left.getText(), values);
  }
  assignments.set(scope, found);
  return found;
}

/** What each scope declares, by name; a scope is asked for many names. */
const scopes = new WeakMap<Node, ReadonlyMap<string, Node>>();

function declaredIn(scope: Node, name: string): Node | undefined {
  const known = scopes.get(scope) ?? new Map(declarationsIn(scope).reverse());
  scopes.set(scope, known);
  return known.get(name);
}

type Declared = readonly [name: string, declaration: Node];

function declarationsIn(scope: Node): Declared[] {
  const found: Declared[] = [];
  if (Node.isParametered(scope))
    found.push(...scope.getParameters().flatMap((each) => bound(each, each.getNameNode())));
  if (Node.isCatchClause(scope)) {
    const variable = scope.getVariableDeclaration();
    if (variable !== undefined) found.push(...bound(variable, variable.getNameNode()));
  }
  if (Node.isForOfStatement(scope) || Node.isForInStatement(scope) || Node.isForStatement(scope)) {
    const initializer = scope.getInitializer();
    if (Node.isVariableDeclarationList(initializer)) {
      found.push(...initializer.getDeclarations().flatMap((each) => bound(each, each.getNameNode())));
    }
  }
  if (Node.isStatemented(scope) || Node.isCaseClause(scope) || Node.isDefaultClause(scope)) {
    found.push(...scope.getStatements().flatMap(declaredBy));
  }
  return found;
}

function bound(declaration: Node, name: Node): Declared[] {
  return [...boundNames(name)].map((each) => [each, declaration]);
}

function declaredBy(statement: Node): Declared[] {
  if (Node.isVariableStatement(statement)) {
    return statement.getDeclarations().flatMap((each) => bound(each, each.getNameNode()));
  }
  if (Node.isFunctionDeclaration(statement) || Node.isClassDeclaration(statement)) {
    const name = statement.getName();
    return name === undefined ? [] : [[name, statement]];
  }
  if (!Node.isImportDeclaration(statement)) return [];
  const names = [
    statement.getDefaultImport()?.getText(),
    statement.getNamespaceImport()?.getText(),
    ...statement.getNamedImports().map((each) => each.getAliasNode()?.getText() ?? each.getName()),
  ];
  return names.flatMap((name): Declared[] => (name === undefined ? [] : [[name, statement]]));
}

/** What an import declaration, `require("x")` or `await import("x")` gives under a local name. */
export function importedBy(declaration: Node, localName: string): ImportedName | undefined {
  if (Node.isImportDeclaration(declaration)) {
    const specifier = declaration.getModuleSpecifierValue();
    if (declaration.getDefaultImport()?.getText() === localName) return { specifier, name: "default" };
    if (declaration.getNamespaceImport()?.getText() === localName) return { specifier, name: "*" };
    const named = declaration
      .getNamedImports()
      .find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === localName);
    return { specifier, name: named?.getName() ?? localName };
  }
  if (!Node.isVariableDeclaration(declaration)) return undefined;
  const specifier = requiredModule(declaration.getInitializer());
  return specifier === undefined ? undefined : { specifier, name: localName };
}

/** The module that a name is imported from, and its name there; nothing for what the file itself declares. */
export function importOf(name: Node): ImportedName | undefined {
  const declaration = Node.isIdentifier(name) ? declarationOf(name) : undefined;
  return declaration === undefined ? undefined : importedBy(declaration, name.getText());
}

/** `x` of `require("x")` and `await import("x")`. */
export function requiredModule(expression: Node | undefined): string | undefined {
  let call = expression === undefined ? undefined : unwrap(expression);
  if (Node.isAwaitExpression(call)) call = unwrap(call.getExpression());
  if (!Node.isCallExpression(call) || !/^(require|import)$/.test(call.getExpression().getText())) return undefined;
  const [argument] = call.getArguments();
  return Node.isStringLiteral(argument) || Node.isNoSubstitutionTemplateLiteral(argument)
    ? argument.getLiteralText()
    : undefined;
}
