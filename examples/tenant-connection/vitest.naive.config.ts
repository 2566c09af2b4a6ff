import { defineConfig } from "vitest/config";
import both from "./vitest.config.js";

export default defineConfig({
  test: { ...both.test, include: ["test/naive/**/*.test.ts"] },
});
