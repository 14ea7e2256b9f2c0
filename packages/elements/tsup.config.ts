import { defineConfig, type Options } from "tsup";
import { inlineStyles } from "./inlineStyles.ts";

const shared = {
  platform: "browser",
  target: "es2022",
  sourcemap: true,
  dts: false,
  esbuildPlugins: [inlineStyles],
} satisfies Options;

/** For a page without a bundler: React and everything else is in it. */
const page = {
  ...shared,
  outDir: "dist/browser",
  minify: true,
  noExternal: [/./],
  define: { "process.env.NODE_ENV": '"production"' },
} satisfies Options;

export default defineConfig([
  // For a host's bundler: React is the host's.
  {
    ...shared,
    entry: ["src/index.ts", "src/define.ts"],
    format: "esm",
    splitting: true,
    // The code of the others stays outside; the styles are put in here.
    noExternal: [/\.css\?inline$/],
    clean: true,
    define: { "process.env.NODE_ENV": "process.env.NODE_ENV" },
  },
  // A module that loads charts, beside itself, when they are drawn.
  { ...page, entry: { northstar: "src/define.ts" }, format: "esm", splitting: true },
  // The same in one file, for hosts that copy one file.
  { ...page, entry: { "northstar.single": "src/define.ts" }, format: "esm", splitting: false },
]);
