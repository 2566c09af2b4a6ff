/**
 * Which file of the project an entry of a coverage report is about. Reports of CI workers name files by
 * the absolute paths of other machines, on Windows with `\`; one file under several roots is one file.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";

/**
 * Finds the project's file, relative to it, for each path of one report. A path of another project, of a
 * package beside this one, or of a file that is gone gets none.
 */
export function placeEntries(projectDir: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const homes = [...new Set([projectDir, realpathSync(projectDir)].map(withSlashes))];
  const placed = new Map<string, string>();
  const others: Other[] = [];
  const isForeign = mostAreGone(projectDir, homes, paths);
  for (const each of new Set(paths)) {
    const name = normalize(each);
    if (isForeign && !isAbsolute(name)) continue;
    const here = localPath(projectDir, name);
    const home = homes.find((dir) => here?.startsWith(`${dir}/`));
    if (here !== undefined && home !== undefined) placed.set(each, here.slice(home.length + 1));
    else others.push({ path: each, name, ...(here === undefined ? {} : { here }) });
  }
  const direct = new Set(placed.values());
  for (const { other, file } of claims(projectDir, homes, others, direct)) placed.set(other.path, file);
  return placed;
}

/** Of a report with relative paths of which most do not exist here, the others are here by their names only. */
function mostAreGone(projectDir: string, homes: readonly string[], paths: readonly string[]): boolean {
  const relative = [...new Set(paths.map(normalize))].filter((name) => !isAbsolute(name));
  const gone = relative.filter(
    (name) =>
      localPath(projectDir, name) === undefined && claimOf(projectDir, homes, { path: name, name }) === undefined,
  );
  return gone.length * 2 > relative.length;
}

/** A path that does not lie in the project. */
interface Other {
  readonly path: string;
  readonly name: string;
  /** Where that file is on this machine, if it is. */
  readonly here?: string;
}

interface Claim {
  readonly other: Other;
  readonly root: string;
  readonly file: string;
}

/** Takes the longest end of a path that is a file of the project for that file, if the rest fits too. */
function claims(
  projectDir: string,
  homes: readonly string[],
  others: readonly Other[],
  direct: ReadonlySet<string>,
): readonly Claim[] {
  const byRoot = new Map<string, Claim[]>();
  for (const other of others) {
    const claim = claimOf(projectDir, homes, other);
    if (claim === undefined || (other.here !== undefined && !isCopy(projectDir, other.here, claim.file, direct)))
      continue;
    byRoot.set(claim.root, [...(byRoot.get(claim.root) ?? []), claim]);
  }
  const accepted = [...byRoot].filter(
    // Below a root of our own most files are ours; below another project's only those with common names.
    ([root, claimed]) => claimed.length * 2 >= others.filter(({ name }) => name.startsWith(`${root}/`)).length,
  );
  for (const [root, claimed] of accepted) claimed.push(...directlyBelow(projectDir, root, others));
  const best = new Map<string, number>();
  for (const [root, claimed] of accepted) {
    for (const { file } of claimed) best.set(file, Math.max(best.get(file) ?? 0, likeness(root, homes)));
  }
  // Two packages of one repository can have files of the same name: the one that lies where we lie is ours.
  return accepted.flatMap(([root, claimed]) => claimed.filter(({ file }) => likeness(root, homes) === best.get(file)));
}

/** Files at the top of a root that others have shown to be ours: their names alone would prove nothing. */
function directlyBelow(projectDir: string, root: string, others: readonly Other[]): readonly Claim[] {
  return others.flatMap((other) => {
    const file = other.name.slice(root.length + 1);
    const isTop = other.here === undefined && other.name === `${root}/${file}` && !file.includes("/");
    return isTop && existsSync(path.join(projectDir, file)) ? [{ other, root, file }] : [];
  });
}

function claimOf(projectDir: string, homes: readonly string[], other: Other): Claim | undefined {
  const parts = other.name.split("/");
  for (let i = 1; i < parts.length; i++) {
    const file = parts.slice(i).join("/");
    if (!existsSync(path.join(projectDir, file))) continue;
    const root = parts.slice(0, i).join("/");
    // A bare file name proves nothing, unless its folder is called like the project's.
    return i < parts.length - 1 || likeness(root, homes) > 0 ? { other, root, file } : undefined;
  }
  return undefined;
}

/** Another folder of this machine holds the same file if it is a checkout of the project, not a package beside it. */
function isCopy(projectDir: string, here: string, file: string, direct: ReadonlySet<string>): boolean {
  return !direct.has(file) && readFileSync(here).equals(readFileSync(path.join(projectDir, file)));
}

/** How many folders from the end two roots have in common. */
function likeness(root: string, homes: readonly string[]): number {
  const parts = root.split("/").reverse();
  const common = homes.map((home) => {
    const own = home.split("/").reverse();
    const end = parts.findIndex((part, i) => part !== own[i]);
    return end === -1 ? parts.length : end;
  });
  return Math.max(...common);
}

/** The absolute path on this machine, with `/`; nothing where no such file is here. */
function localPath(projectDir: string, name: string): string | undefined {
  if (isAbsolute(name)) return existsSync(name) ? name : undefined;
  // Written by a run in the project, or at the top of the repository that the project is a part of.
  for (let dir = projectDir; ; dir = path.dirname(dir)) {
    const candidate = path.join(dir, name);
    if (existsSync(candidate)) return withSlashes(candidate);
    if (dir === path.dirname(dir)) return undefined;
  }
}

function normalize(name: string): string {
  const bare = name.replace(/^file:\/\/(?=\/)/, "");
  const isWindows = /^[A-Za-z]:[\\/]|^\\\\/.test(bare) || (bare.includes("\\") && !bare.includes("/"));
  return path.posix.normalize(isWindows ? withSlashes(bare) : bare);
}

function isAbsolute(name: string): boolean {
  return name.startsWith("/") || /^[A-Za-z]:\//.test(name);
}

function withSlashes(name: string): string {
  return name.replaceAll("\\", "/");
}
