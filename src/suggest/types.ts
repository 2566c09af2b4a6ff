/** What a type says about a value, from its syntax: through aliases, interfaces and imports of the project. */
import { Node, type ParameterDeclaration, type SourceFile } from "ts-morph";
import { importedBy } from "../source/declarations.js";
import { exportedBy, type Modules } from "../source/modules.js";
import type { Primitive, TypeRef } from "./values.js";

export type Facts =
  | { readonly is: "primitive"; readonly values: readonly Primitive[] }
  | { readonly is: "array"; readonly element?: TypeRef | undefined }
  | { readonly is: "function"; readonly returns?: TypeRef | undefined }
  | { readonly is: "promise"; readonly of?: TypeRef | undefined }
  | { readonly is: "object"; readonly required: readonly string[] }
  | { readonly is: "native"; readonly name: string }
  | { readonly is: "nullish"; readonly value: null | undefined };

const MAX_DEPTH = 12;
const NATIVE =
  /^(Date|Error|Map|Set|WeakMap|WeakSet|RegExp|URL|URLSearchParams|Buffer|Uint8Array|ArrayBuffer|AbortSignal|AbortController|Headers|Response|Request|FormData|Blob|ReadableStream|\w+Error)$/;
const PASSED_THROUGH = /^(Readonly|Required|NonNullable|NoInfer|Awaited|Omit|Pick|Exclude|Extract)$/;
const KEYWORDS: Readonly<Record<string, readonly Primitive[]>> = {
  string: ["x"],
  number: [1],
  boolean: [false, true],
  bigint: [1n],
};

export interface TypeReader {
  facts(type: TypeRef | undefined, depth?: number): Facts | undefined;
  member(
    type: TypeRef | undefined,
    name: string,
  ): { readonly type?: TypeRef; readonly isOptional: boolean } | undefined;
  /** Whether null or undefined is allowed as well. */
  allowsNothing(type: TypeRef | undefined): boolean;
}

export function createTypeReader(modules: Modules): TypeReader {
  const declared = (name: string, file: SourceFile): TypeDeclaration | undefined =>
    declarationOfType(modules, name, file);
  const reader: TypeReader = {
    facts(type, depth = 0) {
      if (type === undefined || depth > MAX_DEPTH) return undefined;
      const { node, file } = type;
      const next = (inner: Node | undefined) =>
        inner === undefined ? undefined : reader.facts({ node: inner, file }, depth + 1);
      const simple = simpleFacts(type);
      if (simple !== undefined) return simple;
      if (Node.isParenthesizedTypeNode(node)) return next(node.getTypeNode());
      if (Node.isTypeOperatorTypeNode(node)) return next(node.getTypeNode());
      if (Node.isUnionTypeNode(node)) return unionFacts(node.getTypeNodes().map(next));
      if (Node.isIntersectionTypeNode(node)) {
        const all = node.getTypeNodes().map(next);
        const primitive = all.find((each) => each?.is === "primitive");
        const required = all.flatMap((each) => (each?.is === "object" ? each.required : []));
        return primitive ?? all.find((each) => each?.is === "native") ?? { is: "object", required };
      }
      if (!Node.isTypeReference(node)) return undefined;
      const name = node.getTypeName().getText();
      const [argument] = node.getTypeArguments();
      if (PASSED_THROUGH.test(name)) return next(argument);
      const declaration = declared(name, file);
      if (declaration === undefined) return NATIVE.test(name) ? { is: "native", name } : undefined;
      if (Node.isTypeAliasDeclaration(declaration)) return reader.facts(refOf(declaration.getTypeNode()), depth + 1);
      if (Node.isEnumDeclaration(declaration)) {
        return { is: "primitive", values: declaration.getMembers().flatMap((each) => each.getValue() ?? []) };
      }
      return { is: "object", required: requiredMembers(declaration, declared, depth) };
    },
    member(type, name) {
      return memberOf(reader, declared, type, name, 0);
    },
    allowsNothing(type) {
      if (type === undefined) return false;
      const { node } = type;
      if (Node.isUnionTypeNode(node))
        return node.getTypeNodes().some((each) => /^(null|undefined|void)$/.test(each.getText()));
      return /^(null|undefined|void)$/.test(node.getText());
    },
  };
  return reader;
}

type TypeDeclaration = Node;
type Declared = (name: string, file: SourceFile) => TypeDeclaration | undefined;

function refOf(node: Node | undefined): TypeRef | undefined {
  return node === undefined ? undefined : { node, file: node.getSourceFile() };
}

function simpleFacts({ node }: TypeRef): Facts | undefined {
  const text = node.getText();
  const keyword = KEYWORDS[text];
  if (keyword !== undefined) return { is: "primitive", values: keyword };
  if (text === "null") return { is: "nullish", value: null };
  if (text === "undefined" || text === "void") return { is: "nullish", value: undefined };
  if (Node.isLiteralTypeNode(node)) return { is: "primitive", values: [literalOf(node.getLiteral())] };
  if (Node.isTemplateLiteralTypeNode(node)) return { is: "primitive", values: ["x"] };
  if (Node.isTypePredicate(node)) return { is: "primitive", values: [true] };
  if (Node.isArrayTypeNode(node)) return { is: "array", element: refOf(node.getElementTypeNode()) };
  if (Node.isTupleTypeNode(node)) return { is: "array", element: refOf(node.getElements()[0]) };
  if (Node.isFunctionTypeNode(node)) return { is: "function", returns: refOf(node.getReturnTypeNode()) };
  if (Node.isTypeLiteral(node)) {
    const [signature] = node.getCallSignatures();
    if (signature !== undefined) return { is: "function", returns: refOf(signature.getReturnTypeNode()) };
    return { is: "object", required: requiredOf(node.getMembers()) };
  }
  if (!Node.isTypeReference(node)) return undefined;
  const [argument] = node.getTypeArguments();
  switch (node.getTypeName().getText()) {
    case "Promise":
    case "PromiseLike":
      return { is: "promise", of: refOf(argument) };
    case "Array":
    case "ReadonlyArray":
    case "Iterable":
      return { is: "array", element: refOf(argument) };
    case "Function":
      return { is: "function" };
    case "Partial":
    case "Record":
      return { is: "object", required: [] };
    default:
      return undefined;
  }
}

function literalOf(node: Node): Primitive {
  const text = node.getText();
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralText();
  return Number(text);
}

/** The first that is something; all primitives there are. */
function unionFacts(all: readonly (Facts | undefined)[]): Facts | undefined {
  const present = all.filter((each) => each?.is !== "nullish");
  const [first] = present;
  if (first?.is !== "primitive") return first ?? present.find((each) => each !== undefined) ?? all[0];
  return { is: "primitive", values: present.flatMap((each) => (each?.is === "primitive" ? each.values : [])) };
}

function requiredOf(members: readonly Node[]): readonly string[] {
  return members.flatMap((each) => {
    const isMember = Node.isPropertySignature(each) || Node.isMethodSignature(each);
    return isMember && !each.hasQuestionToken() ? [each.getName().replace(/^["']|["']$/g, "")] : [];
  });
}

function requiredMembers(declaration: Node, declared: Declared, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (Node.isInterfaceDeclaration(declaration)) {
    const bases = declaration.getExtends().flatMap((each) => {
      const base = declared(each.getExpression().getText(), declaration.getSourceFile());
      return base === undefined ? [] : requiredMembers(base, declared, depth + 1);
    });
    return [...bases, ...requiredOf(declaration.getMembers())];
  }
  if (!Node.isClassDeclaration(declaration)) return [];
  return declaration.getProperties().flatMap((each) => {
    const isPublic = !each.getName().startsWith("#") && !each.isStatic() && each.getScope() === "public";
    return isPublic && !each.hasQuestionToken() ? [each.getName()] : [];
  });
}

function memberOf(
  reader: TypeReader,
  declared: Declared,
  type: TypeRef | undefined,
  name: string,
  depth: number,
): { readonly type?: TypeRef; readonly isOptional: boolean } | undefined {
  if (type === undefined || depth > MAX_DEPTH) return undefined;
  const { node, file } = type;
  const next = (inner: Node | undefined) => memberOf(reader, declared, refOf(inner), name, depth + 1);
  if (Node.isParenthesizedTypeNode(node)) return next(node.getTypeNode());
  if (Node.isUnionTypeNode(node) || Node.isIntersectionTypeNode(node)) {
    for (const each of node.getTypeNodes()) {
      const found = next(each);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (Node.isTypeLiteral(node)) return amongMembers(node.getMembers(), name);
  if (!Node.isTypeReference(node)) return undefined;
  const typeName = node.getTypeName().getText();
  if (typeName === "Partial") {
    const found = next(node.getTypeArguments()[0]);
    return found === undefined ? undefined : { ...found, isOptional: true };
  }
  if (PASSED_THROUGH.test(typeName)) return next(node.getTypeArguments()[0]);
  return inDeclaration(declared(typeName, file), declared, name, next);
}

function inDeclaration(
  declaration: Node | undefined,
  declared: Declared,
  name: string,
  next: (inner: Node | undefined) => { readonly type?: TypeRef; readonly isOptional: boolean } | undefined,
): { readonly type?: TypeRef; readonly isOptional: boolean } | undefined {
  if (Node.isTypeAliasDeclaration(declaration)) return next(declaration.getTypeNode());
  if (Node.isInterfaceDeclaration(declaration)) {
    const own = amongMembers(declaration.getMembers(), name);
    if (own !== undefined) return own;
    for (const each of declaration.getExtends()) {
      const base = declared(each.getExpression().getText(), declaration.getSourceFile());
      const found = inDeclaration(base, declared, name, next);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return Node.isClassDeclaration(declaration) ? amongMembers(declaration.getMembers(), name) : undefined;
}

function amongMembers(
  members: readonly Node[],
  name: string,
): { readonly type?: TypeRef; readonly isOptional: boolean } | undefined {
  for (const each of members) {
    if (Node.isPropertySignature(each) || Node.isPropertyDeclaration(each)) {
      if (each.getName().replace(/^["']|["']$/g, "") !== name) continue;
      const type = refOf(each.getTypeNode());
      return { ...(type === undefined ? {} : { type }), isOptional: each.hasQuestionToken() };
    }
    if ((Node.isMethodSignature(each) || Node.isMethodDeclaration(each)) && each.getName() === name) {
      return { isOptional: each.hasQuestionToken(), ...methodType(each) };
    }
  }
  return undefined;
}

/** A method has no type node of its own: that of what it returns is remembered as a function's. */
function methodType(node: Node): { type?: TypeRef } {
  const returns = Node.isMethodSignature(node) || Node.isMethodDeclaration(node) ? node.getReturnTypeNode() : undefined;
  return returns === undefined
    ? {}
    : { type: { node: returns, file: node.getSourceFile(), isReturned: true } as TypeRef };
}

/** Whether a type is that of what a method returns, and not of the member itself. */
export function isReturned(type: TypeRef | undefined): boolean {
  return type !== undefined && "isReturned" in type;
}

function declarationOfType(modules: Modules, name: string, file: SourceFile): TypeDeclaration | undefined {
  const local =
    file.getInterface(name) ?? file.getTypeAlias(name) ?? file.getClass(name) ?? file.getEnum(name) ?? undefined;
  if (local !== undefined) return local;
  const declaration = file.getImportDeclarations().find((each) => importsName(each, name));
  const imported = declaration === undefined ? undefined : importedBy(declaration, name);
  if (imported === undefined) return undefined;
  return typeExportedBy(modules, modules.resolve(imported.specifier, fileName(file)), imported.name, 0);
}

function importsName(declaration: Node, name: string): boolean {
  if (!Node.isImportDeclaration(declaration)) return false;
  if (declaration.getDefaultImport()?.getText() === name) return true;
  return declaration.getNamedImports().some((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
}

function typeExportedBy(modules: Modules, module: string, name: string, depth: number): TypeDeclaration | undefined {
  const tree = depth > 6 ? undefined : modules.load(module);
  if (tree === undefined) return undefined;
  const local = declarationOfType(modules, name, tree);
  if (local !== undefined) return local;
  for (const each of tree.getExportDeclarations()) {
    const specifier = each.getModuleSpecifierValue();
    if (specifier === undefined) continue;
    const named = each.getNamedExports().find((one) => (one.getAliasNode()?.getText() ?? one.getName()) === name);
    if (named === undefined && each.hasNamedExports()) continue;
    const found = typeExportedBy(modules, modules.resolve(specifier, module), named?.getName() ?? name, depth + 1);
    if (found !== undefined) return found;
  }
  return exportedBy(modules, module, name)?.node;
}

/** A tree's file, relative to the project. */
export function fileName(tree: SourceFile): string {
  return tree.getFilePath().replace(/^\/+/, "");
}

export function parameterType(parameter: ParameterDeclaration): TypeRef | undefined {
  return refOf(parameter.getTypeNode());
}
