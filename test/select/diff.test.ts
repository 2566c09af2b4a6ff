import { describe, expect, it } from "vitest";
import { parseDiff } from "../../src/select/diff.js";

const file = (name: string, ...lines: readonly string[]) =>
  [`diff --git a/${name} b/${name}`, "index 1..2 100644", `--- a/${name}`, `+++ b/${name}`, ...lines, ""].join("\n");

describe("a diff without context", () => {
  it("is read by its hunk headers, with and without counts", () => {
    const text = file(
      "src/a.ts",
      "@@ -3 +3,2 @@ function f() {",
      "-old",
      "+new",
      "+newer",
      "@@ -9,2 +10,0 @@",
      "-x",
      "-y",
    );
    expect(parseDiff(text)).toEqual([
      {
        file: "src/a.ts",
        hunks: [
          { oldStart: 3, removed: 1, newStart: 3, added: 2 },
          { oldStart: 9, removed: 2, newStart: 10, added: 0 },
        ],
      },
    ]);
  });

  it("takes no line of code for a header", () => {
    const text = file("a.ts", "@@ -1,2 +1,2 @@", "--- a/x", "-@@ -1 +1 @@", "+++ b/evil.ts", "+@@ -7 +7 @@");
    expect(parseDiff(text)).toEqual([{ file: "a.ts", hunks: [{ oldStart: 1, removed: 2, newStart: 1, added: 2 }] }]);
  });

  it("does not count the remark on a missing final newline", () => {
    const text =
      file("a.ts", "@@ -1 +1 @@", "-a", "\\ No newline at end of file", "+b", "\\ No newline at end of file") +
      file("b.ts", "@@ -0,0 +1 @@", "+b");
    expect(parseDiff(text).map((each) => each.file)).toEqual(["a.ts", "b.ts"]);
  });

  it("leaves out deleted files, and the hunks of them", () => {
    const text = `diff --git a/a.ts b/a.ts\ndeleted file mode 100644\n--- a/a.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n${file("b.ts", "@@ -1 +1 @@", "-a", "+b")}`;
    expect(parseDiff(text)).toEqual([{ file: "b.ts", hunks: [{ oldStart: 1, removed: 1, newStart: 1, added: 1 }] }]);
  });

  it.each([
    ["spaces, after which git puts a tab", "b/src/a b.ts\t", "src/a b.ts"],
    ["a quote and a backslash", '"b/a\\"b\\\\c.ts"', 'a"b\\c.ts'],
    ["a line break and a tab", '"b/a\\nb\\tc.ts"', "a\nb\tc.ts"],
    ["bytes in octal", '"b/\\303\\244\\\\.ts"', "ä\\.ts"],
    ["letters that are not ASCII, beside what must be quoted", '"b/ü\\"\u{1F4A5}.ts"', 'ü"\u{1F4A5}.ts'],
    ["a folder called b", "b/b/c.ts", "b/c.ts"],
  ])("knows a name with %s", (_, name, expected) => {
    expect(parseDiff(`--- a/x\n+++ ${name}\n@@ -1 +1 @@\n-a\n+b\n`).map((each) => each.file)).toEqual([expected]);
  });

  it("is nothing where nothing has changed", () => {
    expect(parseDiff("")).toEqual([]);
  });
});
