import { afterEach, describe, expect, it, vi } from "vitest";
import { lookOf } from "../../src/cli/terminal.js";

afterEach(() => vi.unstubAllEnvs());

const terminal = { isTTY: true, columns: 80 };
const pipe = {};

describe("colours", () => {
  it.each<[string, typeof terminal | typeof pipe, Record<string, string>, Parameters<typeof lookOf>[1], boolean]>([
    ["are there on a terminal", terminal, {}, {}, true],
    ["are not there in a pipe", pipe, {}, {}, false],
    ["are not there on a dumb terminal", terminal, { TERM: "dumb" }, {}, false],
    ["are off with NO_COLOR", terminal, { NO_COLOR: "1" }, {}, false],
    ["are not off with an empty NO_COLOR", terminal, { NO_COLOR: "" }, {}, true],
    ["are forced by FORCE_COLOR", pipe, { FORCE_COLOR: "1" }, {}, true],
    ["are off with FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, {}, false],
    ["are off with NO_COLOR, whatever FORCE_COLOR says", pipe, { NO_COLOR: "1", FORCE_COLOR: "1" }, {}, false],
    ["are off with --no-color", terminal, { FORCE_COLOR: "1" }, { noColor: true }, false],
    ["are on with --color", pipe, { NO_COLOR: "1" }, { color: true }, true],
  ])("%s", (_, stream, env, given, expected) => {
    for (const name of ["NO_COLOR", "FORCE_COLOR"]) vi.stubEnv(name, undefined);
    vi.stubEnv("TERM", "xterm");
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(lookOf(stream, given).color).toBe(expected);
  });
});

it("is as wide as the terminal says, and has a width where none is known", () => {
  expect(lookOf(terminal, {}).width).toBe(80);
  expect(lookOf({ columns: 0 }, {}).width).toBe(100);
  expect(lookOf(pipe, {}).width).toBe(100);
});
