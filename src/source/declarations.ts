/** Where a name comes from, told from one syntax tree: by scope, without types. */
import { Node } from "ts-morph";
import { boundNames } from "./names.js";
import { unwrap } from "./syntax.js";

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
