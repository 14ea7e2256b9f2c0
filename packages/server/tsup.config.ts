import { defineConfig } from "tsup";

export default defineConfig({
  entry: [
    "src/index.ts",
    "src/alerts.ts",
    "src/cube.ts",
    "src/reports.ts",
    "src/state.ts",
    "src/token.ts",
    "src/suggestions.ts",
  ],
  format: "esm",
  platform: "node",
  target: "node22",
  // Cube is loaded when a runtime is made: shared chunks keep it out of the entries.
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
});
