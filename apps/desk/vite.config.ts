import { defineConfig } from "vite";

/** The desk lies under `/desk` of the server, which hands out what is built into `dist`. */
export default defineConfig({
  base: "/desk/",
  oxc: { jsx: { runtime: "automatic" } },
  build: {
    target: ["chrome111", "firefox128", "safari16.4"],
    // Nothing is written into a page as data: the policy of the server takes styles and scripts from files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
});
