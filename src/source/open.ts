/** Stage `open`: file names in, syntax trees out. The only place that reads the user's sources. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Project, type SourceFile, ts } from "ts-morph";
import { messageOf } from "../errors.js";
import type { SourceProblem, SourceText } from "../model.js";

export interface OpenedFile {
  readonly source: SourceText;
  readonly tree: SourceFile;
}

/** A file that was opened, or why it could not be. */
export type Opening = { readonly opened: OpenedFile } | { readonly problem: SourceProblem };

/** Parses one text, without looking at the disk: for tests and examples. */
export function parse(file: string, text: string): SourceFile {
  return createProject().createSourceFile(`/${file}`, text, { overwrite: true });
}

/** Opens files one by one; each tree is forgotten before the next is asked for. */
export function* open(projectDir: string, files: readonly string[]): Generator<Opening> {
  const project = createProject();
  for (const file of files) {
    const read = readText(path.join(projectDir, file));
    if ("message" in read) {
      yield { problem: { file, message: read.message } };
      continue;
    }
    const tree = project.createSourceFile(`/${file}`, read.text, { overwrite: true });
    const problem = syntaxProblem(file, tree);
    yield problem === undefined ? { opened: { source: { file, text: read.text }, tree } } : { problem };
    project.removeSourceFile(tree);
  }
}

export function createProject(): Project {
  return new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true, target: ts.ScriptTarget.ESNext, jsx: ts.JsxEmit.Preserve },
  });
}

/** Without byte order mark; not text is a message. */
export function readText(file: string): { readonly text: string } | { readonly message: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return { message: `cannot be read: ${messageOf(error)}` };
  }
  if (bytes.includes(0)) return { message: "is a binary file, not source code" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    return { message: "is not UTF-8 text" };
  }
}

/** The first syntax error, if there is one. TypeScript's parser recovers, so the tree alone does not tell. */
function syntaxProblem(file: string, tree: SourceFile): SourceProblem | undefined {
  const { parseDiagnostics } = tree.compilerNode as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  const [first] = parseDiagnostics ?? [];
  if (first === undefined) return undefined;
  return {
    file,
    message: `syntax error: ${ts.flattenDiagnosticMessageText(first.messageText, " ")}`,
    position: tree.getLineAndColumnAtPos(first.start),
  };
}
