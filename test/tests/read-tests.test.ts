import { describe, expect, it } from "vitest";
import { createModules } from "../../src/source/modules.js";
import { createTestReader } from "../../src/tests/read-tests.js";
import { folderOf } from "../support/files.js";

interface Given {
  readonly name?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly setupFiles?: readonly string[];
}

/** `by of` of the stand-ins that are in force for one test; those of its own function with a star. */
function standIns(code: string, { name = "fails", files = {}, setupFiles = [] }: Given = {}): readonly string[] {
  const dir = folderOf({ "test/a.test.ts": code, "src/store.ts": "export const read = 1;", ...files });
  const read = createTestReader(createModules(dir), setupFiles);
  const { own, around } = read({ id: "t", name, file: "test/a.test.ts" });
  const text = ({ stub }: (typeof own)[number]) => `${stub.by} ${stub.of}`;
  return [...own.map((each) => `* ${text(each)}`), ...around.map(text)];
}

describe("a stand-in", () => {
  it.each<[string, string, readonly string[]]>([
    ["vi.mock", 'vi.mock("../src/store"); test("fails", () => {});', ["vi.mock ../src/store"]],
    ["vi.mock of an import", 'vi.mock(import("../src/store")); test("fails", () => {});', ["vi.mock ../src/store"]],
    [
      "vi.mock within another test, which is hoisted",
      'test("fails", () => {}); test("b", () => { vi.mock("pg"); });',
      ["vi.mock pg"],
    ],
    ["vi.doMock in the test", 'test("fails", () => { vi.doMock("pg"); });', ["* vi.doMock pg"]],
    ["vi.doMock in another test", 'test("fails", () => {}); test("b", () => { vi.doMock("pg"); });', []],
    [
      "a spy with a behaviour",
      'test("fails", () => { vi.spyOn(store, "find").mockRejectedValue(x); });',
      ["* vi.spyOn store.find"],
    ],
    [
      "a spy with a behaviour, later",
      'test("fails", () => { const s = vi.spyOn(store, "find"); s.mockRejectedValueOnce(x); });',
      ["* vi.spyOn store.find"],
    ],
    [
      "a spy with two behaviours",
      'test("fails", () => { vi.spyOn(store, "find").mockReturnValueOnce(1).mockReturnValue(2); });',
      ["* vi.spyOn store.find", "* vi.spyOn store.find"],
    ],
    ["no spy that lets calls through", 'test("fails", () => { vi.spyOn(store, "find"); });', []],
    ["no module that is only spied on", 'vi.mock("../src/store", { spy: true }); test("fails", () => {});', []],
    [
      "vi.mocked with a behaviour",
      'test("fails", () => { vi.mocked(store.find).mockRejectedValue(x); });',
      ["* vi.mocked store.find"],
    ],
    [
      "vi.fn as a property",
      'test("fails", () => { load({ find: vi.fn() }); });',
      ["* vi.fn { find: vi.fn() }", "* vi.fn find"],
    ],
    ["vi.fn as an argument", 'test("fails", () => { load(1, vi.fn()); });', ["* vi.fn vi.fn()"]],
    [
      "vi.fn in a variable",
      'test("fails", () => { const find = vi.fn().mockRejectedValue(x); load({ find }); });',
      ["* vi.fn find"],
    ],
    ["vi.fn assigned", 'test("fails", () => { store.find = vi.fn(); });', ["* vi.fn store.find"]],
    ["a global", 'test("fails", () => { vi.stubGlobal("fetch", f); });', ["* vi.stubGlobal fetch"]],
    ["a global assigned", 'test("fails", () => { globalThis.fetch = f; });', ["* an assignment globalThis.fetch"]],
    [
      "a global spied on",
      'test("fails", () => { vi.spyOn(globalThis, "fetch").mockRejectedValue(x); });',
      ["* vi.spyOn fetch"],
    ],
    [
      "fetch-mock, over several lines",
      'test("fails", () => { fetchMock\n  .mockGlobal()\n  .get("x", 500); });',
      ["* fetch-mock the network"],
    ],
    ["nock", 'test("fails", () => { nock("http://x").get("/").reply(500); });', ["* nock the network"]],
    [
      "a handler of msw",
      'const server = setupServer(); test("fails", () => { server.use(h); });',
      ["* msw the network", "msw the network"],
    ],
    ["nothing in a plain test", 'test("fails", () => { expect(load()).toBe(1); });', []],
    ["nothing in a comment or a text", 'test("fails", () => { /* vi.mock("pg") */ say("vi.fn()"); });', []],
    [
      "nothing that belongs to another module's factory",
      'vi.mock("./log", () => ({ log: { find: vi.fn() } })); test("fails", () => {});',
      ["vi.mock ./log"],
    ],
  ])("is %s", (_, code, expected) => {
    expect(new Set(standIns(code))).toEqual(new Set(expected));
  });

  it.each<[string, string, readonly string[] | undefined]>([
    ["async (importOriginal) => ({ ...(await importOriginal()), read: vi.fn() })", "some exports", ["read"]],
    ["async () => { const actual = await vi.importActual('x'); return { ...actual, read() {} }; }", "some", ["read"]],
    ["async (importOriginal) => ({ ...(await importOriginal()), 'a-b': 1, read })", "names in quotes", ["a-b", "read"]],
    ["() => ({ read: vi.fn() })", "all of it", undefined],
    ["() => ({ ...fakes, read: vi.fn() })", "all of it, from elsewhere", undefined],
    [
      "async (importOriginal) => { await importOriginal(); return { read: vi.fn() }; }",
      "all of it after all",
      undefined,
    ],
  ])("made by %s replaces %s", (factory, _, members) => {
    const dir = folderOf({
      "test/a.test.ts": `vi.mock("../src/store", ${factory}); test("fails", () => {});`,
      "src/store.ts": "",
    });
    const { around } = createTestReader(createModules(dir), [])({ id: "t", name: "fails", file: "test/a.test.ts" });
    expect(around.find(({ stub }) => stub.by === "vi.mock")?.target).toEqual({
      sort: "module",
      module: "src/store.ts",
      ...(members === undefined ? {} : { members }),
    });
  });
});

describe("a test has the stand-ins", () => {
  const spy = 'vi.spyOn(store, "find").mockRejectedValue(x);';

  it.each<[string, string, string, boolean]>([
    [
      "of its suite's hooks",
      `describe("a", () => { beforeEach(() => { ${spy} }); test("fails", () => {}); });`,
      "a fails",
      true,
    ],
    [
      "of the file's hooks",
      `beforeAll(() => { ${spy} }); describe("a", () => { it("fails", () => {}); });`,
      "a fails",
      true,
    ],
    [
      "of no other suite's hooks",
      `describe("b", () => { beforeEach(() => { ${spy} }); }); test("fails", () => {});`,
      "fails",
      false,
    ],
    ["of the file's statements", `${spy} test("fails", () => {});`, "fails", true],
    [
      "of the functions that it calls",
      `function broken() { ${spy} } test("fails", () => { broken(); });`,
      "fails",
      true,
    ],
    [
      "of no function that it does not call",
      `function broken() { ${spy} } test("fails", () => { other(); });`,
      "fails",
      false,
    ],
    [
      "of the variables that it uses",
      'const store = { find: vi.fn() }; test("fails", () => { load(store); });',
      "fails",
      true,
    ],
    [
      "of its fixtures",
      'const it = test.extend({ s: async ({}, use) => { await use({ find: vi.fn() }); } }); it("fails", ({ s }) => {});',
      "fails",
      true,
    ],
    ["of a function given by its name", `function body() { ${spy} } test("fails", body);`, "fails", true],
    ["of its own, with options behind or before", `test("fails", { timeout: 1 }, () => { ${spy} });`, "fails", true],
    ["of its own, in a test.each", `test.each([1, 2])("fails with %s", (n) => { ${spy} });`, "fails with 2", true],
    [
      "of its own, in a test.each of objects",
      `test.each([{ a: { b: 1 } }])("fails with $a.b", () => { ${spy} });`,
      "fails with 1",
      true,
    ],
    [
      "of its own, in a test.each of a table",
      `test.each\`n\n\${1}\`('fails with $n', () => { ${spy} });`,
      "fails with 1",
      true,
    ],
    [
      "of its own, in a loop",
      `for (const n of [1]) test(\`fails \${n} times\`, () => { ${spy} });`,
      "fails 1 times",
      true,
    ],
    ["of its own, concurrently", `test.concurrent("fails", async () => { ${spy} });`, "fails", true],
    [
      "of no test with a longer name",
      `test("fails", () => {}); test("fails twice", () => { ${spy} });`,
      "fails",
      false,
    ],
    [
      "of no test whose name could be anything",
      `test("fails", () => {}); test(title, () => { ${spy} });`,
      "fails",
      false,
    ],
    ["of a test whose name could be anything, if no other fits", `test(title, () => { ${spy} });`, "fails", true],
  ])("%s", (_, code, name, expected) => {
    expect(standIns(code, { name }).length > 0).toBe(expected);
  });

  it("of the helpers that it imports from the tests, and of no code under test", () => {
    const files = {
      "test/helpers.ts":
        'export { broken } from "./more.helper";\nexport function other() { vi.spyOn(a, "b").mockReturnValue(1); }',
      "test/more.helper.ts": `export const broken = () => { ${spy} };`,
      "src/code.ts": "export function load() { return { find: vi.fn() }; }",
    };
    const code =
      'import { broken } from "./helpers"; import { load } from "../src/code";\ntest("fails", () => { broken(); load(); });';
    expect(standIns(code, { files })).toEqual(["vi.spyOn store.find"]);
  });

  it("of the setup files", () => {
    const files = { "setup.ts": 'vi.mock("pg");\nconst server = setupServer();\nbeforeAll(() => server.listen());' };
    const code = 'test("fails", () => {});';
    expect(new Set(standIns(code, { files, setupFiles: ["setup.ts"] }))).toEqual(
      new Set(["vi.mock pg", "msw the network"]),
    );
  });

  it("of its file alone where the test cannot be found in it", () => {
    const code = `vi.mock("pg"); test("something else", () => { ${spy} });`;
    expect(standIns(code, { name: "made by a helper" })).toEqual(["vi.mock pg"]);
    expect(standIns("", { files: { "test/a.test.ts": "\u0000" } })).toEqual([]);
  });
});
