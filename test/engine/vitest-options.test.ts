import { expect, it, vi } from "vitest";
import { followUsersPool } from "../../src/engine/stryker/vitest-options.js";

async function optionsFor(version: string): Promise<Record<string, unknown>> {
  const createVitest = vi.fn<(mode: string, options: Record<string, unknown>) => Promise<never>>();
  const wrapper = { createVitest, version };
  followUsersPool(wrapper);
  await wrapper.createVitest("test", {
    pool: "threads",
    threads: true,
    poolOptions: {},
    singleThread: false,
    config: "x",
  });
  return createVitest.mock.calls[0]?.[1] ?? {};
}

it.each(["2.1.9", "3.2.4", "4.1.0", "5.1.1"])("Vitest %s keeps the user's pool, with one worker", async (version) => {
  const options = await optionsFor(version);
  expect(options).toMatchObject({ maxWorkers: 1, config: "x" });
  expect(options).not.toHaveProperty("pool");
  expect(options).not.toHaveProperty("threads");
});

it("Vitest before 4 has its limits by pool", async () => {
  expect(await optionsFor("3.2.4")).toMatchObject({
    poolOptions: { forks: { maxForks: 1 }, threads: { maxThreads: 1 } },
  });
  expect(await optionsFor("4.0.0")).not.toHaveProperty("poolOptions");
});
