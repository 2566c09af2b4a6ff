/** What the terminal report says beside the score: probes that survived, and what comments suppress. */
import type { JudgedMutant, PathVerdict, Report } from "../model.js";
import { operatorOf } from "./describe.js";
import { count, plain, type Style } from "./style.js";
import { cutEnd, widthOf } from "./width.js";

/** Entries of a list that are shown unless all are asked for. */
const MAX_ROWS = 10;

/** Failures that were put in, and that no test noticed. */
export function probes(report: Report, style: Style, verbose: boolean): string {
  const unnoticed = report.verdicts.flatMap((verdict) =>
    verdict.probes.filter(({ outcome }) => outcome.status === "survived").map((probe) => ({ probe, verdict })),
  );
  const head = "tests pass although these fail: a masked failure, or true resilience; they do not count in the score";
  return list(style, verbose, "PROBES", head, unnoticed, ({ probe, verdict }) => [
    placeOf(probe, verdict),
    `${operatorOf(report.descriptions, probe.mutant).title}: ${oneLine(probe.mutant.original)}`,
    `run by ${count(probe.outcome.coveredBy.length, "test")}`,
  ]);
}

/** Mutants that a comment suppresses, with the reason that it gives, and comments that suppress none. */
export function suppressed({ verdicts, stale }: Report, style: Style, verbose: boolean): string {
  const hidden = verdicts.flatMap((verdict) =>
    [...verdict.mutants, ...verdict.probes]
      .filter(({ mutant }) => mutant.suppressed !== undefined)
      .map((judged) => ({ judged, verdict })),
  );
  return [
    list(
      style,
      verbose,
      "SUPPRESSED",
      "comments in the source say to leave these out",
      hidden,
      ({ judged, verdict }) => [
        placeOf(judged, verdict),
        `${judged.mutant.operator}: ${judged.mutant.suppressed ?? ""}`,
      ],
    ),
    list(style, verbose, "STALE SUPPRESSIONS", "these comments suppress nothing; take them out", stale, (each) => [
      `${each.file}:${each.line}`,
      each.message,
    ]),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function list<T>(
  style: Style,
  verbose: boolean,
  title: string,
  meaning: string,
  entries: readonly T[],
  render: (entry: T) => readonly string[],
): string {
  if (entries.length === 0) return "";
  const shown = verbose ? entries : entries.slice(0, MAX_ROWS);
  const rest = entries.length - shown.length;
  return [
    ...style.wrap(`${title} (${entries.length}): ${meaning}`, 0).map((line) => style.paint(["cyan", "bold"], line)),
    ...shown.flatMap((entry) => {
      const [place = "", ...more] = render(entry).map(plain);
      const line = `${place}  ${more.join(", ")}`;
      if (widthOf(line) + 2 <= style.look.width) return [`  ${style.paint("bold", place)}  ${more.join(", ")}`];
      return [
        `  ${style.paint("bold", style.cutMiddle(place, 2))}`,
        ...more.flatMap((text) => style.wrap(text, 4)).map((each) => `    ${each}`),
      ];
    }),
    ...(rest > 0 ? [`  and ${rest} more (--verbose)`] : []),
  ].join("\n");
}

function placeOf({ mutant }: JudgedMutant, { path }: PathVerdict): string {
  const { line, column } = mutant.range.start;
  return `${path.file}:${line}:${column}`;
}

function oneLine(code: string): string {
  return cutEnd(code.replace(/\s+/g, " ").replace(/ \./g, ".").trim(), 60);
}
