import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    isolate: false,
    pool: "threads",
    globalSetup: ["test/setup/node-version.ts"],
    testTimeout: 60_000,
  },
});
