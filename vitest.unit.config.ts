import { configDefaults, defineConfig } from "vitest/config";

/** Everything but the end-to-end tests, which run the built package: for faultline on itself. */
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], exclude: [...configDefaults.exclude, "test/fixtures/**", "test/e2e/**"] },
});
