import { expect, it } from "vitest";
import { createModules } from "../../src/source/modules.js";
import { callsBehind } from "../../src/tests/calls.js";
import { folderOf } from "../support/files.js";
import { pathsOf } from "../support/mutate.js";

it("follows the calls of the protected code through the project", () => {
  const service = `import { load } from "./repository.js";
    export async function get(id) { try { return await load(id); } catch { return null; } }`;
  const dir = folderOf({
    "src/service.ts": service,
    "src/repository.ts": `import { Client } from "./client.js";
      import { write } from "./unused.js";
      const client = new Client();
      export const load = (id) => client.read(id);
      export const save = (it) => write(it);`,
    "src/client.ts": `import axios from "axios";
      export class Client { read(id) { return this.#send(id); } #send(id) { return axios.get(id); } drop() { fetch("x"); } }`,
  });
  const [path] = pathsOf(service, "src/service.ts");
  if (path === undefined) throw new Error("no error path");
  const calls = callsBehind(createModules(dir), path);
  expect(calls.map(({ module, method }) => `${module} ${method}`)).toEqual([
    "src/repository.ts load",
    "src/client.ts read",
    "axios get",
  ]);
});

it("ends where modules call each other in a circle", () => {
  const one = 'import { b } from "./two"; export function a() { try { b(); } catch { return 1; } }';
  const dir = folderOf({ "one.ts": one, "two.ts": 'import { a } from "./one"; export function b() { a(); }' });
  const [path] = pathsOf(one, "one.ts");
  if (path === undefined) throw new Error("no error path");
  expect(callsBehind(createModules(dir), path).map(({ module }) => module)).toEqual(["two.ts", "one.ts", "two.ts"]);
});
