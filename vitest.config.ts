import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "tools/*.test.ts"],
    // Machines are shared: what takes seconds alone may take minutes. This ends what hangs, and says nothing about how fast it should be.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // A core for each: most tests wait for a database or another process most of the time, so the runner itself needs none of its own.
    maxWorkers: Math.max(2, availableParallelism()),
    // The processes that tests start keep their stripped and compiled sources where the command keeps its own: a start takes half as long.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/node") },
    globalSetup: ["tools/test-databases.ts"],
  },
});
