import { describe, expect, it } from "vitest";
import { defaultOperatorIds, operatorGroups } from "../../src/operators/registry.js";
import { instrument } from "../support/instrument.js";
import { mutantsOf, mutated, skipsOf } from "../support/mutate.js";

const PAUSE = "await new Promise((resolve) => setImmediate(resolve))";
const MODULE = 'import * as fs from "node:fs/promises"; const running = new Set(); let count = 0;\n';
const inFunction = (body: string) => `${MODULE}class A { async f(repo, id) { ${body} } }`;

describe("interleave", () => {
  it.each<[string, string]>([
    ["if (await repo.has(id)) throw new E(); await repo.insert(id);", "await repo.insert(id)"],
    [
      "const old = await repo.find(id); if (old) throw new E(); log(id); return await repo.insert(id);",
      "await repo.insert(id)",
    ],
    ["if (await fs.stat(id)) throw new E(); await fs.writeFile(id);", "await fs.writeFile(id)"],
    [
      "if (!this.repo.has(id)) throw new E(); const x = await repo.get(id); this.repo.set(id, x);",
      "await repo.get(id)",
    ],
    ["if (this.conn) throw new E(); this.conn = await repo.open();", "await repo.open()"],
    ["if (count > 9) throw new E(); await repo.open(); count++;", "await repo.open()"],
    ["if (running.has(id)) throw new E(); await repo.open(); running.add(id);", "await repo.open()"],
    ["if (id) { if (this.x) throw new E(); } else { await no(); } await yes(); this.x = 1;", "await yes()"],
  ])("lets others in between in `%s`", (body, act) => {
    expect(mutated(inFunction(body), "interleave")).toEqual([inFunction(body).replace(act, `(${PAUSE}, ${act})`)]);
  });

  it.each([
    // What the caller hands in is the caller's own:
    "if (!id) throw new E(); await repo.insert(id);",
    "if (!id.trim()) throw new E(); await repo.insert(id);",
    "const res = await fetch(id); if (!res.ok) throw new E(); return await res.json();",
    "const all = await Promise.all(id); if (!all[0]) throw new E(); await Promise.all(all.map(save));",
    // To use a field is not to change it:
    "if (!this.client) throw new E(); return await this.client.send(id);",
    // To read once more is no act:
    "const a = await repo.find(id); if (!a) throw new E(); return await repo.find(a.owner);",
    // Claimed at once:
    "if (this.busy) throw new E(); this.busy = true; await repo.insert(id); this.busy = false;",
    "if (running.has(id)) throw new E(); running.add(id); await repo.insert(id); running.delete(id);",
  ])("leaves out `%s`", (body) => {
    expect(mutated(inFunction(body), "interleave")).toEqual([]);
    expect(skipsOf(inFunction(body), ["interleave"])).toContain("interleave no-shared-state");
  });

  it.each([
    ["no await follows", inFunction("if (await repo.has(id)) throw new E(); return repo.insert(id);")],
    [
      "the function is not async",
      "function f(repo) { if (repo.has()) throw new E(); later(async () => { await repo.add(); }); }",
    ],
    ["there is no function", "if (this.x) throw new E(); this.x = await y();"],
    [
      "the await is another function's",
      inFunction("if (this.x) throw new E(); later(async () => { await y(); this.x = 1; });"),
    ],
  ])("says nothing where %s", (_, code) => {
    expect(mutated(code, "interleave")).toEqual([]);
    expect(skipsOf(code, ["interleave"])).toEqual([]);
  });

  it("is there only for those who ask for it, and never counts", () => {
    expect(defaultOperatorIds).not.toContain("interleave");
    expect(operatorGroups.concurrency).toContain("interleave");
    const code = inFunction("if (await repo.has(id)) throw new E(); await repo.insert(id);");
    expect(mutantsOf(code, ["interleave"])).toMatchObject([{ askedOf: "code", probe: true }]);
  });

  it("is placed by Stryker, and lets other work run", async () => {
    const source = "async function f(repo) { if (await repo.has()) throw new Error('taken'); await repo.insert(); }";
    const { code, ids, unplaced } = await instrument(source, "code.js", ["interleave"]);
    expect([...unplaced]).toEqual([]);
    const f = (activeMutant?: string) =>
      new Function("globalThis", `${code}\nreturn f;`)({ Math, __stryker__: { activeMutant } });
    const store = () => {
      const rows: number[] = [];
      return { rows, has: async () => rows.length > 0, insert: async () => void rows.push(1) };
    };
    // One after the other only because the first one is a tick ahead:
    const tickAhead = async (run: (repo: object) => Promise<void>) => {
      const repo = store();
      const first = run(repo);
      for (let tick = 0; tick < 5; tick++) await undefined;
      await Promise.allSettled([first, run(repo)]);
      return repo.rows.length;
    };
    expect(await tickAhead(f())).toBe(1);
    expect(await tickAhead(f([...ids.keys()][0]))).toBe(2);
  });
});
