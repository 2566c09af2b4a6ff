/** `faultline explain`: what an operator, a kind, a noise rule, a mutant or an error path is. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { CommandModule } from "yargs";
import { nearest } from "../config/nearest.js";
import { UsageError } from "../errors.js";
import type { Inventory } from "../model.js";
import { operatorIds, operators } from "../operators/registry.js";
import { kindIds, kinds } from "../paths/registry.js";
import { takeInventory } from "../pipeline.js";
import { renderList } from "../reporters/list.js";
import { renderPage } from "../reporters/page.js";
import type { Look } from "../reporters/style.js";
import { NOISE_RULES } from "../source/noise-rules.js";
import { interruptible } from "./interrupt.js";
import { readInput, type SharedArguments } from "./options.js";
import { ambiguousId, ID, unknownId } from "./selection.js";
import { lookOf } from "./terminal.js";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));

interface ExplainArguments extends SharedArguments {
  readonly topic?: string;
}

export const explainCommand: CommandModule<object, ExplainArguments> = {
  command: "explain [topic] [paths..]",
  describe: "explain an operator, a kind of error path, a noise rule, or the mutant or error path of an id",
  builder: (yargs) =>
    yargs
      .positional("topic", { type: "string", describe: "operator, kind, noise rule, or id (its first digits will do)" })
      .positional("paths", { type: "string", array: true, describe: "where to look for an id (default: as for a run)" })
      .example("$0 explain guard-drop", "what the operator changes, and a test that notices")
      .example("$0 explain b4d83a0af2", "one mutant of this project, as a diff, and its operator") as never,
  async handler(given) {
    const look = lookOf(process.stdout, given);
    const { topic } = given;
    const text = topic === undefined ? overview(look) : (pageOn(topic, look) ?? (await entryOn(topic, given, look)));
    process.stdout.write(`${text}\n`);
  },
};

/** All topics, a line each. */
function overview(look: Look): string {
  const width = Math.max(...[...operatorIds, ...kindIds, ...Object.keys(NOISE_RULES)].map((id) => id.length));
  const lines = (entries: readonly (readonly [id: string, text: string])[]) =>
    entries.map(([id, text]) => `- ${id.padEnd(width)}  ${text}`).join("\n");
  return renderPage(
    [
      "# Kinds of error path",
      lines(kinds.map(({ id, title }) => [id, title])),
      "",
      "# Operators",
      lines(
        operators.map(({ id, title, models, optIn }) => [
          id,
          `${title}: ${models}${optIn === undefined ? "" : ` (+${optIn})`}`,
        ]),
      ),
      "",
      "# Noise rules",
      lines(Object.entries(NOISE_RULES)),
      "",
      "faultline explain <name> tells more of one of them.",
    ].join("\n"),
    look,
  );
}

/** The page of an operator or a kind, the section of a noise rule. */
function pageOn(topic: string, look: Look): string | undefined {
  for (const [folder, ids] of [
    ["operators", operatorIds],
    ["kinds", kindIds as readonly string[]],
  ] as const) {
    const file = path.join(DOCS, folder, `${topic}.md`);
    if (ids.includes(topic) && existsSync(file)) return renderPage(readFileSync(file, "utf8"), look);
  }
  if (!Object.hasOwn(NOISE_RULES, topic)) return undefined;
  const sections = readFileSync(path.join(DOCS, "noise.md"), "utf8").split(/^(?=## )/m);
  const section = sections.find((each) => each.startsWith(`## ${topic}\n`));
  return renderPage(section ?? `# ${topic}\n\n${NOISE_RULES[topic as keyof typeof NOISE_RULES]}`, look);
}

/** The error path of an id, with the mutant or all of them, and the operator's page. */
async function entryOn(topic: string, given: ExplainArguments, look: Look): Promise<string> {
  if (!ID.test(topic)) throw unknownTopic(topic);
  const input = await readInput(given);
  // One that is off by default may be asked for, too.
  const inventory = await interruptible((signal) => takeInventory({ operators: operatorIds, ...input }, signal));
  const mutants = inventory.mutants.filter(({ id }) => id.startsWith(topic));
  const paths = inventory.paths.filter(({ id }) => id.startsWith(topic));
  const found = new Set([...mutants, ...paths].map(({ id }) => id));
  if (found.size === 0) throw unknownId(topic, input.files);
  if (found.size > 1) throw ambiguousId(topic, [...found]);
  const shown: Inventory = {
    ...inventory,
    paths: inventory.paths.filter(({ id }) => paths.some((each) => each.id === id) || mutants[0]?.pathId === id),
    mutants: mutants.length > 0 ? mutants : inventory.mutants.filter(({ pathId }) => pathId === paths[0]?.id),
    problems: [],
    stale: [],
  };
  const page = pageOn(mutants[0]?.operator ?? paths[0]?.kind ?? "", look);
  const entry = renderList(shown, look, { diff: true }).split("\n\n").slice(0, -1).join("\n\n");
  return page === undefined ? entry : `${entry}\n\n${page}`;
}

function unknownTopic(topic: string): UsageError {
  const topics = [...operatorIds, ...kindIds, ...Object.keys(NOISE_RULES)];
  const near = nearest(topic, topics);
  return new UsageError(
    `Nothing is called ${topic}.${near === undefined ? "" : ` Did you mean ${near}?`} \`faultline explain\` lists all there is.`,
  );
}
