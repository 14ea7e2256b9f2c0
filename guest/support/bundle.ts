import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inlineStyles } from "../../packages/elements/inlineStyles.ts";

export interface BundleOptions {
  /** @default "19" */
  react?: "18" | "19";
  /** React's own warnings are only in its development build. @default "development" */
  mode?: "development" | "production";
  /** One file with all that is loaded later in it. @default false */
  isWhole?: boolean;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A page's script of `guest/pages`, with everything in it, in files by their names: `<page>.js`, its chunks, and `<page>.css`. */
export async function bundlePage(
  page: string,
  { react = "19", mode = "development", isWhole = false }: BundleOptions = {},
): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}guest/pages/${page}`],
    bundle: true,
    splitting: !isWhole,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    outdir: "/bundle",
    write: false,
    plugins: [inlineStyles],
    alias: aliases(react),
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}

/** `react-dom/server` as browsers have it: it asks for no part of Node. */
function aliases(react: "18" | "19"): Record<string, string> {
  const [own, dom] = react === "18" ? ["react-18", "react-dom-18"] : ["react", "react-dom"];
  const folder = (name: string) => `${ROOT}node_modules/${name}`;
  return { react: folder(own), "react-dom": folder(dom), "react-dom/server": `${folder(dom)}/server.browser.js` };
}
