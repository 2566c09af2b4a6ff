// Are the tests that `faultline suggest` writes any good? Writes one test file for every suggestion into a scratch copy
// of a project, as if it had no tests, and counts: those that are tests and no notes, parse, type-check, pass with no
// mutant active, and kill the mutants that they were written for.
//
//   node bench/suggestions.js <project> [--config stryker.conf.json] [--tests folder] [--verbose] [paths ..]
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startStrykerEngine } from "../dist/engine/stryker/engine.js";
import { generate } from "../dist/operators/generate.js";
import { defaultOperatorIds } from "../dist/operators/registry.js";
import { locate } from "../dist/paths/locate.js";
import { kindIds } from "../dist/paths/registry.js";
import { findTests } from "../dist/source/find-files.js";
import { createModules } from "../dist/source/modules.js";
import { parse } from "../dist/source/open.js";
import { styleOf } from "../dist/suggest/style.js";
import { suggest } from "../dist/suggest/suggest.js";
import { openProject } from "./project.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    config: { type: "string" },
    tests: { type: "string" },
    verbose: { type: "boolean" },
    keep: { type: "boolean" },
  },
});
const [project, ...paths] = positionals;
if (project === undefined) throw new Error("usage: node bench/suggestions.js <project> [paths ..]");

const { root, dir } = copyOf(realpathSync(project));
try {
  const { config, files } = await openProject(dir, values.config, paths);
  const tests = findTests(dir);
  const modules = createModules(dir);
  const written = files.flatMap((file) => suggestionsFor(file, modules, tests));
  for (const each of tests) if (/\.(test|spec)\.[cm]?[jt]sx?$/.test(each)) rmSync(path.join(dir, each));
  for (const each of written) save(each);
  const parsed = written.filter(({ text, name }) => parse(name, text).compilerNode.parseDiagnostics.length === 0);
  const problems = typeProblems(parsed);
  const checked = parsed.filter(({ name }) => !problems.has(name));
  const failures = run(parsed, config);
  const green = parsed.filter(({ name }) => failures.get(name) === undefined);
  for (const each of written) if (!green.includes(each)) rmSync(path.join(dir, each.name));
  const killed = await kills(green, config);
  report({ written, parsed, problems, checked, failures, green, killed });
} finally {
  if (!values.keep) rmSync(root, { recursive: true, force: true });
  else console.log(root);
}
process.exit();

/** The project, with what is around it in its repository; dependencies are linked. */
function copyOf(from) {
  const top = topOf(from);
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "faultline-suggestions-")));
  const skipped = /(^|\/)(node_modules|\.git|\.stryker-tmp)$/;
  cpSync(top, root, { recursive: true, filter: (file) => file === top || !skipped.test(file) });
  link(top, root, 0);
  const dir = path.join(root, path.relative(top, from));
  if (!hasModules(dir, root))
    linkModules(path.join(nearestWithModules(from), "node_modules"), path.join(root, "node_modules"));
  return { root, dir };
}

function topOf(from) {
  try {
    const found = execFileSync("git", ["rev-parse", "--show-toplevel"], {
      cwd: from,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const top = realpathSync(found.toString().trim());
    // A project inside of this repository is copied alone.
    return top === realpathSync(path.join(import.meta.dirname, "..")) ? from : top;
  } catch {
    let top = from;
    for (let dir = path.dirname(from); dir !== path.dirname(dir); dir = path.dirname(dir)) {
      if (existsSync(path.join(dir, "package.json"))) top = dir;
    }
    return top;
  }
}

function link(from, to, depth) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    if (entry.name === "node_modules") linkModules(realpathSync(source), path.join(to, entry.name));
    else if (entry.isDirectory() && depth < 4 && !entry.name.startsWith(".")) {
      if (existsSync(path.join(to, entry.name))) link(source, path.join(to, entry.name), depth + 1);
    }
  }
}

/** A folder of links: Stryker takes over a folder of that name, and no link. */
function linkModules(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from)) symlinkSync(path.join(from, entry), path.join(to, entry));
}

function hasModules(dir, root) {
  for (let at = dir; at.startsWith(root); at = path.dirname(at))
    if (existsSync(path.join(at, "node_modules"))) return true;
  return false;
}

function nearestWithModules(from) {
  let at = from;
  while (!existsSync(path.join(at, "node_modules"))) at = path.dirname(at);
  return at;
}

/** Each suggestion alone in a file; a note is one too. */
function suggestionsFor(file, modules, tests) {
  const tree = modules.load(file);
  if (tree === undefined) return [];
  const located = locate(tree, file);
  const selection = { kinds: new Set(kindIds), operators: new Set(defaultOperatorIds) };
  const { mutants } = generate(tree, located, selection);
  const extension = /\.[cm]?tsx?$/.test(file) ? "ts" : "js";
  return located.flatMap((one) => {
    const own = mutants.filter(({ pathId }) => pathId === one.record.id);
    if (own.length === 0) return [];
    const question = { modules, file, tests };
    const { target: usual } = styleOf(question);
    const folder = values.tests ?? path.posix.dirname(usual);
    const kind = usual.includes(".spec.") ? "spec" : "test";
    const name = (index) => path.posix.join(folder, `${one.record.id}-${index}.${kind}.${extension}`);
    const { style } = styleOf({ ...question, target: name(0) });
    return suggest([{ path: one, mutants: own }], modules, style).suggestions.map(
      ({ path: record, mutants: group, why }, index) => {
        const { text } = suggest([{ path: one, mutants: group }], modules, style);
        return { name: name(index), text, record, located: one, mutants: group, why };
      },
    );
  });
}

function save({ name, text }) {
  mkdirSync(path.join(dir, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(dir, name), text);
}

/** Of each file the first type error, by the project's own compiler. */
function typeProblems(all) {
  const found = new Map();
  if (!existsSync(path.join(dir, "tsconfig.json"))) return found;
  const own = path.join(dir, "tsconfig.suggestions.json");
  writeFileSync(
    own,
    JSON.stringify({
      extends: "./tsconfig.json",
      compilerOptions: {
        noEmit: true,
        emitDeclarationOnly: false,
        declaration: false,
        skipLibCheck: true,
        rootDir: null,
        composite: false,
        incremental: false,
      },
      include: [...all.map(({ name }) => name), "**/*.d.ts"],
      exclude: ["node_modules"],
    }),
  );
  const compiler = createRequire(path.join(dir, "package.json")).resolve("typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", own], { cwd: dir, encoding: "utf8" });
  for (const line of stdout.split("\n")) {
    const [, name, message] = /^(.*?)\(\d+,\d+\): error (.*)$/.exec(line) ?? [];
    if (name === undefined) {
      if (/^error TS/.test(line)) console.log(line);
      continue;
    }
    if (!found.has(name)) found.set(name, message);
  }
  rmSync(own);
  return found;
}

/** Of each file why it does not pass; all in one run of the project's own Vitest. */
function run(all, config) {
  const output = path.join(root, "vitest.json");
  const require = createRequire(path.join(dir, "package.json"));
  const vitest = path.join(path.dirname(require.resolve("vitest/package.json")), "vitest.mjs");
  const configured = config.vitest?.configFile === undefined ? [] : ["--config", config.vitest.configFile];
  spawnSync(
    process.execPath,
    [
      vitest,
      "run",
      "--reporter=json",
      `--outputFile=${output}`,
      "--coverage.enabled=false",
      "--testTimeout=3000",
      "--dangerouslyIgnoreUnhandledErrors",
      ...configured,
    ],
    { cwd: dir, encoding: "utf8", stdio: "ignore" },
  );
  const failures = new Map();
  const results = existsSync(output) ? JSON.parse(readFileSync(output, "utf8")).testResults : [];
  const byName = new Map(results.map((each) => [path.relative(dir, each.name), each]));
  for (const { name } of all) {
    const result = byName.get(name);
    const failed = result?.assertionResults.find(({ status }) => status === "failed");
    if (result === undefined) failures.set(name, "did not run");
    else if (failed !== undefined)
      failures.set(name, failed.failureMessages.join("\n").split("\n").slice(0, 3).join(" "));
    else if (result.status === "failed") failures.set(name, result.message.split("\n")[0]);
  }
  return failures;
}

/** Mutant by mutant the test files that kill it, all in one run of the engine. */
async function kills(green, config) {
  const killed = new Map();
  const runnable = green.filter(({ why }) => why === undefined);
  const mutants = [...new Map(runnable.flatMap((each) => each.mutants).map((each) => [each.id, each])).values()];
  const paths = [...new Map(runnable.map(({ record }) => [record.id, record])).values()];
  if (mutants.length === 0) return killed;
  const engine = startStrykerEngine(dir);
  let files = new Map();
  await engine.run(
    {
      projectDir: dir,
      paths,
      mutants,
      takeCoverage: false,
      onePass: true,
      vitest: config.vitest,
      plugins: config.plugins,
      ignorePatterns: config.ignorePatterns,
      ...(config.file === undefined ? {} : { configFile: config.file }),
    },
    {
      onBaseline({ tests, quarantined }) {
        files = new Map(tests.map(({ id, file }) => [id, file]));
        if (values.verbose) for (const each of quarantined) console.log(`quarantined: ${each.file} ${each.message}`);
      },
      onOutcome({ mutantId, status, killedBy }) {
        killed.set(mutantId, { status, by: new Set(killedBy.map((id) => files.get(id))) });
      },
    },
    new AbortController().signal,
  );
  engine.dispose();
  return killed;
}

function report({ written, parsed, problems, checked, failures, green, killed }) {
  const isTest = ({ why }) => why === undefined;
  const good = checked.filter((each) => green.includes(each)).filter(isTest);
  const mutants = written.flatMap((each) => each.mutants.map((mutant) => ({ ...each, mutant })));
  const dead = mutants.filter(({ name, mutant }) => {
    const found = killed.get(mutant.id);
    return found !== undefined && (found.by.has(name) || found.status === "timeout");
  });
  const kills = written.filter((each) => dead.some(({ name }) => name === each.name));
  for (const each of written) {
    const { file, kind, range } = each.record;
    const place = `${file}:${range.start.line} ${kind} ${each.mutants.map(({ operator }) => operator).join(",")} ${each.name}`;
    if (each.why !== undefined) console.log(`note        ${place}: ${each.why}`);
    else if (!parsed.includes(each)) console.log(`no syntax   ${place}`);
    else if (failures.has(each.name)) console.log(`fails       ${place}: ${failures.get(each.name)}`);
    else if (problems.has(each.name)) console.log(`type error  ${place}: ${problems.get(each.name)}`);
    else {
      const alive = each.mutants.filter(
        (mutant) => !dead.some((one) => one.name === each.name && one.mutant.id === mutant.id),
      );
      if (alive.length > 0)
        console.log(
          `no kill     ${place}: ${alive.map(({ operator, id }) => `${operator} ${id} ${killed.get(id)?.status}`).join(", ")}`,
        );
    }
    if (values.verbose && each.why === undefined) console.log(each.text);
  }
  const line = (what, count, all) => console.log(`${what.padEnd(34)}${String(count).padStart(4)} of ${all}`);
  line("suggestions", written.length, written.length);
  line("tests, and no notes", written.filter(isTest).length, written.length);
  line("parse", parsed.length, written.length);
  line("type-check", checked.length, written.length);
  line("tests that type-check and pass", good.length, written.length);
  line("kill at least one of their mutants", kills.length, written.length);
  line("mutants killed as written", dead.length, mutants.length);
}
