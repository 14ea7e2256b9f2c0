import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { ViteDevServer } from "vite";
import { createApi } from "./api.ts";
import { developmentPages, productionPages, startVite } from "./pages.ts";

export interface PortalOptions {
  /** 0 takes any free port. */
  port: number;
  /** Interface to listen on. @default "127.0.0.1" */
  host?: string;
  /** Where browsers reach the Northstar server. */
  northstarUrl: string;
  /** The secret shared with the Northstar server. */
  secret: string;
  /** Signs the session cookie. @default a random one, so a restart logs everybody out */
  sessionKey?: string;
  /** Serve the built assets under a content security policy, instead of Vite's. */
  production: boolean;
}

export interface Portal {
  url: string;
  /** Ends open connections too, so that it returns at once. */
  close(): Promise<void>;
}

/** Starts the intranet: its API, its pages and, in development, Vite, all on one port. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const host = options.host ?? "127.0.0.1";
  let pages: Hono | undefined;
  const app = new Hono();
  app.route(
    "/",
    createApi({
      northstarUrl: options.northstarUrl,
      secret: options.secret,
      key: options.sessionKey ?? randomBytes(32).toString("base64"),
      secure: false,
      now: () => new Date(),
    }),
  );
  app.get("*", (context) => pages?.fetch(context.req.raw, context.env) ?? context.text("Starting…", 503));
  const respond = getRequestListener(app.fetch);

  let vite: ViteDevServer | undefined;
  const server = createServer((request, response) => {
    if (!vite || request.url?.startsWith("/api/")) void respond(request, response);
    else vite.middlewares(request, response, () => void respond(request, response));
  });
  // Listening first means that a taken port is told before Vite has started its work.
  await listen(server, options.port, host);
  try {
    if (options.production) pages = await productionPages(options.northstarUrl);
    else {
      vite = await startVite(server);
      pages = developmentPages(vite);
    }
  } catch (error) {
    await close(server);
    throw error;
  }

  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host === "127.0.0.1" ? "localhost" : host}:${port}`,
    async close() {
      await Promise.all([vite?.close(), close(server)]);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
