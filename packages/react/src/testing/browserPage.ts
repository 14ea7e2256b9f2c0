import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright";
import { BROWSER_ARGUMENTS, findBrowser } from "../../../../scripts/browser.ts";

const ADDRESS = "https://northstar.test/";

const FONT = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/** Chromium with nothing of ours in it; null where none is installed. */
export async function launchBrowser(): Promise<Browser | null> {
  const executablePath = findBrowser();
  return executablePath === null ? null : await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
}

/**
 * A page of its own origin that runs `source` (TSX, with imports as from this folder or another) bundled, with our styles, and under a content
 * security policy. Nothing is asked of a network.
 */
export async function openBundledPage(
  browser: Browser,
  source: string,
  options: BundledPageOptions = {},
): Promise<Page> {
  const { outputFiles } = await build({
    stdin: {
      contents: source,
      resolveDir: options.resolveDir ?? import.meta.dirname,
      loader: "tsx",
      sourcefile: "page.tsx",
    },
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: "/",
    entryNames: "page",
    write: false,
    minify: options.isProduction ?? false,
    jsx: "automatic",
    target: "es2022",
    define: { "process.env.NODE_ENV": options.isProduction ? '"production"' : '"development"' },
  });
  const styles = await build({
    entryPoints: [join(import.meta.dirname, "../styles/styles.css")],
    bundle: true,
    write: false,
  });
  const font = options.hasFont ? readFileSync(createRequire(import.meta.url).resolve(FONT)) : "";
  const files = new Map<string, [type: string, body: string | Buffer]>([
    ["/inter.woff2", ["font/woff2", font]],
    ["/host.css", ["text/css", options.hasFont ? HOST_STYLES : ""]],
    ...outputFiles.map(({ path, text }): [string, [string, string]] => [path, ["text/javascript", text]]),
    ["/styles.css", ["text/css", styles.outputFiles[0]?.text ?? ""]],
    [
      "/",
      [
        "text/html",
        '<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Northstar</title><link rel="stylesheet" href="/host.css"><link rel="stylesheet" href="/styles.css"><script type="module" src="/page.js"></script></head><body></body></html>',
      ],
    ],
  ]);
  const page = await browser.newPage({ viewport: options.viewport ?? { width: 1280, height: 900 } });
  await page.route(`${ADDRESS}**`, (route) => {
    const found = files.get(new URL(route.request().url()).pathname);
    if (!found) return route.fulfill({ status: 404 });
    const headers: Record<string, string> = { "content-type": found[0] };
    if (options.policy !== undefined) headers["content-security-policy"] = options.policy;
    return route.fulfill({ headers, body: found[1] });
  });
  await page.goto(ADDRESS);
  if (options.hasFont) await page.evaluate(() => document.fonts.load("16px Inter"));
  return page;
}

const HOST_STYLES = `@font-face { font-family: Inter; src: url("/inter.woff2"); font-weight: 100 900; }
body { font-family: Inter; }`;

interface BundledPageOptions {
  /** Folder that the source's imports begin at. @default this one */
  resolveDir?: string;
  /** Value of `Content-Security-Policy`. @default none */
  policy?: string;
  viewport?: { width: number; height: number };
  /** The page is set in Inter, as the portal is: where lines break doesn't depend on what a machine has. @default false */
  hasFont?: boolean;
  /** React's production build, minified. @default false */
  isProduction?: boolean;
}
