import { describe, expect, it } from "vitest";
import { cutEnd, cutMiddle, cutStart, padEnd, widthOf, wrapWords } from "../../src/reporters/width.js";

describe("a width", () => {
  it.each([
    ["abc", 3],
    ["日本", 4],
    ["한글", 4],
    ["👍", 2],
    ["👩‍👩‍👧", 2],
    ["🇩🇪", 2],
    ["e\u0301", 1],
    ["é", 1],
    ["", 0],
  ])("of %s is %i columns", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe("text that is too long", () => {
  it.each([
    ["abcdef", "abc…", "…def", "a…ef"],
    ["日本語日本", "日…", "…本", "…本"],
    ["👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧…", "…👩‍👩‍👧", "…👩‍👩‍👧"],
  ])("such as %s is cut between characters", (text, end, start, middle) => {
    expect([cutEnd(text, 4), cutStart(text, 4), cutMiddle(text, 4)]).toEqual([end, start, middle]);
  });

  it("is left alone where it fits", () => {
    expect([cutEnd("日本", 4), cutStart("日本", 4), cutMiddle("日本", 4)]).toEqual(["日本", "日本", "日本"]);
  });
});

describe("wrapping", () => {
  it.each<[string, string, readonly string[]]>([
    ["words", "one two three", ["one two", "three"]],
    ["full-width words", "日本 語日 本", ["日本", "語日 本"]],
    ["a word that is too long, behind a slash", "at src/db/tenant", ["at", "src/db/", "tenant"]],
    ["a word without a place to break it", "abcdefghijkl m", ["abcdefgh", "ijkl m"]],
    ["what is wider than the line", "👍", ["👍"]],
  ])("breaks %s", (_, text, lines) => {
    expect(wrapWords(text, 8)).toEqual(lines);
    for (const line of wrapWords(text, 8)) expect(widthOf(line)).toBeLessThanOrEqual(8);
  });

  it("comes to an end in a line that is narrower than a character", () => {
    expect(wrapWords("👍👍", 1)).toEqual(["👍", "👍"]);
  });
});

it("fills up by columns", () => {
  expect(padEnd("日", 4)).toBe("日  ");
});
