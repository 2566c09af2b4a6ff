import { expect, it } from "vitest";
import { diffFrame } from "../../src/source/code-frame.js";
import { mutantsOf } from "../support/mutate.js";

function frame(code: string, operator: string): string {
  const [mutant] = mutantsOf(code, [operator]);
  if (mutant === undefined) throw new Error("no mutant");
  const signs = { context: " ", removed: "-", added: "+", gap: "~" };
  return diffFrame(code, mutant)
    .map(({ sort, number, text }) => `${number ?? ""}${signs[sort]}${text}`)
    .join("\n");
}

it("shows what goes and what comes, with a line around it", () => {
  const code = "function f(a) {\n  start();\n  if (!a || a < 1) {\n    throw new Error('x');\n  }\n  go();\n}\n";
  expect(frame(code, "guard-operand-drop")).toBe(
    "2   start();\n3-  if (!a || a < 1) {\n+  if (a < 1) {\n4     throw new Error('x');",
  );
  expect(frame(code, "guard-drop")).toBe(
    "2   start();\n3-  if (!a || a < 1) {\n4-    throw new Error('x');\n5-  }\n+  if (!a || a < 1) {}\n6   go();",
  );
});

it("shows a deletion without an empty line in its place", () => {
  expect(frame("try {\n  a();\n} catch (e) {\n  undo();\n  throw e;\n}", "handler-effect-drop")).toBe(
    "3 } catch (e) {\n4-  undo();\n5   throw e;",
  );
});

it("works on the first and the last line, and with CRLF", () => {
  expect(frame("try { a(); } catch { b(); }", "catch-swallow")).toBe(
    "1-try { a(); } catch { b(); }\n+try { a(); } catch {}",
  );
  expect(frame("x();\r\ntry { a(); } catch { b(); }\r\n", "catch-swallow")).toBe(
    "1 x();\n2-try { a(); } catch { b(); }\n+try { a(); } catch {}\n3 ",
  );
});

it("cuts a long handler in the middle", () => {
  const body = Array.from({ length: 20 }, (_, i) => `  b${i}();`).join("\n");
  const text = frame(`try {\n  a();\n} catch (e) {\n${body}\n}`, "catch-swallow");
  expect(text).toContain("~… 14 more lines");
  expect(text.split("\n")).toHaveLength(11);
});
