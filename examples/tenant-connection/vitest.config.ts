import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The first start of the embedded database on a machine takes a few seconds.
    hookTimeout: 30_000,
    coverage: { include: ["src/**"], reporter: ["text"] },
  },
});
