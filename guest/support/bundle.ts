import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inlineStyles } from "../../packages/elements/inlineStyles.ts";

export interface BundleOptions {
  /** @default "19" */
  react?: "18" | "19";
  /** React's own warnings are only in its development build. @default "development" */
  mode?: "development" | "production";
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A page's script of `guest/pages`, with everything in it, in files by their names: `<page>.js`, its chunks, and `<page>.css`. */
export async function bundlePage(
  page: string,
  { react = "19", mode = "development" }: BundleOptions = {},
): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}guest/pages/${page}`],
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    outdir: "/bundle",
    write: false,
    plugins: [inlineStyles],
    alias:
      react === "18" ? { react: `${ROOT}node_modules/react-18`, "react-dom": `${ROOT}node_modules/react-dom-18` } : {},
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
