import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeEntries } from "../../src/coverage/place-entries.js";

let repository = "";
let project = "";
beforeEach(() => {
  repository = realpathSync(mkdtempSync(path.join(tmpdir(), "faultline-place-")));
  project = path.join(repository, "packages/app");
  for (const file of ["src/a.ts", "src/index.ts", "src/db/pool.ts", "index.ts"]) write(project, file);
});
afterEach(() => rmSync(repository, { recursive: true }));

function write(dir: string, file: string, text = file) {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), text);
}

const place = (...paths: string[]) => Object.fromEntries(placeEntries(project, paths));

describe("an entry of a coverage report", () => {
  it("finds its file by an absolute path", () => {
    const file = path.join(project, "src/a.ts");
    expect(place(file, `file://${file}`)).toEqual({ [file]: "src/a.ts", [`file://${file}`]: "src/a.ts" });
  });

  it("finds its file through a symbolic link to the project", () => {
    const link = path.join(repository, "link");
    symlinkSync(project, link);
    expect([...placeEntries(link, [path.join(project, "src/a.ts"), path.join(link, "src/a.ts")]).values()]).toEqual([
      "src/a.ts",
      "src/a.ts",
    ]);
  });

  it("finds its file by a path relative to the project, or to the repository", () => {
    expect(place("src/a.ts", "./src/index.ts", "packages/app/src/db/pool.ts")).toEqual({
      "src/a.ts": "src/a.ts",
      "./src/index.ts": "src/index.ts",
      "packages/app/src/db/pool.ts": "src/db/pool.ts",
    });
  });

  it.each([
    ["of Windows", "C:\\ci\\app\\src\\db\\pool.ts", "src/db/pool.ts"],
    ["of Windows with slashes", "D:/ci/app/src/a.ts", "src/a.ts"],
    ["of Windows, relative", "src\\db\\pool.ts", "src/db/pool.ts"],
    ["of another machine", "/home/runner/work/repo/repo/packages/app/src/a.ts", "src/a.ts"],
    ["of another machine, with another folder's name", "/builds/checkout-7/src/a.ts", "src/a.ts"],
  ])("finds its file by a path %s", (_, name, file) => {
    expect(place(name)).toEqual({ [name]: file });
  });

  it("finds its file at the top of the project, below a root that other files have shown to be ours", () => {
    const ours = ["/ci/checkout/src/a.ts", "/ci/checkout/index.ts"];
    expect(Object.values(place(...ours))).toEqual(["src/a.ts", "index.ts"]);
  });

  it("is the same file under several roots, also within one report", () => {
    expect(Object.values(place("/w1/src/a.ts", "/w2/src/a.ts", path.join(project, "src/a.ts")))).toEqual([
      "src/a.ts",
      "src/a.ts",
      "src/a.ts",
    ]);
  });

  it("of a copy of the project on the same machine is the same file", () => {
    const copy = path.join(repository, "copy");
    cpSync(project, copy, { recursive: true });
    expect(Object.values(place(path.join(copy, "src/a.ts")))).toEqual(["src/a.ts"]);
  });

  it("of a package beside this one is none of ours, though a file of ours has its name", () => {
    write(path.join(repository, "packages/other"), "src/index.ts", "something else");
    expect(place(path.join(repository, "packages/other/src/index.ts"))).toEqual({});
    expect(place("packages/other/src/index.ts")).toEqual({});
    const ci = ["/ci/repo/packages/other/src/index.ts", "/ci/repo/packages/app/src/index.ts"];
    expect(place(...ci)).toEqual({ [ci[1] ?? ""]: "src/index.ts" });
  });

  it("of another project is none of ours, though some of its files have our names", () => {
    const others = ["a", "b", "c", "d"].map((name) => `/home/me/other/src/${name}.ts`);
    expect(place(...others)).toEqual({});
    expect(place(...["a", "x", "y", "z"].map((name) => `src/${name}.ts`))).toEqual({});
    expect(place("/home/me/other/lib/index.ts", "/home/me/other/lib/main.ts")).toEqual({});
  });

  it("of a file that is gone is none of ours", () => {
    expect(place(path.join(project, "src/gone.ts"), "src/gone.ts")).toEqual({});
  });
});
