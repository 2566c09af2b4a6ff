// What performance.js says of outcomes: whether the runs agree, mutant by mutant, and how the mutants were evaluated.
import { agreementText, compareReports, compareWithStock } from "./outcomes.js";

export function agreementOf(variants) {
  const runsOf = (id) => variants.find((variant) => variant.id === id)?.runs ?? [];
  const ours = runsOf("faultline");
  const sameRepetition = (runs, { repetition }) => runs.find((run) => run.repetition === repetition);
  const pairsWith = (others, compare) =>
    ours.flatMap((run) => {
      const other = sameRepetition(others, run);
      return other === undefined ? [] : [compare(run, other)];
    });
  const stock = pairsWith(runsOf("stock"), (run, other) => compareWithStock(run.report, other.outcomes));
  const coverage = pairsWith(runsOf("coverage"), (run, other) =>
    compareReports(run.report, other.report, ["without coverage", "with coverage"]),
  );
  const isolated = pairsWith(runsOf("isolated"), (run, other) =>
    compareReports(run.report, other.report, ["default engine", "isolated"]),
  );
  const [first, ...later] = ours;
  const itself = later.map((run) => compareReports(first.report, run.report, ["first", "later"]));
  const evaluations = ours.map(({ report }) => report.evaluation);
  return {
    ...{ stock, coverage, isolated, itself, evaluations },
    lines: [
      ...agreementLines("faultline --coverage none and stock Stryker", stock),
      ...agreementLines("faultline without and with coverage", coverage),
      ...agreementLines("faultline's default engine and its isolated one", isolated),
      ...agreementLines("faultline's first repetition and the later ones", itself),
      ...distinct(evaluations.map(evaluationText)).map(([text, times]) => `evaluated: ${text}${timesText(times)}`),
    ],
  };
}

/** One line for each sort of result, and one for each difference; what is said in each repetition is said once. */
function agreementLines(title, results) {
  const verdicts = distinct(results.map(agreementText)).map(([text, times]) => `${text}${timesText(times)}`);
  if (verdicts.length === 0) return [];
  const onPurpose = distinct(results.flatMap((each) => each.onPurpose));
  const different = distinct(results.flatMap((each) => each.different));
  return [
    `outcomes of ${title}: ${verdicts.join("; ")}`,
    ...onPurpose.map(([line, times]) => `  on purpose: ${line}${timesText(times)}`),
    ...different.map(([line, times]) => `  DIFFERENT: ${line}${timesText(times)}`),
  ];
}

function evaluationText({ inPass, isolated }) {
  const reasons = Object.entries(isolated).map(([reason, count]) => `${count} ${reason}`);
  const alone = Object.values(isolated).reduce((sum, count) => sum + count, 0);
  return `${inPass} in the pass, ${alone} alone${reasons.length === 0 ? "" : ` (${reasons.join(", ")})`}`;
}

/** Texts with how often each is there, in the order in which they came. */
function distinct(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts];
}

function timesText(times) {
  return times === 1 ? "" : ` [${times} times]`;
}
