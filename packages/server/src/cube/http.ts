import type { IncomingMessage, ServerResponse } from "node:http";
import type { Problem } from "@northstar/core";
import { requireCommonJs } from "./commonjs.ts";
import type { NorthstarCore } from "./core.ts";
import { quietly } from "./quietly.ts";

/** The part of Express 4 that Cube's core needs. */
interface ExpressApp {
  (req: IncomingMessage, res: ServerResponse): void;
  enable(setting: string): void;
  disable(setting: string): void;
  use(...handlers: unknown[]): void;
}

const BODY_LIMIT = "1mb";

/** The playground's page brings a usage tracker and fonts of third parties: it gets neither. */
const PAGE_POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'none'";

const PRODUCTION_PATHS: Record<string, readonly string[]> = {
  "/cubejs-api/v1/load": ["GET", "POST"],
  "/cubejs-api/v1/meta": ["GET"],
};

/** What the playground offers that would write outside the model, install packages, replace the model or call the internet. */
const PLAYGROUND_REFUSED =
  /^\/playground\/(?:env|driver|generate-schema|apply-template-packages|dashboard-app|start-dashboard-app|test-connection|live-preview\/(?!status)|manifest)/;

/** Cube's HTTP face: everything of it in development, `load` and `meta` without SQL in production. */
export async function createHandler(
  core: NorthstarCore,
  development: boolean,
): Promise<(req: IncomingMessage, res: ServerResponse) => void> {
  const express: (() => ExpressApp) & { json(options: object): unknown } = requireCommonJs("express");
  const app = express();
  app.disable("x-powered-by");
  // Or `/Playground/context` would pass by what guards `/playground/context`.
  app.enable("case sensitive routing");
  // Hashing a large answer would block the event loop, and no answer is worth a conditional request.
  app.disable("etag");
  app.use(express.json({ limit: BODY_LIMIT }));
  // Its greeting says that authentication is off and names a port: neither is so here.
  await quietly(() => core.initApp(app as never));
  app.use((req: IncomingMessage, res: ServerResponse) =>
    sendProblem(res, notFound(new URL(req.url ?? "/", "http://localhost"))),
  );
  // Whatever reaches the end has been answered by the gateway; Express would print its stack.
  app.use((_error: unknown, _req: IncomingMessage, res: ServerResponse, _next: unknown) => {
    if (!res.headersSent)
      sendProblem(res, problem(500, "internal", "The request could not be answered. See the server's log."));
  });
  return (req, res) => {
    const url = new URL(req.url ?? "/", "http://localhost");
    const refusal =
      refusePath(req, url) ?? (development ? refuseInDevelopment(req, url) : refuseInProduction(req, url));
    if (refusal !== null) {
      sendProblem(res, refusal);
      return;
    }
    res.setHeader("content-security-policy", PAGE_POLICY);
    app(req, res);
  };
}

/** What is held against the rules below must be what Express routes by: it leaves `/a/../b` as it is, a URL doesn't. */
function refusePath(req: IncomingMessage, url: URL): Problem | null {
  return (req.url ?? "/").split(/[?#]/, 1)[0] === url.pathname ? null : notFound(url);
}

function refuseInProduction(req: IncomingMessage, url: URL): Problem | null {
  const methods = PRODUCTION_PATHS[url.pathname];
  // `extended` shows the SQL of the model.
  const isExtended = [...url.searchParams.keys()].some((key) => /^extended\b/.test(key));
  if (methods === undefined || isExtended) return notFound(url);
  if (!methods.includes(req.method ?? "GET")) {
    return problem(405, "method_not_allowed", `Use ${methods.join(" or ")} for ${url.pathname}.`);
  }
  return null;
}

function refuseInDevelopment(req: IncomingMessage, url: URL): Problem | null {
  if (PLAYGROUND_REFUSED.test(url.pathname)) return notFound(url);
  // The playground hands out a token to whoever asks: not to a foreign page that resolves its own name to this machine.
  if (url.pathname.startsWith("/playground/") && !isLocalHost(req.headers.host)) {
    return problem(
      403,
      "playground_is_local",
      "The playground is served under localhost only. Open it on this machine.",
    );
  }
  return null;
}

function isLocalHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host ?? "");
}

function notFound(url: URL): Problem {
  return problem(404, "not_found", `There is nothing at ${url.pathname}.`);
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: `urn:northstar:problem:${code}`, title: code.replaceAll("_", " "), status, code, detail };
}

function sendProblem(res: ServerResponse, body: Problem): void {
  res.writeHead(body.status, { "content-type": "application/problem+json" }).end(JSON.stringify(body));
}
