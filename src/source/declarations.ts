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

function declaredIn(scope: Node, name: string): Node | undefined {
  if (Node.isParametered(scope)) {
    const parameter = scope.getParameters().find((each) => boundNames(each.getNameNode()).has(name));
    if (parameter !== undefined) return parameter;
  }
  if (Node.isCatchClause(scope)) {
    const variable = scope.getVariableDeclaration();
    return variable !== undefined && boundNames(variable.getNameNode()).has(name) ? variable : undefined;
  }
  if (Node.isForOfStatement(scope) || Node.isForInStatement(scope) || Node.isForStatement(scope)) {
    const initializer = scope.getInitializer();
    if (!Node.isVariableDeclarationList(initializer)) return undefined;
    return initializer.getDeclarations().find((each) => boundNames(each.getNameNode()).has(name));
  }
  if (!Node.isStatemented(scope) && !Node.isCaseClause(scope) && !Node.isDefaultClause(scope)) return undefined;
  for (const statement of scope.getStatements()) {
    const found = declaredBy(statement, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function declaredBy(statement: Node, name: string): Node | undefined {
  if (Node.isVariableStatement(statement)) {
    return statement.getDeclarations().find((each) => boundNames(each.getNameNode()).has(name));
  }
  if (Node.isFunctionDeclaration(statement) || Node.isClassDeclaration(statement)) {
    return statement.getName() === name ? statement : undefined;
  }
  if (!Node.isImportDeclaration(statement)) return undefined;
  const { defaultImport, namespaceImport, namedImports } = importedNames(statement);
  return [defaultImport, namespaceImport, ...namedImports].includes(name) ? statement : undefined;
}

function importedNames(statement: Node) {
  if (!Node.isImportDeclaration(statement)) return { namedImports: [] };
  return {
    defaultImport: statement.getDefaultImport()?.getText(),
    namespaceImport: statement.getNamespaceImport()?.getText(),
    namedImports: statement.getNamedImports().map((each) => each.getAliasNode()?.getText() ?? each.getName()),
  };
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
