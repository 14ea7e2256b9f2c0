import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Northstar } from "./createNorthstar.ts";
import { ServerError } from "./errors.ts";
import { corsHeaders } from "./http/corsHeaders.ts";
import { markParsed, sendWhole } from "./http/nodeShortcuts.ts";
import { problemText, toProblem } from "./http/problem.ts";

export interface ServeOptions {
  /** 0 takes a free one. @default 4000 */
  port?: number | undefined;
  /** @default "127.0.0.1" */
  hostname?: string | undefined;
}

/** A listening server. */
export interface ServedNorthstar {
  /** Where it is, e.g. `http://127.0.0.1:4000`. */
  url: string;
  port: number;
  /** Ends event streams, lets running answers finish for up to 5 s, frees the port. Northstar itself stays open. */
  close(): Promise<void>;
}

const GRACE_MS = 5000;
const SWEEP_MS = 50;
const OWN_PATH = /^\/(northstar(\/|$)|healthz$|readyz$)/;
const CUBE_PATH = /^\/cubejs-api\//;

/**
 * Serves Northstar on one port: its own endpoints, and Cube's REST API under the same tokens. Everything else is
 * Cube's playground in development, and not found in production.
 * @throws ServerError `port_taken`, `listen_failed`
 */
export async function serveNorthstar(northstar: Northstar, options: ServeOptions = {}): Promise<ServedNorthstar> {
  const { port = 4000, hostname = "127.0.0.1" } = options;
  const answer = getRequestListener(
    async (request, { incoming, outgoing }) => {
      markParsed(request, incoming.socket?.remoteAddress ?? null);
      const response = await northstar.fetch(request);
      return sendWhole(response, outgoing as ServerResponse) ? RESPONSE_ALREADY_SENT : response;
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer({ requestTimeout: 30_000 }, (req, res) => {
    const path = (req.url ?? "/").split("?", 1)[0] ?? "/";
    const isOwn = OWN_PATH.test(path) || (northstar.production && !CUBE_PATH.test(path));
    if (isOwn) void answer(req, res);
    else if (CUBE_PATH.test(path) && northstar.allowedOrigins.length > 0) handOverWithCors(northstar, req, res);
    else handOver(northstar, req, res);
  });
  await listen(server, port, hostname);
  const address = server.address();
  const actualPort = typeof address === "object" && address ? address.port : port;
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  let closed: Promise<void> | null = null;
  return {
    url: `http://${host}:${actualPort}`,
    port: actualPort,
    close() {
      northstar.endStreams();
      closed ??= closeServer(server);
      return closed;
    },
  };
}

/** Cube knows nothing of our origins: a page of a portal asks its `/meta` too. */
function handOverWithCors(northstar: Northstar, req: IncomingMessage, res: ServerResponse): void {
  const preflight = req.method === "OPTIONS";
  const headers = corsHeaders(req.headers.origin, northstar.allowedOrigins, preflight);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (preflight) res.writeHead(204).end();
  else handOver(northstar, req, res);
}

function handOver(northstar: Northstar, req: IncomingMessage, res: ServerResponse): void {
  try {
    northstar.handle(req, res);
  } catch (cause) {
    // An address that isn't a URL (`//`) makes the handler throw; that must not end the process.
    const problem = toProblem(
      new ServerError("request_invalid", "The address or the headers can't be understood.", { cause }),
    );
    if (!res.headersSent) res.writeHead(problem.status, { "content-type": "application/problem+json" });
    res.end(problemText(problem));
  }
}

async function listen(server: Server, port: number, hostname: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(listenError(cause, port, hostname)));
    server.listen(port, hostname, resolve);
  });
}

function listenError(cause: NodeJS.ErrnoException, port: number, hostname: string): ServerError {
  if (cause.code === "EADDRINUSE") {
    return new ServerError(
      "port_taken",
      `Port ${port} on ${hostname} is taken: another program, perhaps another Northstar, listens there. End it or choose another port.`,
      { cause },
    );
  }
  return new ServerError(
    "listen_failed",
    `The server can't listen on ${hostname}, port ${port} (${cause.code ?? "unknown reason"}). Choose another address.`,
    {
      cause,
    },
  );
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    // A connection whose answer has just ended is kept alive by its client: it is idle only now.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(force);
      clearInterval(sweep);
      resolve();
    });
  });
}
