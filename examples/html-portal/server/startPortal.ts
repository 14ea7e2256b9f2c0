import { serve } from "@hono/node-server";
import { createPortal, type PortalOptions } from "./createPortal.ts";

/** Serves the portal on this machine; returns what ends it. */
export function startPortal(options: PortalOptions & { port: number; onReady?: (port: number) => void }): () => void {
  const { port, onReady, ...rest } = options;
  const server = serve({ fetch: createPortal(rest).fetch, port, hostname: "127.0.0.1" }, (address) =>
    onReady?.(address.port),
  );
  return () => {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
  };
}
