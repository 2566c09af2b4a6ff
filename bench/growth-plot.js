// Draws what growth.js measured: two panels, both axes logarithmic, readable on light and on dark backgrounds.

const PANEL = { width: 350, height: 270, top: 78, left: 62, gap: 82 };
const WIDTH = PANEL.left + 2 * PANEL.width + PANEL.gap + 24;
const HEIGHT = PANEL.top + PANEL.height + 58;

/** Shapes differ as colours do. */
const SERIES = [
  { id: "vitest", name: "plain Vitest", shape: circle },
  { id: "faultline", name: "faultline", shape: square },
  { id: "stock", name: "stock Stryker, same mutants", shape: triangle },
];

/** The colours at the top are legible on white and on near-black; those below suit the reader's scheme better. */
const STYLE = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #6e7781; }
  .title { font-weight: 600; }
  .grid { stroke: #8c959f; stroke-opacity: 0.3; }
  .frame { stroke: #8c959f; fill: none; }
  .line { fill: none; stroke-width: 2; }
  .vitest { stroke: #6e7781; } .faultline { stroke: #1f7ae0; } .stock { stroke: #c4621c; }
  .mark.vitest { fill: #6e7781; } .mark.faultline { fill: #1f7ae0; } .mark.stock { fill: #c4621c; }
  @media (prefers-color-scheme: light) { text { fill: #424a53; } }
  @media (prefers-color-scheme: dark) {
    text { fill: #b1bac4; }
    .vitest { stroke: #9198a1; } .faultline { stroke: #58a6ff; } .stock { stroke: #f0883e; }
    .mark.vitest { fill: #9198a1; } .mark.faultline { fill: #58a6ff; } .mark.stock { fill: #f0883e; }
  }
`;

export function drawGrowth({ fixed, byMutants, byTests }) {
  const present = SERIES.filter(({ id }) => [...byMutants, ...byTests].some((point) => point[id] !== undefined));
  const all = [...byMutants, ...byTests].flatMap((point) => present.map(({ id }) => point[id]?.seconds));
  const y = logScale(all, PANEL.top + PANEL.height, PANEL.top);
  const panels = [
    { points: byMutants, key: "mutants", title: `Wall time: more mutants, ${fixed} tests` },
    { points: byTests, key: "tests", title: `Wall time: more tests, about ${fixed} mutants` },
  ].map((panel, index) => drawPanel(panel, PANEL.left + index * (PANEL.width + PANEL.gap), y, present));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="Wall time by number of mutants and by number of tests">
<style>${STYLE}</style>
${legend(present)}
${panels.join("\n")}
</svg>
`;
}

function legend(series) {
  let x = PANEL.left;
  const parts = series.map(({ id, name, shape }) => {
    const text = `<path class="line ${id}" d="M${x} 20h28"/>${shape(x + 14, 20, id)}<text x="${x + 36}" y="24.5">${name}</text>`;
    x += 36 + name.length * 7.2 + 28;
    return text;
  });
  return parts.join("\n");
}

function drawPanel({ points, key, title }, left, y, series) {
  const right = left + PANEL.width;
  const bottom = PANEL.top + PANEL.height;
  const x = logScale(
    points.map((point) => point[key]),
    left,
    right,
  );
  const vertical = x.ticks.map(
    (value) =>
      `<path class="grid" d="M${at(x(value))} ${PANEL.top}V${bottom}"/><text x="${at(x(value))}" y="${bottom + 19}" text-anchor="middle">${value}</text>`,
  );
  const horizontal = y.ticks.map(
    (value) =>
      `<path class="grid" d="M${left} ${at(y(value))}H${right}"/><text x="${left - 8}" y="${at(y(value) + 4.5)}" text-anchor="end">${value} s</text>`,
  );
  const lines = series.map(({ id, shape }) => {
    const known = points.filter((point) => point[id] !== undefined);
    const places = known.map((point) => [x(point[key]), y(point[id].seconds)].map(at));
    const line = `<path class="line ${id}" d="M${places.map((place) => place.join(" ")).join("L")}"/>`;
    return known.length === 0 ? "" : `${line}${places.map(([px, py]) => shape(Number(px), Number(py), id)).join("")}`;
  });
  return `<text class="title" x="${left}" y="${PANEL.top - 16}">${title}</text>
${[...vertical, ...horizontal].join("\n")}
<rect class="frame" x="${left}" y="${PANEL.top}" width="${PANEL.width}" height="${PANEL.height}"/>
${lines.join("\n")}
<text x="${left + PANEL.width / 2}" y="${bottom + 43}" text-anchor="middle">${key}</text>`;
}

/** From a value to its place; the range goes a little beyond the values. `ticks` are 1, 2 and 5 of each decade. */
function logScale(values, from, to) {
  const known = values.filter((value) => value > 0);
  const low = Math.log10(Math.min(...known) / 1.25);
  const high = Math.log10(Math.max(...known) * 1.25);
  const scale = (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  const decades = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, index) => Math.floor(low) + index);
  const candidates = decades.flatMap((decade) => [1, 2, 5].map((factor) => Number(`${factor}e${decade}`)));
  scale.ticks = candidates.filter((value) => Math.log10(value) >= low && Math.log10(value) <= high);
  return scale;
}

function at(value) {
  return value.toFixed(1);
}

function circle(x, y, id) {
  return `<circle class="mark ${id}" cx="${x}" cy="${y}" r="4"/>`;
}

function square(x, y, id) {
  return `<rect class="mark ${id}" x="${x - 4}" y="${y - 4}" width="8" height="8"/>`;
}

function triangle(x, y, id) {
  return `<path class="mark ${id}" d="M${x} ${y - 5}l5 9h-10z"/>`;
}
