import { defineConfig } from "vitest/config";
import all from "./vitest.config.js";

export default defineConfig({
  test: { ...all.test, include: ["test/stubbed/**/*.test.ts"] },
});
