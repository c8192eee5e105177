import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "tools/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: ["tools/test-databases.ts"],
  },
});
