import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createProject, faultline, type TestProject } from "../support/cli.js";

let project: TestProject | undefined;
afterEach(() => project?.remove());

const guards = `export function f(a) {
  if (!a) throw new Error('no a');
  return a;
}

export function g(a) {
  if (!a) throw new Error('no a');
  return a;
}
`;
const test = `import { expect, test } from 'vitest';
import { f, g } from '../src/a.js';
test('f and g', () => {
  expect(() => f(0)).toThrow('no a');
  try { g(0); } catch {}
});
`;

/** A repository with one commit, and a package in a folder of it if one is named. */
function repository(folder = "") {
  project = createProject();
  const dir = path.join(project.dir, folder);
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  };
  write("package.json", '{ "type": "module" }');
  write("src/a.js", guards);
  write("test/a.test.js", test);
  writeFileSync(path.join(project.dir, ".gitignore"), "node_modules\n");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: dir, stdio: "pipe" });
  execFileSync("git", ["init", "--quiet"], { cwd: project.dir });
  git("add", "--all");
  git("commit", "--quiet", "--message=first");
  return { dir, git, write };
}

/** Both guards by owner, with the id of the path and of its mutant. */
async function idsOf(dir: string): Promise<Record<string, { readonly path: string; readonly mutant: string }>> {
  const { stdout } = await faultline(["list", "--json"], dir);
  const { errorPaths } = JSON.parse(stdout) as {
    errorPaths: { id: string; owner: string; mutants: { id: string }[] }[];
  };
  return Object.fromEntries(
    errorPaths.map(({ id, owner, mutants }) => [owner, { path: id, mutant: mutants[0]?.id ?? "" }]),
  );
}

describe("--only", () => {
  it("runs one mutant, by the first digits of its id", async () => {
    const { dir } = repository();
    const { g } = await idsOf(dir);
    const { code, stdout, stderr } = await faultline(["src/a.js", "--only", g?.mutant.slice(0, 6) ?? ""], dir);
    expect(stdout, stderr).toContain("1 error path in 1 file: 1 unasserted");
    expect(stdout).toContain(`npx faultline src/a.js --only ${g?.mutant}`);
    expect(stderr).toContain(`survived: src/a.js:7:11 guard-drop ${g?.mutant}`);
    expect(code).toBe(1);
  });

  it("runs an error path, and is content with it when it is asserted", async () => {
    const { dir } = repository();
    const { f } = await idsOf(dir);
    const { code, stdout, stderr } = await faultline(["--only", f?.path ?? ""], dir);
    expect(stdout, stderr).toContain("1 error path in 1 file: 1 asserted");
    expect(code).toBe(0);
  });

  it("lists them as well, several at once, as one line each if that is asked for", async () => {
    const { dir } = repository();
    const { f, g } = await idsOf(dir);
    const { stdout } = await faultline(["list", "--only", `${f?.path},${g?.mutant}`, "--format", "compact"], dir);
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(new RegExp(`^src/a\\.js:2:11: info: guard-drop: .*; test: .* \\[${f?.mutant}\\]$`)),
      expect.stringMatching(new RegExp(`^src/a\\.js:7:11: info: guard-drop: .* \\[${g?.mutant}\\]$`)),
    ]);
  });

  it.each([
    ["00000000", /No error path and no mutant with the id 00000000 in this file\. Ids change .* `faultline list`/],
    ["abc", /--only takes ids, .* at least 4.*not abc/],
    ["guard-drop", /--only takes ids.*not guard-drop/],
    [",", /--only needs at least one id/],
  ])("says what is wrong with %s", async (word, message) => {
    const { dir } = repository();
    const { code, stdout, stderr } = await faultline(["--only", word], dir);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("--since and --staged", () => {
  it("run only what is touched, in a folder of the repository too", async () => {
    const { dir, write } = repository("packages/a");
    write("src/a.js", guards.replace(/no a'\);\n {2}return a;\n\}\n$/, "no b');\n  return a;\n}\n"));
    const { code, stdout, stderr } = await faultline(["--since", "HEAD"], dir);
    expect(stdout, stderr).toContain("1 error path in 1 file: 1 unasserted");
    expect(stdout).toContain("src/a.js:7:3");
    expect(code).toBe(1);
  });

  it.each([
    ["nothing has changed", ["--since", "HEAD"], () => {}],
    [
      "a line is changed that is in no error path",
      ["--since", "HEAD"],
      (write: (file: string, text: string) => void) => write("src/a.js", guards.replaceAll("return a", "return  a")),
    ],
    [
      "a changed file is not among those named",
      ["src/a.js", "--since", "HEAD"],
      (write: (file: string, text: string) => void) => write("src/b.js", guards),
    ],
    [
      "what has changed is not staged",
      ["--staged"],
      (write: (file: string, text: string) => void) => write("src/b.js", guards),
    ],
  ])("end with 0, and start nothing, when %s", async (_, args, change) => {
    const { dir, write } = repository();
    change(write);
    const { code, stdout, stderr } = await faultline(args, dir);
    expect(stdout).toBe("No error path is touched by the change.\n");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(existsSync(path.join(dir, ".stryker-tmp"))).toBe(false);
    const list = await faultline(["list", ...args], dir);
    expect(list).toMatchObject({ code: 0, stdout: "No error path is touched by the change.\n" });
  });

  it("need neither Vitest nor tests where nothing is touched, and say it in JSON as well", async () => {
    const { dir } = repository();
    const { code, stdout } = await faultline(["--since", "HEAD", "--json"], dir, { PATH: process.env["PATH"] });
    expect(JSON.parse(stdout)).toMatchObject({ complete: true, errorPaths: [] });
    expect(code).toBe(0);
  });

  it("look at the staged lines, and say that the code has more", async () => {
    const { dir, git, write } = repository();
    write("src/b.js", guards);
    git("add", "--all");
    write("src/b.js", `// one more\n${guards}`);
    const { stdout, stderr } = await faultline(["list", "--staged"], dir);
    expect(stdout).toContain("2 error paths, 2 mutants in 1 file.");
    expect(stderr).toContain("src/b.js has unstaged changes too");
  });

  it("take part in a hook of git's, with the index that git uses there", async () => {
    const { dir, git, write } = repository("packages/a");
    const bin = path.join(import.meta.dirname, "../../bin/faultline.js");
    const hook = `#!/bin/sh\ncd packages/a && '${process.execPath}' '${bin}' list --staged --format compact > hook.txt 2>&1\n`;
    writeFileSync(path.join(dir, "../../.git/hooks/pre-commit"), hook, { mode: 0o755 });
    write("src/a.js", guards.replace("'no a'", "'no b'"));
    git("commit", "--quiet", "--all", "--message=second");
    expect(execFileSync("cat", ["hook.txt"], { cwd: dir, encoding: "utf8" })).toMatch(
      /^src\/a\.js:2:11: info: guard-drop/,
    );
  });

  it.each(["; rm -rf .", "--output=x", "--json", "nowhere"])("take %j for a ref, and know no such ref", async (ref) => {
    const { dir } = repository();
    const { code, stdout, stderr } = await faultline(["--since", ref], dir);
    expect(stderr).toContain(`Unknown ref: ${ref}.`);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(existsSync(path.join(dir, "x"))).toBe(false);
  });

  it("exclude each other, and need a repository", async () => {
    const { dir } = repository();
    expect((await faultline(["--since", "HEAD", "--staged"], dir)).stderr).toMatch(/give one of them/);
    project?.remove();
    project = createProject("basic");
    const { code, stderr } = await faultline(["--staged"], project.dir);
    expect(stderr).toMatch(/not a git repository.*or name files/);
    expect(code).toBe(2);
  });
});

describe("what is misspelt is answered with what is near", () => {
  it.each([
    [["--formt", "json"], /Unknown argument: formt\. Did you mean --format\?/],
    [["list", "--strict-basline"], /Unknown argument: strict-basline\. Did you mean --strict-baseline\?/],
    [["--formt", "x", "--onyl", "y"], /Unknown arguments: formt, onyl\. Did you mean --format\? Did you mean --only\?/],
    [["--format", "compcat"], /--format takes text, compact, json, not compcat\. Did you mean "compact"\?/],
    [["--engine", "isolate"], /--engine takes pass, isolated, not isolate\. Did you mean "isolated"\?/],
    [["init", "--ci", "gihub"], /--ci takes github, gitlab, not gihub\. Did you mean "github"\?/],
    [["complete"], /Did you mean "completion"\?/],
    [["explain", "gaurd-drop"], /Did you mean guard-drop\?/],
    [["--json", "--format", "compact"], /--json and --format compact both say what is printed/],
  ])("%j", async (args, message) => {
    const { dir } = repository();
    const { code, stdout, stderr } = await faultline(args, dir);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

it("prints a report a line a finding, without colours wherever it is", async () => {
  const { dir } = repository();
  const { code, stdout } = await faultline(["--format", "compact"], dir, { FORCE_COLOR: "1" });
  expect(stdout).toMatch(
    /^src\/a\.js:7:11: warning: guard-drop: the guard never fires, in g, .*; test: .* \[[0-9a-f]{10}\]\n$/,
  );
  expect(code).toBe(1);
});

it("sets a project up that then runs, and says what it did", async () => {
  const { dir } = repository();
  const first = await faultline(["init", "--ci", "github"], dir);
  expect(first.stdout).toContain("created  stryker.conf.json: ");
  expect(first.stdout).toContain("changed  .gitignore: ");
  expect(first.stdout).toContain("created  .github/workflows/faultline.yml: ");
  const second = await faultline(["init", "--ci", "github"], dir);
  expect(second.stdout).toMatch(/already there.*already there.*already there.*Nothing was changed/s);
  const run = await faultline([], dir);
  expect(run.stdout, run.stderr).toContain("2 error paths in 1 file: 1 asserted, 1 unasserted");
});

it("completes commands, options and values", async () => {
  const { dir } = repository();
  const script = await faultline(["completion"], dir, { SHELL: "/bin/bash" });
  expect(script).toMatchObject({ code: 0, stderr: "" });
  expect(script.stdout).toMatch(/complete .* faultline\n/);
  const answer = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await faultline(["--get-yargs-completions", "faultline", ...words], dir, {
      SHELL: "/bin/bash",
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout.trimEnd().split("\n");
  };
  expect(await answer("")).toEqual(expect.arrayContaining(["run", "list", "explain", "init", "completion"]));
  expect(await answer("--st")).toEqual(expect.arrayContaining(["--staged", "--strict-baseline", "--kinds"]));
  expect(await answer("list", "--di")).toContain("--diff");
  expect(await answer("list", "--format", "co")).toEqual(["text", "compact", "json"]);
  expect(await answer("--operators", "+st")).toContain("+strict");
});

it("knows every option of every command, for what is near to a misspelt one", async () => {
  const { dir } = repository();
  const { optionNames } = await import("../../src/cli/options.js");
  for (const command of [[], ["list"], ["explain"], ["init"], ["completion"]]) {
    const { stdout } = await faultline([...command, "--help"], dir);
    expect(stdout).toContain("Examples:");
    const named = [...stdout.matchAll(/^ +(?:-\w, )?--([\w-]+) {2}/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(optionNames).toContain(name);
  }
});
