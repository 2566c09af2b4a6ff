/** What can stand at the cursor: values that yargs does not know of. It completes commands and options itself. */

import { STRYKERS_OWN } from "../config/section.js";
import { operatorGroups, operatorIds } from "../operators/registry.js";
import { kindIds } from "../paths/registry.js";
import { NOISE_RULES } from "../source/noise-rules.js";
import { CI, ENGINES, FORMATS } from "./options.js";

const TOPICS = [...operatorIds, ...kindIds, ...Object.keys(NOISE_RULES)];
const OPERATORS = [
  ...operatorIds,
  ...[...Object.keys(operatorGroups), STRYKERS_OWN, ...operatorIds].map((each) => `+${each}`),
];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  "--format": FORMATS,
  "--engine": ENGINES,
  "--ci": CI,
};

/** Options whose values are names of files, refs or ids: the shell's own file names are better than nothing. */
const OPEN = new Set(["--config", "--coverage", "--require-real", "--json", "--since", "--only", "--concurrency"]);

/**
 * The values that may stand there, for the shell to choose from by their beginning; none at all for a file
 * name; nothing where yargs knows better.
 *
 * @param words all words of the line up to the cursor; the last one may be empty
 */
export function completeValue(words: readonly string[]): readonly string[] | undefined {
  const current = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const [, joined, typed] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  if (joined !== undefined) return valuesOf(joined, typed ?? "")?.map((each) => `${joined}=${each}`);
  // bash takes `--kinds=x` for three words.
  const last = before.at(-1) === "=" ? before.at(-2) : before.at(-1);
  const values = valuesOf(last ?? "", current === "=" ? "" : current);
  if (values !== undefined) return values;
  if (current.startsWith("-")) return undefined;
  return last === "explain" ? TOPICS : undefined;
}

function valuesOf(option: string, typed: string): readonly string[] | undefined {
  if (option === "--kinds") return listed(typed, kindIds);
  if (option === "--operators") return listed(typed, OPERATORS);
  const choices = CHOICES[option];
  if (choices !== undefined) return choices;
  if (OPEN.has(option)) return [];
  return undefined;
}

/** The next one of a list with commas. */
function listed(typed: string, values: readonly string[]): readonly string[] {
  const given = typed.split(",").slice(0, -1);
  const before = given.map((each) => `${each},`).join("");
  return values.filter((each) => !given.includes(each)).map((each) => `${before}${each}`);
}
