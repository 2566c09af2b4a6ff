/**
 * How Vitest is started. Stryker's runner forces the threads pool, while Vitest's own default is forks:
 * suites that are green under `vitest run` would fail. The user's own pool is followed instead.
 */
import type { StockRunner } from "./internals.js";

/** Changes how Stryker's runner creates its Vitest, from now on. */
export function followUsersPool(wrapper: StockRunner["wrapper"]): void {
  const createVitest = wrapper.createVitest;
  const major = Number(wrapper.version.split(".", 1)[0]);
  wrapper.createVitest = (mode, options, ...rest) => {
    const { threads, pool, poolOptions, singleThread, ...kept } = options;
    return createVitest(mode, { ...kept, ...oneWorker(major), reporters: [{}] }, ...rest);
  };
}

/** One worker at a time, whichever the pool: Stryker counts on it. */
function oneWorker(major: number): Record<string, unknown> {
  if (major >= 4) return { maxWorkers: 1 };
  const one = { minThreads: 1, maxThreads: 1, minForks: 1, maxForks: 1 };
  return { maxWorkers: 1, minWorkers: 1, poolOptions: { threads: one, forks: one, vmThreads: one, vmForks: one } };
}
