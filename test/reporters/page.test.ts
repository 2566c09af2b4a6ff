import { expect, it } from "vitest";
import { renderPage } from "../../src/reporters/page.js";

const PAGE =
  "# guard-drop\n\nThe `guard` is [gone](x.md), and\n*nobody* sees it.\n\n```diff\n-  a very long line of code\n```\n\n- one\n- two words\n";

it("shows a page without its marks, and code as it is", () => {
  expect(renderPage(PAGE, { color: false, width: 80 }).split("\n")).toEqual([
    ...["guard-drop", "", "The guard is gone, and nobody sees it.", "", "    -  a very long line of code", ""],
    ...["- one", "- two words"],
  ]);
});

it("fits into a narrow terminal", () => {
  const lines = renderPage(PAGE, { color: false, width: 24 }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(24);
});

it("colours what was taken away", () => {
  expect(renderPage(PAGE, { color: true, width: 80 })).toContain("\u001b[31m    -  a very");
});
