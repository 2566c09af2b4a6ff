import { describe, expect, it } from "vitest";
import { completeValue } from "../../src/cli/completion.js";
import { kindIds } from "../../src/paths/registry.js";

describe("at the cursor may stand", () => {
  it("kinds", () => {
    expect(completeValue(["faultline", "--kinds", ""])).toEqual(kindIds);
  });

  it("operators, also on top of the others, and groups of them", () => {
    const found = completeValue(["faultline", "list", "--operators", "+st"]);
    expect(found).toEqual(expect.arrayContaining(["guard-drop", "+guard-drop", "+strict", "+stryker"]));
  });

  it("the next of a list, but none twice", () => {
    const found = completeValue(["faultline", "--kinds", "catch-clause,gu"]);
    expect(found).toContain("catch-clause,guard-clause");
    expect(found).not.toContain("catch-clause,catch-clause");
  });

  it.each([
    ["--engine", ["pass", "isolated"]],
    ["--format", ["text", "compact", "json"]],
    ["--ci", ["github", "gitlab"]],
  ])("the values of %s", (option, values) => {
    expect(completeValue(["faultline", option, "x"])).toEqual(values);
    expect(completeValue(["faultline", `${option}=x`])).toEqual(values.map((each) => `${option}=${each}`));
    // bash takes the sign for a word.
    expect(completeValue(["faultline", option, "="])).toEqual(values);
    expect(completeValue(["faultline", option, "=", "x"])).toEqual(values);
  });

  it("operators, kinds and noise rules, to be explained", () => {
    const found = completeValue(["faultline", "explain", "g"]);
    expect(found).toEqual(expect.arrayContaining(["guard-drop", "guard-clause"]));
    expect(completeValue(["faultline", "explain", "--"])).toBeUndefined();
  });

  it("a file, of which the shell knows", () => {
    expect(completeValue(["faultline", "--config", ""])).toEqual([]);
  });

  it("a command or an option, of which yargs knows", () => {
    expect(completeValue(["faultline", ""])).toBeUndefined();
    expect(completeValue(["faultline", "--ki"])).toBeUndefined();
  });
});
