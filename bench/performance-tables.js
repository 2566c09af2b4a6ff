// What performance.js prints of costs: medians over the repetitions, and their ratios.
import { median, number, spread, table } from "./statistics.js";

const MEGABYTE = 1024 * 1024;
/** What a run of mutation testing costs before it has done anything, as a round number. */
const START_SECONDS = 3;

export function costTable(variants) {
  const rows = variants.map(({ name, runs, problem, limitSeconds }) => {
    if (runs.length === 0) return [name, problem === undefined ? "-" : "could not run", "-", "-", "-"];
    const others = number(median(runs.map(({ othersCpuSeconds }) => othersCpuSeconds)));
    const cpu = number(median(runs.map(({ cpuSeconds }) => cpuSeconds)));
    const peak = median(runs.map(({ peakBytes }) => peakBytes / MEGABYTE));
    const wall = isStopped({ runs }) ? `more than ${limitSeconds}` : spread(runs.map(({ seconds }) => seconds));
    const isFailed = runs.some(({ status }) => status !== 0) && runs.every(({ report }) => report === undefined);
    const note = isFailed && !isStopped({ runs }) ? " (some tests fail)" : "";
    return [`${name}${note}`, wall, isStopped({ runs }) ? `more than ${cpu}` : cpu, number(peak, 0), others];
  });
  return table(["median (least-most)", "wall s", "CPU s", "peak MB", "CPU s of others"], rows);
}

/** Every figure that a run gave of itself. */
export function timingLines(variants) {
  return variants.flatMap(({ name, runs }) => {
    const keys = [...new Set(runs.flatMap(({ timings }) => Object.keys(timings ?? {})))];
    if (keys.length === 0) return [];
    const texts = keys.map((key) => `${key} ${timingText(runs.map(({ timings }) => timings?.[key]))}`);
    const mutants = runs[0].outcomes === undefined ? "" : ` (${runs[0].outcomes.length} mutants)`;
    return [`timings of ${name}${mutants}: ${texts.join(", ")}`];
  });
}

function timingText(values) {
  const middle = median(values.filter((value) => typeof value === "number"));
  return middle === undefined ? JSON.stringify(values[0]) : middle.toFixed(0);
}

/**
 * How long a run was busy with mutants after the tests had first run, in milliseconds; nothing where it does not say.
 * faultline tries mutants while the tests run for the first time: what that takes longer than plain Vitest counts.
 */
export function mutantsMs({ timings = {} }, plainMs) {
  if (timings.mutantsMs !== undefined) return timings.mutantsMs;
  if (timings.testsMs === undefined) return undefined;
  return Math.max(0, timings.testsMs - plainMs) + timings.aloneMs;
}

export function ratioLines(variants) {
  const runsOf = (id) => variants.find((variant) => variant.id === id)?.runs ?? [];
  const seconds = (id) => median(runsOf(id).map((run) => run.seconds));
  const plain = seconds("vitest");
  const measured = variants.filter(({ id, runs }) => id !== "vitest" && runs.length > 0 && !isStopped({ runs }));
  const lines = measured.map(({ id, name }) => {
    const alone = median(runsOf(id).map(({ timings }) => (timings?.aloneMs ?? 0) / 1000));
    const rest = seconds(id) - START_SECONDS;
    const without = alone === 0 ? "" : `; without runs of single mutants as well: ${ratio(rest - alone, plain)}`;
    return `  ${name}: ${ratio(seconds(id), plain)}; ${ratio(rest, plain)}${without}`;
  });
  const onMutants = (id) => median(runsOf(id).map((run) => mutantsMs(run, plain * 1000)));
  const others = [];
  for (const { id, name } of measured) {
    if (id === "stock" || id === "own" || onMutants(id) === undefined || onMutants("stock") === undefined) continue;
    const text = `${ratio(onMutants("stock"), onMutants(id))} (${onMutants("stock").toFixed(0)} ms / ${onMutants(id).toFixed(0)} ms)`;
    others.push(`time on mutants, stock Stryker / ${name}: ${text}`);
  }
  if (runsOf("own").length > 0 && seconds("faultline") !== undefined) {
    const more = isStopped({ runs: runsOf("own") }) ? "more than " : "";
    others.push(
      `whole run, stock Stryker with its own mutators / faultline --coverage none: ${more}${ratio(seconds("own"), seconds("faultline"))}`,
    );
  }
  return [`whole run / plain tests; (whole run - ${START_SECONDS} s) / plain tests:`, ...lines, ...others];
}

function ratio(above, below) {
  return above === undefined || below === undefined ? "-" : (above / below).toFixed(2);
}

function isStopped({ runs }) {
  return runs.some(({ stopped }) => stopped);
}
