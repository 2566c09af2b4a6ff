/** How a test gets into the code of an error path: the exported function or method, and the calls from there on. */
import { type ClassDeclaration, Node, type SourceFile, SyntaxKind } from "ts-morph";
import { isFunction, unwrap } from "../source/syntax.js";

/** What a test calls. */
export interface Entry {
  readonly node: Node;
  /** `*` stands for a function of a module's default export. */
  readonly exportName: string;
  /** Of a member of an exported object, or a method of an exported class: its name. */
  readonly member?: string;
  readonly owner?: ClassDeclaration;
  readonly sort: "function" | "method" | "static" | "getter" | "constructor" | "member";
  /** The places in the code that lead from there to the target, in order. */
  readonly references: readonly Node[];
}

const MAX_DEPTH = 5;
const MAX_ENTRIES = 4;

/** The ways in, the shortest first. */
export function entriesTo(target: Node): readonly Entry[] {
  const found: Entry[] = [];
  const seen = new Set<Node>();
  let open: { node: Node; references: readonly Node[] }[] = [{ node: target, references: [] }];
  for (let depth = 0; depth < MAX_DEPTH && open.length > 0; depth++) {
    const next: typeof open = [];
    for (const { node, references } of open) {
      const owner = ownerFunction(node);
      if (owner === undefined || seen.has(owner)) continue;
      seen.add(owner);
      const entry = entryAt(owner);
      if (entry !== undefined) found.push({ ...entry, references });
      else next.push(...referencesTo(owner).map((each) => ({ node: each, references: [each, ...references] })));
    }
    open = next;
  }
  return found.slice(0, MAX_ENTRIES);
}

/** The nearest function around that has a name to call it by, or is part of something exported. */
function ownerFunction(node: Node): Node | undefined {
  const around = node.getAncestors().filter(isFunction);
  return (
    around.find((each) => Node.isFunctionDeclaration(each) || isMember(each) || variableOf(each) !== undefined) ??
    around.at(-1)
  );
}

function isMember(node: Node): boolean {
  const parent = node.getParent();
  return (
    Node.isClassDeclaration(parent) ||
    Node.isClassExpression(parent) ||
    (Node.isPropertyDeclaration(parent) && isFunction(node)) ||
    (isTopLevelObject(parent) && Node.isMethodDeclaration(node)) ||
    (Node.isPropertyAssignment(parent) && isTopLevelObject(parent.getParent()))
  );
}

function isTopLevelObject(node: Node | undefined): boolean {
  return Node.isObjectLiteralExpression(node) && topLevelVariableOf(node) !== undefined;
}

/** The variable that a function or an object is the value of. */
function variableOf(node: Node): string | undefined {
  let parent = node.getParent();
  while (parent !== undefined && unwrap(parent) !== parent) parent = parent.getParent();
  return Node.isVariableDeclaration(parent) ? parent.getName() : undefined;
}

function topLevelVariableOf(node: Node): string | undefined {
  const name = variableOf(node);
  const statement = node.getFirstAncestorByKind(SyntaxKind.VariableStatement);
  return name !== undefined && Node.isSourceFile(statement?.getParent()) ? name : undefined;
}

function entryAt(owner: Node): Omit<Entry, "references"> | undefined {
  const file = owner.getSourceFile();
  const parent = owner.getParent();
  if (Node.isClassDeclaration(parent)) return classEntry(owner, parent);
  if (Node.isPropertyDeclaration(parent)) {
    const holder = parent.getParent();
    const isPublic = parent.getScope() === "public" && !parent.getName().startsWith("#");
    const exportName = Node.isClassDeclaration(holder) ? exportNameOf(file, holder.getName(), holder) : undefined;
    if (!isPublic || exportName === undefined || !Node.isClassDeclaration(holder)) return undefined;
    return {
      node: owner,
      exportName,
      member: parent.getName(),
      owner: holder,
      sort: parent.isStatic() ? "static" : "method",
    };
  }
  const object = Node.isPropertyAssignment(parent) ? parent.getParent() : parent;
  if (Node.isObjectLiteralExpression(object) && isMember(owner)) {
    const exportName = exportNameOf(file, topLevelVariableOf(object), object);
    const member = Node.isPropertyAssignment(parent)
      ? parent.getName()
      : Node.isMethodDeclaration(owner)
        ? owner.getName()
        : "";
    return exportName === undefined || !/^[\w$]+$/.test(member)
      ? undefined
      : { node: owner, exportName, member, sort: "member" };
  }
  if (Node.isFunctionDeclaration(owner)) {
    if (!Node.isSourceFile(parent)) return undefined;
    const exportName = exportNameOf(file, owner.getName(), owner);
    return exportName === undefined ? undefined : { node: owner, exportName, sort: "function" };
  }
  const exportName = exportNameOf(file, topLevelVariableOf(owner), owner);
  return exportName === undefined ? undefined : { node: owner, exportName, sort: "function" };
}

function classEntry(owner: Node, holder: ClassDeclaration): Omit<Entry, "references"> | undefined {
  const exportName = exportNameOf(holder.getSourceFile(), holder.getName(), holder);
  if (exportName === undefined || holder.isAbstract()) return undefined;
  if (Node.isConstructorDeclaration(owner)) return { node: owner, exportName, owner: holder, sort: "constructor" };
  if (!Node.isMethodDeclaration(owner) && !Node.isGetAccessorDeclaration(owner)) return undefined;
  const member = owner.getName();
  if (owner.getScope() !== "public" || !/^[\w$]+$/.test(member)) return undefined;
  const sort = owner.isStatic() ? "static" : Node.isGetAccessorDeclaration(owner) ? "getter" : "method";
  return { node: owner, exportName, member, owner: holder, sort };
}

/** The name under which a module exports something of its own. */
export function exportNameOf(file: SourceFile, name: string | undefined, node: Node): string | undefined {
  const statement = Node.isExportable(node) ? node : node.getFirstAncestorByKind(SyntaxKind.VariableStatement);
  if (Node.isExportable(statement) && statement.isExported() && isOnTop(statement)) {
    return statement.isDefaultExport() ? "default" : name;
  }
  const assigned = file.getExportAssignment((each) => !each.isExportEquals())?.getExpression();
  if (assigned !== undefined && (unwrap(assigned) === node || (name !== undefined && assigned.getText() === name)))
    return "default";
  if (name === undefined) return undefined;
  for (const each of file.getExportDeclarations()) {
    if (each.getModuleSpecifierValue() !== undefined) continue;
    const named = each.getNamedExports().find((one) => one.getName() === name);
    if (named !== undefined) return named.getAliasNode()?.getText() ?? name;
  }
  return undefined;
}

function isOnTop(node: Node): boolean {
  return Node.isSourceFile(node.getParent());
}

/** Where in its file a function is called or handed on, apart from itself. */
function referencesTo(owner: Node): readonly Node[] {
  const parent = owner.getParent();
  const method =
    Node.isMethodDeclaration(owner) || Node.isGetAccessorDeclaration(owner) || Node.isSetAccessorDeclaration(owner)
      ? owner.getName()
      : Node.isPropertyDeclaration(parent)
        ? parent.getName()
        : undefined;
  const outside = (node: Node) => !owner.containsRange(node.getPos(), node.getEnd());
  if (method !== undefined) {
    return owner
      .getSourceFile()
      .getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)
      .filter((each) => each.getName() === method && each.getExpression().getText() === "this" && outside(each));
  }
  const name = Node.isFunctionDeclaration(owner) ? owner.getName() : variableOf(owner);
  if (name === undefined) return [];
  return owner
    .getSourceFile()
    .getDescendantsOfKind(SyntaxKind.Identifier)
    .filter((each) => each.getText() === name && outside(each) && isRead(each));
}

function isRead(identifier: Node): boolean {
  const parent = identifier.getParent();
  if (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === identifier) return false;
  if (Node.isVariableDeclaration(parent) || Node.isPropertyAssignment(parent))
    return parent.getInitializer() === identifier;
  return !Node.isBindingElement(parent) && !Node.isExportSpecifier(parent) && !Node.isTypeReference(parent);
}
