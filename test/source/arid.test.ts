import { expect, it } from "vitest";
import { isAridStatement } from "../../src/source/arid.js";
import { parse } from "../../src/source/open.js";

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
