import { expect, it } from "vitest";
import { exitCodeOf } from "../../src/cli/exit-code.js";
import { reportOn } from "../support/records.js";

const code = "function f(a) { if (!a) throw a; }";
const problem = { file: "b.ts", message: "syntax error" };

it.each([
  ["asserted", reportOn(code, {}), 0],
  ["unasserted", reportOn(code, { "guard-drop": "survived" }), 1],
  ["unreached", reportOn(code, { "guard-drop": "no-coverage" }, { reached: false }), 1],
  ["suppressed", reportOn(code, { "guard-drop": "ignored" }), 0],
  ["only timed out", reportOn(code, { "guard-drop": "timeout" }), 4],
  ["not read", reportOn(code, {}, { problems: [problem] }), 4],
  ["not read, and another unasserted", reportOn(code, { "guard-drop": "survived" }, { problems: [problem] }), 4],
  ["not there at all", reportOn("const a = 1;", {}), 4],
  ["not measured to the end", reportOn(code, {}, { incomplete: true }), 4],
])("when an error path is %s, the exit code is %#: see the table", (_, report, expected) => {
  expect(exitCodeOf(report)).toBe(expected);
});
