import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { ViteDevServer } from "vite";
import { publicUrl } from "./api.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const BUILT = fileURLToPath(new URL("../dist/", import.meta.url));

/** Vite in middleware mode: modules, styles and hot reload on the portal's own port. */
export async function startVite(server: Server): Promise<ViteDevServer> {
  // Loaded here because a portal that serves its built assets doesn't need Vite installed.
  const { createServer } = await import("vite");
  return createServer({
    root: ROOT,
    appType: "custom",
    logLevel: "warn",
    clearScreen: false,
    server: { middlewareMode: { server }, ws: { server } },
  });
}

/** Every page of a single-page portal is the same document; Vite adds its client to it. */
export function developmentPages(vite: ViteDevServer): Hono {
  return new Hono().get("*", async (context) => {
    const template = await readFile(`${ROOT}index.html`, "utf8");
    return context.html(await vite.transformIndexHtml(context.req.path, template));
  });
}

/**
 * The built portal under a content security policy. The policy names the Northstar server in `connect-src`;
 * the nonce is for the style elements that accessibility libraries add while the page runs.
 */
export async function productionPages(northstarUrl: string): Promise<Hono> {
  const template = await readFile(`${BUILT}index.html`, "utf8").catch((cause: unknown) => {
    throw new Error(
      "The portal has not been built: examples/intranet-portal/dist/index.html is missing. Run `npx pnpm@12 --filter intranet-portal build` first.",
      { cause },
    );
  });
  const pages = new Hono();
  const root = relative(process.cwd(), BUILT);
  pages.use(secureHeaders({ referrerPolicy: "same-origin", strictTransportSecurity: false }));
  pages.use(
    "/assets/*",
    serveStatic({
      root,
      onFound: (_path, context) => context.header("Cache-Control", "public, max-age=31536000, immutable"),
    }),
  );
  pages.use("/:file{.+\\.(?:svg|js|png|ico|txt)}", serveStatic({ root }));
  pages.get("*", (context) => {
    const nonce = randomBytes(16).toString("base64");
    context.header("Cache-Control", "no-cache");
    context.header("Content-Security-Policy", contentSecurityPolicy(publicUrl(northstarUrl, context.req.url), nonce));
    return context.html(template.replace("</title>", `</title>\n    <meta property="csp-nonce" nonce="${nonce}">`));
  });
  return pages;
}

function contentSecurityPolicy(northstarUrl: string, nonce: string): string {
  return [
    "default-src 'self'",
    `connect-src 'self' ${new URL(northstarUrl).origin}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Charts place their tooltips with style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
