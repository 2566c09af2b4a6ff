import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/fixtures/**"],
    // The end-to-end tests start Stryker and PostgreSQL in processes of their own.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
