import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { kindIds } from "../../src/paths/registry.js";
import { renderJson } from "../../src/reporters/json.js";
import { reportOn } from "../support/records.js";

const schema = JSON.parse(readFileSync(new URL("../../schema/report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv({ allErrors: true }).compile(schema);
const code =
  "async function f(a) { if (!a) throw new Error('x'); try { return await g(a); } catch (e) { undo(); return null; } }";

it("is a document of its schema", () => {
  const problems = [{ file: "b.ts", message: "syntax error", position: { line: 1, column: 2 } }];
  const document = JSON.parse(
    renderJson(reportOn(code, { "handler-value": "survived", "catch-swallow": "error" }, { problems })),
  );
  validate(document);
  expect(validate.errors).toBeNull();
  expect(document.complete).toBe(false);
  expect(document.errorPaths).toHaveLength(2);
});

it("keeps the schema's kinds to those that there are", () => {
  expect(schema.definitions.errorPath.properties.kind.enum).toEqual(kindIds);
});
