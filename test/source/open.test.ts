import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { open } from "../../src/source/open.js";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "faultline-open-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

function opened(content: string | Buffer, file = "a.ts") {
  writeFileSync(path.join(dir, file), content);
  return [...open(dir, [file])][0];
}

describe("open", () => {
  it("takes off the byte order mark, and keeps everything else", () => {
    expect(opened("\uFEFFconst a = '🙈';\r\n")).toMatchObject({
      opened: { source: { file: "a.ts", text: "const a = '🙈';\r\n" } },
    });
  });

  it("reads an empty file", () => {
    expect(opened("")).toMatchObject({ opened: { source: { text: "" } } });
  });

  it("names line and column of a syntax error", () => {
    expect(opened("const a = 1;\nconst b = ;\n")).toEqual({
      problem: {
        file: "a.ts",
        message: expect.stringContaining("syntax error: Expression expected"),
        position: { line: 2, column: 11 },
      },
    });
  });

  it("tells a binary file and a wrong encoding from source code", () => {
    expect(opened(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]))).toMatchObject({
      problem: { message: expect.stringContaining("binary") },
    });
    expect(opened(Buffer.from([0x63, 0xff, 0xfe]))).toMatchObject({
      problem: { message: expect.stringContaining("UTF-8") },
    });
  });

  it("says why a file cannot be read", () => {
    expect([...open(dir, ["missing.ts"])][0]).toMatchObject({
      problem: { message: expect.stringContaining("cannot be read") },
    });
  });

  it.each(["a.ts", "a.mts", "a.cts", "a.js", "a.mjs", "a.cjs"])("reads %s without JSX", (file) => {
    expect(opened("const f = (a) => a;", file)).toHaveProperty("opened");
  });

  it.each(["a.tsx", "a.jsx", "a.js"])("reads %s with JSX", (file) => {
    expect(opened("const c = <b>x</b>;", file)).toHaveProperty("opened");
  });

  it("reads a file of 20,000 lines", () => {
    const text = "export function f(a) { if (!a) throw new Error('x'); return a; }\n".repeat(20_000);
    expect(opened(text)).toHaveProperty("opened");
  });
});
