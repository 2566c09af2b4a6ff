/** Asks git what has changed. Refs and names are arguments of their own, and never part of a command. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UsageError } from "../errors.js";
import { type Changes, changesOf } from "../select/changes.js";
import { type FileDiff, parseDiff } from "../select/diff.js";

const run = promisify(execFile);
/** A diff of everything may be large. */
const MAX_BYTES = 1 << 29;

/** Whatever the user's configuration says of diffs, this one is for a program. */
const DIFF = [
  ...["-c", "core.quotePath=false", "-c", "diff.relative=false"],
  ...["diff", "--unified=0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv"],
  ...["--find-renames", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"],
];

export interface GitChanges {
  readonly changes: Changes;
  /** What the reader should know about how they were found. */
  readonly notes: readonly string[];
}

/**
 * What differs from where HEAD's history left a commit's (as in a pull request): committed, staged, unstaged,
 * and files that git does not know yet.
 *
 * @throws UsageError without git, outside of a repository, or for a ref that is none
 */
export async function changesSince(projectDir: string, ref: string, signal?: AbortSignal): Promise<GitChanges> {
  const git = gitIn(projectDir, "--since", signal);
  const prefix = await prefixOf(git);
  const commit = await commitOf(git, ref);
  const base = await git("merge-base", commit, "HEAD").catch(() => undefined);
  const diff = await git(...DIFF, base?.trim() ?? commit, "--");
  const untracked = await git("ls-files", "--others", "--exclude-standard", "--full-name", "-z");
  return {
    changes: changesOf(parseDiff(diff), prefix, untracked.split("\0").filter(isName)),
    notes:
      base === undefined
        ? [`${ref} and HEAD have no commit in common here (a shallow clone?), so it is compared with ${ref} itself`]
        : [],
  };
}

/**
 * What is staged: its lines, as they are numbered in the working tree, whose code it is that is run.
 *
 * @throws UsageError without git, or outside of a repository
 */
export async function stagedChanges(projectDir: string, signal?: AbortSignal): Promise<GitChanges> {
  const git = gitIn(projectDir, "--staged", signal);
  const prefix = await prefixOf(git);
  const staged = parseDiff(await git(...DIFF, "--cached", "--"));
  const unstaged = parseDiff(await git(...DIFF, "--"));
  return { changes: changesOf(staged, prefix, [], unstaged), notes: unstagedNotes(staged, unstaged, prefix) };
}

function unstagedNotes(staged: readonly FileDiff[], unstaged: readonly FileDiff[], prefix: string): readonly string[] {
  const both = unstaged.map(({ file }) => file).filter((file) => staged.some((each) => each.file === file));
  return both
    .filter((file) => file.startsWith(prefix))
    .map((file) => `${file.slice(prefix.length)} has unstaged changes too; the code that is run has them`);
}

type Git = (...args: readonly string[]) => Promise<string>;

/** @param option what the user gave, for messages */
function gitIn(projectDir: string, option: string, signal: AbortSignal | undefined): Git {
  return async (...args) => {
    try {
      const { stdout } = await run("git", args, {
        cwd: projectDir,
        maxBuffer: MAX_BYTES,
        env: { ...process.env, GIT_OPTIONAL_LOCKS: "0" },
        ...(signal === undefined ? {} : { signal }),
      });
      return stdout;
    } catch (error) {
      signal?.throwIfAborted();
      throw failureOf(error, option);
    }
  };
}

function failureOf(error: unknown, option: string): unknown {
  const { code, stderr = "" } = error as { readonly code?: unknown; readonly stderr?: string };
  if (code === "ENOENT") {
    return new UsageError(`${option} asks git what has changed, and there is no git here. Install it, or name files.`, {
      cause: error,
    });
  }
  if (typeof code !== "number") return error;
  const reason = stderr.split("\n", 1)[0]?.replace(/^(fatal|error): /, "") ?? "";
  return new UsageError(
    `${option} asks git what has changed, and git does not answer${reason === "" ? "" : `: ${reason}`}. Run faultline inside of a git repository, or name files.`,
    { cause: error },
  );
}

/** The project's folder in its repository. */
async function prefixOf(git: Git): Promise<string> {
  return (await git("rev-parse", "--show-prefix")).replace(/\n$/, "");
}

/** The commit of a ref: from here on it cannot be taken for anything else. */
async function commitOf(git: Git, ref: string): Promise<string> {
  const unknown = (cause?: unknown) =>
    new UsageError(
      `Unknown ref: ${ref === "" ? '""' : ref}. --since takes a commit, branch or tag that git knows here, such as main or HEAD~1; fetch it first if it is a remote's.`,
      { cause },
    );
  // Git itself allows no ref to begin like an option.
  if (ref === "" || ref.startsWith("-") || ref.includes("\0")) throw unknown();
  try {
    return (await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`)).trim();
  } catch (error) {
    throw error instanceof UsageError ? unknown(error) : error;
  }
}

function isName(name: string): boolean {
  return name !== "";
}
