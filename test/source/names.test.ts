import { expect, it } from "vitest";
import { freeName } from "../../src/source/names.js";

it.each([
  ["error", "a b c", "error"],
  ["error", "throw error;", "error1"],
  ["error", "error error1", "error2"],
  ["error", "errors my_error $error", "error"],
])("a free name for %s in %s is %s", (wanted, text, name) => {
  expect(freeName(wanted, text)).toBe(name);
});
