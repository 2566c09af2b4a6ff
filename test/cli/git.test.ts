import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { changesSince, stagedChanges } from "../../src/cli/git.js";
import { folderOf } from "../support/files.js";

const LINES = Array.from({ length: 12 }, (_, n) => `line ${n + 1}`);
const text = (lines: readonly string[]) => `${lines.join("\n")}\n`;
const changed = (...numbers: readonly number[]) =>
  text(LINES.map((line, n) => (numbers.includes(n + 1) ? `${line}!` : line)));
const at = (first: number, last = first) => ({ first, last, isGap: false });

/** A repository with one commit of these files. */
function repository(files: Readonly<Record<string, string>>) {
  const dir = folderOf(files);
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: dir, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message=first", "--allow-empty");
  const write = (file: string, content: string) => {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), content);
  };
  return { dir, git, write };
}

const since = async (dir: string, ref: string) => Object.fromEntries((await changesSince(dir, ref)).changes);
const staged = async (dir: string) => Object.fromEntries((await stagedChanges(dir)).changes);

describe("what has changed since a ref", () => {
  it("is all that is committed, staged, unstaged, or new to git; not what is gone or ignored", async () => {
    const files = ["a", "b", "c", "d"].map((name) => [`${name}.ts`, text(LINES)]);
    const { dir, git, write } = repository({ ...Object.fromEntries(files), ".gitignore": "ignored.ts\n" });
    write("a.ts", changed(2));
    git("commit", "--quiet", "--all", "--message=second");
    write("b.ts", changed(3, 4));
    git("add", "b.ts");
    write("c.ts", changed(9));
    rmSync(path.join(dir, "d.ts"));
    write("new.ts", "x\n");
    write("ignored.ts", "x\n");
    expect(await since(dir, "HEAD~1")).toEqual({
      "a.ts": [at(2)],
      "b.ts": [at(3, 4)],
      "c.ts": [at(9)],
      "new.ts": "whole",
    });
  });

  it("follows a file that was renamed", async () => {
    const { dir, git, write } = repository({ "old.ts": text(LINES) });
    renameSync(path.join(dir, "old.ts"), path.join(dir, "new.ts"));
    write("new.ts", changed(5));
    git("add", "--all");
    expect(await since(dir, "HEAD")).toEqual({ "new.ts": [at(5)] });
  });

  it("is the branch's own doing, not what went on where it began", async () => {
    const { dir, git, write } = repository({ "a.ts": text(LINES), "b.ts": text(LINES) });
    git("checkout", "--quiet", "-b", "topic");
    write("a.ts", changed(1));
    git("commit", "--quiet", "--all", "--message=topic");
    git("checkout", "--quiet", "main");
    write("b.ts", changed(1));
    git("commit", "--quiet", "--all", "--message=main");
    git("checkout", "--quiet", "topic");
    expect(await since(dir, "main")).toEqual({ "a.ts": [at(1)] });
  });

  it("is told in the project's own names, in a folder of the repository", async () => {
    const { dir, write } = repository({ "packages/a/src/x.ts": text(LINES), "packages/b/y.ts": text(LINES) });
    write("packages/a/src/x.ts", changed(7));
    write("packages/b/y.ts", changed(7));
    write("packages/a/new.ts", "");
    write("packages/b/new.ts", "");
    expect(await since(path.join(dir, "packages/a"), "HEAD")).toEqual({ "src/x.ts": [at(7)], "new.ts": "whole" });
  });

  it.each([
    "a b.ts",
    "ü.ts",
    'q"uote.ts',
    "tab\there.ts",
    "--output=x.ts",
    "[id].ts",
    "b/b.ts",
  ])("knows a file called %j", async (name) => {
    const { dir, write } = repository({ [name]: text(LINES) });
    write(name, changed(1));
    write(`new ${path.basename(name)}`, "");
    expect(await since(dir, "HEAD")).toEqual({ [name]: [at(1)], [`new ${path.basename(name)}`]: "whole" });
  });

  it("is not misled by the user's configuration of diffs", async () => {
    const { dir, git, write } = repository({ "a.ts": text(LINES), ".gitattributes": "*.ts diff=odd\n" });
    for (const [key, value] of [
      ["diff.noprefix", "true"],
      ["diff.mnemonicPrefix", "true"],
      ["diff.external", "false"],
      ["diff.odd.textconv", "false"],
      ["diff.interHunkContext", "20"],
      ["color.diff", "always"],
      ["core.quotePath", "true"],
    ] as const)
      git("config", key, value);
    write("a.ts", changed(2, 8));
    expect(await since(dir, "HEAD")).toEqual({ "a.ts": [at(2), at(8)] });
  });

  it("says so where the histories have nothing in common", async () => {
    const { dir, git } = repository({ "a.ts": text(LINES) });
    git("checkout", "--quiet", "--orphan", "other");
    git("commit", "--quiet", "--message=other");
    const { notes } = await changesSince(dir, "main");
    expect(notes.join()).toMatch(/no commit in common/);
  });
});

describe("what is staged", () => {
  it("is neither what is unstaged nor what git does not know", async () => {
    const { dir, git, write } = repository({ "a.ts": text(LINES), "b.ts": text(LINES) });
    write("a.ts", changed(4));
    write("new.ts", "1\n2\n");
    git("add", "a.ts", "new.ts");
    write("b.ts", changed(4));
    write("unknown.ts", "");
    expect(await staged(dir)).toEqual({ "a.ts": [at(4)], "new.ts": [at(1, 2)] });
  });

  it("has the line numbers of the working tree, and a note, where a file has unstaged changes too", async () => {
    const { dir, git, write } = repository({ "a.ts": text(LINES) });
    write("a.ts", changed(6));
    git("add", "a.ts");
    write("a.ts", `one more\nand one\n${changed(6, 10)}`);
    const { changes, notes } = await stagedChanges(dir);
    expect(changes.get("a.ts")).toEqual([at(8)]);
    expect(notes).toEqual(["a.ts has unstaged changes too; the code that is run has them"]);
  });

  it("works before the first commit", async () => {
    const dir = folderOf({ "a.ts": text(LINES) });
    execFileSync("git", ["init", "--quiet"], { cwd: dir });
    execFileSync("git", ["add", "a.ts"], { cwd: dir });
    expect(await staged(dir)).toEqual({ "a.ts": [at(1, 12)] });
  });
});

describe("what git cannot answer is a wrong usage", () => {
  it.each([
    "nowhere",
    "; rm -rf .",
    "--output=x",
    "-h",
    "",
    "HEAD:a.ts",
    "$(touch x)",
    "a\0b",
    "HEAD~99",
    "main..main",
  ])("the ref %j", async (ref) => {
    const { dir } = repository({ "a.ts": "" });
    await expect(changesSince(dir, ref)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^Unknown ref: /),
    });
    expect(existsSync(path.join(dir, "x"))).toBe(false);
    expect(existsSync(path.join(dir, "a.ts"))).toBe(true);
  });

  it("outside of a repository", async () => {
    const dir = folderOf({ "a.ts": "" });
    await expect(changesSince(dir, "main")).rejects.toMatchObject({ exitCode: 2 });
    await expect(stagedChanges(dir)).rejects.toThrow(/--staged asks git .* not a git repository.*name files/s);
  });

  it("without git", async () => {
    const { PATH } = process.env;
    const dir = folderOf({ "a.ts": "" });
    process.env["PATH"] = dir;
    try {
      await expect(stagedChanges(dir)).rejects.toThrow(/there is no git here/);
    } finally {
      process.env["PATH"] = PATH;
    }
  });

  it("stops when it is told to", async () => {
    const { dir } = repository({ "a.ts": "" });
    const reason = new Error("interrupted");
    await expect(changesSince(dir, "main", AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
