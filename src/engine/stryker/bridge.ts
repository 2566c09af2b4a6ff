/**
 * The bridge between mutants as text and Stryker's instrumenter, which takes syntax nodes. Stryker has
 * no plugin kind for mutators, so its list of them is replaced for the time of the run: one mutator for
 * each operator, which looks up the current node by its offsets and yields the replacement, parsed.
 */
import type { NodePath, types as t } from "@babel/core";
import type { ErrorPath, Mutant, Syntax } from "../../model.js";
import { createReplacementParser, type ReplacementParser } from "./babel-parse.js";
import { prepared, prepareTree } from "./babel-prepare.js";
import type { PlacedMutant, StrykerInternals } from "./internals.js";
import type { Placement } from "./placement.js";
import { REACH } from "./protocol.js";

export interface BridgeResult {
  /** Our id for each of Stryker's ids: of a mutant, or of the path that a probe belongs to. */
  readonly ids: ReadonlyMap<string, string>;
  /** Stryker's id of each path's reach probe, by path id. */
  readonly probes: ReadonlyMap<string, string>;
  /** Mutants that Stryker could not place, with the reason. */
  readonly unplaced: ReadonlyMap<string, string>;
}

/** Takes Stryker's mutators out and puts ours in. The result is told once Stryker has instrumented. */
export function installBridge(
  internals: StrykerInternals,
  paths: readonly ErrorPath[],
  mutants: readonly Mutant[],
  absolute: (file: string) => string,
  onInstrumented: (result: BridgeResult) => void,
): void {
  const pending = new PendingPlacements(placementsByFile(paths, mutants, absolute));
  const operators = [REACH, ...new Set(mutants.map((mutant) => mutant.operator))];
  const current: CurrentFile = { name: "", yielded: [] };
  const parser = createReplacementParser(internals);
  internals.allMutators.splice(
    0,
    internals.allMutators.length,
    ...operators.map((name) => ({
      name,
      *mutate(nodePath: NodePath) {
        if (nodePath.isProgram() && name === REACH)
          prepareTree(nodePath.node, pending.of(current.name), internals, parser);
        for (const { placement, node } of pending.take(current.name, nodePath.node, name, internals, parser)) {
          current.yielded.push(placement);
          yield node;
        }
      },
    })),
  );
  wrapInstrument(internals, current, pending, onInstrumented);
}

interface CurrentFile {
  name: string;
  /** In the order in which Stryker numbers its mutants. */
  readonly yielded: Placement[];
}

function placementsByFile(
  paths: readonly ErrorPath[],
  mutants: readonly Mutant[],
  absolute: (file: string) => string,
): Map<string, Placement[]> {
  const byFile = new Map<string, Placement[]>();
  const add = (relative: string, placement: Omit<Placement, "file">) => {
    const file = absolute(relative);
    const placements = byFile.get(file) ?? [];
    byFile.set(file, placements);
    placements.push({ ...placement, file });
  };
  for (const path of paths) add(path.file, { id: path.id, operator: REACH, site: path.reach });
  for (const { id, file, operator, span, syntax, replacement } of mutants) {
    add(file, { id, operator, site: { span, syntax }, replacement });
  }
  return byFile;
}

/** What has still to be placed, by file and by offsets. */
class PendingPlacements {
  readonly #byFile: ReadonlyMap<string, Placement[]>;
  readonly #bySite = new Map<string, Set<Placement>>();
  readonly #all = new Set<Placement>();
  readonly #unparsed = new Map<Placement, string>();
  /** Characters that Babel counts and our offsets do not: the byte order mark. */
  #shift = 0;

  constructor(byFile: ReadonlyMap<string, Placement[]>) {
    this.#byFile = byFile;
    for (const placements of byFile.values()) for (const placement of placements) this.#all.add(placement);
  }

  open(file: string, content: string): void {
    this.#shift = content.startsWith("\uFEFF") ? 1 : 0;
    this.#bySite.clear();
    for (const placement of this.#byFile.get(file) ?? []) {
      const { start, end } = placement.site.span;
      const key = `${start + this.#shift}-${end + this.#shift}`;
      this.#bySite.set(key, (this.#bySite.get(key) ?? new Set()).add(placement));
    }
  }

  /** The placements of a file, with their offsets as Babel counts them. */
  of(file: string): readonly Placement[] {
    return (this.#byFile.get(file) ?? []).map((placement) => {
      const { span, syntax } = placement.site;
      return { ...placement, site: { syntax, span: { start: span.start + this.#shift, end: span.end + this.#shift } } };
    });
  }

  *take(file: string, node: t.Node, operator: string, internals: StrykerInternals, parser: ReplacementParser) {
    const here = this.#bySite.get(`${node.start}-${node.end}`) ?? [];
    for (const placement of [...here, ...(prepared.siteOf(node, this.#bySite) ?? [])]) {
      if (placement.operator !== operator || !this.#all.has(placement)) continue;
      if (!fits(node, placement.site.syntax, internals)) continue;
      this.#all.delete(placement);
      try {
        yield { placement, node: replacementNode(node, placement, file, internals, parser) };
      } catch (error) {
        this.#unparsed.set(placement, error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** What has not been placed, with the reason where one is known. */
  get unplaced(): ReadonlyMap<Placement, string | undefined> {
    return new Map<Placement, string | undefined>([
      ...[...this.#all].map((each) => [each, undefined] as const),
      ...this.#unparsed,
    ]);
  }
}

function fits(node: t.Node, syntax: Syntax, { types }: StrykerInternals): boolean {
  switch (syntax) {
    case "statement":
      return types.isStatement(node);
    case "expression":
      return types.isExpression(node) && !prepared.isCall(node);
    case "function":
      return prepared.isCall(node);
    case "catch-clause":
      return prepared.isCatchBody(node);
  }
}

function replacementNode(
  node: t.Node,
  { replacement, site }: Placement,
  file: string,
  { types }: StrykerInternals,
  parser: ReplacementParser,
): t.Node {
  if (replacement === undefined) return types.cloneNode(node, true);
  if (site.syntax === "statement") return parser.statement(replacement, file);
  if (site.syntax === "expression") return parser.expression(replacement, file);
  if (site.syntax === "catch-clause") return parser.catchClause(replacement, file).body;
  return types.callExpression(parser.expression(replacement, file), [
    types.spreadElement(types.identifier(prepared.args)),
  ]);
}

/** Keeps track of the file under work, and checks that what was asked is what Stryker placed. */
function wrapInstrument(
  { Instrumenter }: StrykerInternals,
  current: CurrentFile,
  pending: PendingPlacements,
  onInstrumented: (result: BridgeResult) => void,
): void {
  const original = Instrumenter.prototype.instrument;
  Instrumenter.prototype.instrument = async function (this: unknown, files, options) {
    Instrumenter.prototype.instrument = original;
    const broken = await unreadableFiles(this, files, options);
    const readable = files.filter((file) => !broken.has(file.name));
    const tracked = Object.assign([...readable], {
      *[Symbol.iterator]() {
        for (const file of readable) {
          current.name = file.name;
          pending.open(file.name, file.content);
          yield file;
        }
      },
    });
    const result = await original.call(this, tracked, options);
    onInstrumented(
      match(
        result.mutants,
        current.yielded,
        pending.unplaced,
        broken,
        files.map((file) => file.name),
      ),
    );
    return result;
  };
}

/** Files that Stryker's Babel cannot parse would end the whole run: they are left as they are. */
async function unreadableFiles(
  instrumenter: unknown,
  files: readonly { readonly name: string; readonly content: string }[],
  options: unknown,
): Promise<ReadonlyMap<string, string>> {
  const broken = new Map<string, string>();
  const createParser = (
    instrumenter as { _createParser?: (options: unknown) => (code: string, name: string) => Promise<unknown> }
  )._createParser;
  if (createParser === undefined) return broken;
  const parse = createParser(options);
  for (const { name, content } of files) {
    try {
      await parse(content, name);
    } catch (error) {
      broken.set(name, error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error));
    }
  }
  return broken;
}

function match(
  placed: readonly PlacedMutant[],
  asked: readonly Placement[],
  left: ReadonlyMap<Placement, string | undefined>,
  broken: ReadonlyMap<string, string>,
  seenFiles: readonly string[],
): BridgeResult {
  const ids = new Map<string, string>();
  const probes = new Map<string, string>();
  if (placed.length !== asked.length) {
    throw new Error(`Stryker placed ${placed.length} mutants where faultline asked for ${asked.length}.`);
  }
  placed.forEach(({ id, mutatorName, status }, index) => {
    const placement = asked[index];
    if (placement === undefined || placement.operator !== mutatorName) {
      throw new Error(`Stryker's mutant ${id} is a ${mutatorName} where faultline asked for a ${placement?.operator}.`);
    }
    if (mutatorName !== REACH) ids.set(id, placement.id);
    // A comment of Stryker's that disables everything here disables the probe too: then nothing is known of reach.
    else if (status !== "Ignored") probes.set(placement.id, id);
  });
  const unplaced = new Map<string, string>();
  for (const [placement, reason] of left) {
    if (placement.operator !== REACH) unplaced.set(placement.id, reason ?? reasonOf(placement, broken, seenFiles));
  }
  return { ids, probes, unplaced };
}

function reasonOf({ file }: Placement, broken: ReadonlyMap<string, string>, seenFiles: readonly string[]): string {
  const message = broken.get(file);
  if (message !== undefined) return `Stryker cannot read its file: ${message}`;
  if (!seenFiles.includes(file)) return "Stryker leaves its file out; see ignorePatterns in its configuration";
  return "Stryker's instrumenter does not visit this place";
}
