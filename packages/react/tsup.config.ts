import { cpSync } from "node:fs";
import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/cube.ts"],
  format: "esm",
  platform: "browser",
  target: "es2022",
  // The entries share the provider's context, and charts are loaded when they are drawn: both need shared chunks.
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  // For the host's bundler to fill in: esbuild would write "development" here.
  define: { "process.env.NODE_ENV": "process.env.NODE_ENV" },
  // esbuild drops directives of modules, so every file of the bundle is marked for React server components.
  banner: { js: '"use client";' },
  onSuccess: async () => {
    cpSync("src/styles", "dist/styles", { recursive: true, filter: (path) => !path.endsWith(".ts") });
  },
});
