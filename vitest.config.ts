import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "tools/*.test.ts"],
    // Machines are shared: what takes seconds alone may take minutes. This ends what hangs, and says nothing about how fast it should be.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    globalSetup: ["tools/test-databases.ts"],
  },
});
