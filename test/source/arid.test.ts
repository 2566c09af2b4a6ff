import { expect, it } from "vitest";
import { isAridStatement } from "../../src/source/arid.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { noTypes } from "../../src/source/types.js";

const isArid = (code: string) => isAridStatement(parse("a.ts", code).getStatements()[0] as never);

it.each([
  "console.error(e);",
  "logger.warn('x', e);",
  "this.logger.error(e);",
  "this.options.log.info('x');",
  "log('x');",
  "debug('x');",
  "span.recordException(e);",
  "metrics.increment('failures');",
  "await logger.error(e);",
  "request.log.error(e);",
])("%s only logs, counts or traces", (code) => {
  expect(isArid(code)).toBe(true);
});

it.each([
  "log.push(e);",
  "rollback();",
  "client.end();",
  "this.errors.push(e);",
  "login();",
  "catalog.error(1);",
  "dialog.error('Saving failed');",
  "x = logger;",
])("%s does something", (code) => {
  expect(isArid(code)).toBe(false);
});

it("counts the calls that the project names", () => {
  const isAridWith = (code: string, aridCallees: string[]) => {
    const tree = parse("a.ts", code);
    attachContext(tree, { types: noTypes, vocabulary: { ...noVocabulary, aridCallees } });
    return isAridStatement(tree.getStatements()[0] as never);
  };
  expect(isAridWith("audit(e);", [])).toBe(false);
  expect(isAridWith("audit(e);", ["audit"])).toBe(true);
  expect(isAridWith("await this.audit.record(e);", ["audit.record"])).toBe(true);
  expect(isAridWith("this.audit?.record(e);", ["audit.record"])).toBe(true);
  expect(isAridWith("other.record(e);", ["audit.record"])).toBe(false);
});
