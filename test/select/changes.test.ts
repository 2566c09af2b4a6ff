import { describe, expect, it } from "vitest";
import { type ChangedLines, changesOf, isTouched } from "../../src/select/changes.js";
import type { Hunk } from "../../src/select/diff.js";
import { pathsOf } from "../support/mutate.js";

const hunk = (oldStart: number, removed: number, newStart: number, added: number): Hunk => ({
  oldStart,
  removed,
  newStart,
  added,
});
const linesIn = (hunks: readonly Hunk[], later: readonly Hunk[] = []) =>
  changesOf([{ file: "a.ts", hunks }], "", [], [{ file: "a.ts", hunks: later }]).get("a.ts");

/** Lines 1 to 11. */
const code = `export async function load(store, id) {
  if (!id) throw new Error('no id');
  try {
    const row = await store.get(id);
    return row.name;
  } catch (error) {
    await store.close();
    return null;
  }
}
`;

/** The kinds of the paths that a change touches. */
function touched(change: "whole" | readonly ChangedLines[] | undefined): readonly string[] {
  const changes = new Map(change === undefined ? [] : [["code.ts", change]]);
  return pathsOf(code)
    .filter((path) => isTouched(path, changes))
    .map(({ kind }) => kind);
}

const line = (n: number): ChangedLines => ({ first: n, last: n, isGap: false });
const gapBefore = (n: number): ChangedLines => ({ first: n - 1, last: n, isGap: true });

describe("an error path is touched", () => {
  it.each<[string, ChangedLines, readonly string[]]>([
    ["by a line of its own", line(2), ["guard-clause"]],
    ["by a line of the handler", line(8), ["catch-clause"]],
    ["by the line on which it begins", line(6), ["catch-clause"]],
    ["by a line of the protected code", line(4), ["catch-clause"]],
    ["by lines that are gone from the handler", gapBefore(8), ["catch-clause"]],
    ["by lines that are gone from the protected code", gapBefore(5), ["catch-clause"]],
    ["not by the function's head", line(1), []],
    ["not by lines that are gone before it", gapBefore(2), []],
    ["not by the line after it", line(10), []],
  ])("%s", (_, change, kinds) => {
    expect(touched([change])).toEqual(kinds);
  });

  it("always, in a new file; never, in one that has not changed", () => {
    expect(touched("whole")).toEqual(["guard-clause", "catch-clause"]);
    expect(touched([])).toEqual([]);
    expect(touched(undefined)).toEqual([]);
  });

  it("with the receiver of a promise handler", () => {
    const [path] = pathsOf("export const a = () =>\n  load(\n    1,\n  )\n    .catch(() => null);\n");
    const by = (change: ChangedLines) => path !== undefined && isTouched(path, new Map([["code.ts", [change]]]));
    expect([by(line(1)), by(line(3)), by(line(5))]).toEqual([false, true, true]);
  });
});

describe("changed lines", () => {
  it("are those of the new version, and gaps where lines are gone", () => {
    expect(linesIn([hunk(3, 1, 3, 2), hunk(9, 2, 9, 0)])).toEqual([
      { first: 3, last: 4, isGap: false },
      { first: 9, last: 10, isGap: true },
    ]);
  });

  it("are of the project's files only, and named as there", () => {
    const diffs = ["packages/a/src/x.ts", "packages/ab/src/x.ts", "root.ts"].map((file) => ({ file, hunks: [] }));
    expect([...changesOf(diffs, "packages/a/", ["packages/a/new.ts", "new.ts"])]).toEqual([
      ["src/x.ts", []],
      ["new.ts", "whole"],
    ]);
  });

  it.each<[string, Hunk, readonly [first: number, last: number]]>([
    ["stay where the other change is below", hunk(20, 2, 20, 5), [10, 11]],
    ["move down with lines put in above", hunk(5, 0, 6, 3), [13, 14]],
    ["move up with lines gone above", hunk(3, 2, 2, 0), [8, 9]],
    ["move with a replacement above", hunk(3, 1, 3, 4), [13, 14]],
    ["stay for lines put in right below", hunk(11, 0, 12, 2), [10, 11]],
    ["move for lines put in right above", hunk(9, 0, 10, 2), [12, 13]],
    ["spread to what was put in between them", hunk(10, 0, 11, 2), [10, 13]],
    ["are what they were changed into", hunk(10, 2, 10, 5), [10, 14]],
  ])("that are staged %s", (_, later, [first, last]) => {
    expect(linesIn([hunk(10, 2, 10, 2)], [later])).toEqual([{ first, last, isGap: false }]);
  });
});
