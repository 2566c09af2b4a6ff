import { describe, expect, it } from "vitest";
import { parseReport } from "../../src/coverage/read-report.js";
import { UsageError } from "../../src/errors.js";

const location = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 9 } });
const istanbul = {
  "/w/src/a.ts": {
    path: "/w/src/a.ts",
    statementMap: { 0: location(1), 1: location(3), 2: location(3) },
    s: { 0: 2, 1: 0, 2: 5 },
    fnMap: {},
    f: {},
    branchMap: {},
    b: {},
  },
};
const lcov = "TN:\nSF:/w/src/a.ts\nFN:1,f\nFNDA:2,f\nDA:1,2\nDA:3,5\nLF:2\nLH:2\nend_of_record\n";

const read = (text: string) => parseReport("the report", text).map(({ path, hits }) => ({ path, hits: { ...hits() } }));

describe("a coverage report", () => {
  it.each([
    ["Istanbul JSON", JSON.stringify(istanbul)],
    ["Istanbul JSON with a byte order mark", `\uFEFF${JSON.stringify(istanbul)}`],
    ["lcov", lcov],
    ["lcov with the line ends of Windows", lcov.replaceAll("\n", "\r\n")],
    ["lcov with checksums", lcov.replace("DA:1,2", "DA:1,2,1B2M2Y8AsgTpgAmY7PhCfg")],
  ])("in the form of %s gives the hits of each executable line", (_, text) => {
    expect(read(text)).toEqual([{ path: "/w/src/a.ts", hits: { 1: 2, 3: 5 } }]);
  });

  it("may hold no file: a worker without tests for this project writes such", () => {
    expect(read("{}")).toEqual([]);
    expect(read("TN:\n")).toEqual([]);
  });

  it.each([
    ["empty", "", /is empty/],
    ["white space", " \n\n", /is empty/],
    ["cut off JSON", JSON.stringify(istanbul).slice(0, 100), /is not valid JSON.*cut off/s],
    ["cut off lcov", lcov.slice(0, 30), /is cut off: its last record has no end_of_record/],
    ["lcov that goes on behind its end", `${lcov}oops`, /neither JSON nor lcov/],
    ["lcov without a file name", "TN:\nDA:1,1\nend_of_record\n", /without a file name/],
    ["lcov with an empty file name", "SF: \nDA:1,1\nend_of_record\n", /without a file name/],
    ["a page of HTML", "<!doctype html><title>404</title>", /neither JSON nor lcov/],
    ["a Cobertura report", '<?xml version="1.0"?><coverage/>', /neither JSON nor lcov/],
    ["a list", "[1]", /no coverage report: it must hold an object/],
    ["totals", '{"total":{"lines":{"pct":100}}}', /holds totals only/],
    ["raw V8 coverage", '{"result":[]}', /raw V8 coverage/],
    ["JSON of numbers", '{"a":1}', /its entry "a" has no statementMap/],
    ["JSON with counts alone", '{"a":{"s":{}}}', /its entry "a" has no statementMap/],
    ["JSON with statements alone", '{"a":{"statementMap":{}}}', /its entry "a" has no statementMap/],
    ["some other JSON", '{"name":"x","version":"1"}', /its entry "name" has no statementMap/],
  ])("that is %s is refused with the reason", (_, text, message) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(/^The coverage report the report|^the report/);
  });

  it("with a broken entry is refused when that entry is asked for", () => {
    const broken = { "/w/a.ts": { path: "/w/a.ts", statementMap: { 0: {} }, s: { 0: 1 } } };
    const [entry] = parseReport("the report", JSON.stringify(broken));
    expect(() => entry?.hits()).toThrow(/its entry for \/w\/a.ts is broken/);
  });
});
