/** Which packages speak to the network: told from what is installed, so that no list has to know them all. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Modules of Node's and clients that are nothing else. */
const KNOWN =
  /^(https?|http2|net|tls|dgram|axios|undici|got|ky|ofetch|wretch|node-fetch(-native)?|cross-fetch|whatwg-fetch|superagent|request|needle|phin|follow-redirects|ws)$/;

/** What the source of such a package calls or loads. */
const SPEAKS =
  /\bfetch\s*\(|(\|\||\?\?|[=(:,?]|\breturn)\s*(globalThis\.)?fetch\s*[),;|}]|\bnew XMLHttpRequest\b|(from|require\()\s*["'](node:)?(https?|http2|net|tls|undici)["']/;

const MAX_DEPTH = 3;
const MAX_BYTES = 2_000_000;

/** Asks whether a package, or one that it depends on, speaks to the network. Each is looked at once. */
export function createNetworkQuestion(projectDir: string): (module: string) => boolean {
  const known = new Map<string, boolean>();
  const speaks = (name: string, from: string, depth: number): boolean => {
    if (KNOWN.test(name)) return true;
    const before = known.get(name);
    if (before !== undefined) return before;
    // Packages can depend on each other in a circle: until it is known, the answer is no.
    known.set(name, false);
    const found = packageOf(name, from);
    const answer =
      found !== undefined &&
      (found.entries.some((file) => SPEAKS.test(readStart(file))) ||
        (depth < MAX_DEPTH && found.dependencies.some((each) => speaks(each, found.dir, depth + 1))));
    known.set(name, answer);
    return answer;
  };
  return (module) => speaks(packageName(module), projectDir, 0);
}

/** `@scope/name` of `@scope/name/deep`. */
function packageName(module: string): string {
  return module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");
}

function packageOf(name: string, from: string) {
  for (const folder of createRequire(path.join(from, "package.json")).resolve.paths(name) ?? []) {
    const dir = path.join(folder, name);
    const manifest = readManifest(path.join(dir, "package.json"));
    if (manifest === undefined) continue;
    const { dependencies = {}, main, module, exports } = manifest;
    const entries = [main, module, ...stringsIn(exports), "index.js"].filter(
      (each) => typeof each === "string" && /\.[cm]?js$/.test(each) && !each.includes("*"),
    );
    return {
      dir,
      dependencies: Object.keys(dependencies),
      entries: [...new Set(entries)].slice(0, 4).map((each) => path.join(dir, String(each))),
    };
  }
  return undefined;
}

function readManifest(file: string) {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as {
      dependencies?: Record<string, string>;
      main?: unknown;
      module?: unknown;
      exports?: unknown;
    };
  } catch {
    return undefined;
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function readStart(file: string): string {
  try {
    return readFileSync(file, "utf8").slice(0, MAX_BYTES);
  } catch {
    return "";
  }
}
