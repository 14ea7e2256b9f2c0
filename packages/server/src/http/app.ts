import type { AlertsPort, Catalog, FreshnessReport, IntegrationsPort, SuggestionsPort } from "@northstar/core";
import type { ChartsPort } from "@northstar/core/own-charts";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { alertRoutes } from "../alerts/routes/alertRoutes.ts";
import { linkRoutes as alertLinkRoutes } from "../alerts/routes/linkRoutes.ts";
import { boardRoutes, chartRoutes } from "../charts/chartRoutes.ts";
import { ServerError } from "../errors.ts";
import { type ExportWriters, exportRoutes } from "../exports/exportRoutes.ts";
import { erasureRoutes } from "../integrations/erasureRoutes.ts";
import { integrationRoutes } from "../integrations/integrationRoutes.ts";
import { type LinkParts, linkRoutes } from "../links/linkRoutes.ts";
import type { LoadContext } from "../load/loadQueries.ts";
import { loadResponse } from "../load/loadResponse.ts";
import { parseLoadRequest, type RawQuery } from "../load/parseLoadRequest.ts";
import { readJsonBody } from "../load/readBody.ts";
import type { Metrics } from "../metrics/createMetrics.ts";
import { metricRoutes } from "../metrics/metricRoutes.ts";
import type { ResolvedOptions } from "../options.ts";
import { type ReportRouteParts, reportRoutes } from "../reports/routes/reportRoutes.ts";
import { suggestionRoutes } from "../suggestions/routes/suggestionRoutes.ts";
import type { VerifiedToken } from "../token/verifyToken.ts";
import { type UsageRouteParts, usageRoutes } from "../usage/usageRoutes.ts";
import { type AppEnv, authenticate } from "./authenticate.ts";
import { CORS } from "./corsHeaders.ts";
import { hookRoute, type ReceiveHook } from "./hookRoute.ts";
import { problemResponse, toProblem } from "./problem.ts";

/** What the endpoints answer with. */
export interface AppParts {
  options: Pick<ResolvedOptions, "production" | "allowedOrigins" | "onError">;
  verify: (token: string) => Promise<VerifiedToken>;
  load: (
    queries: readonly RawQuery[],
    context: LoadContext,
  ) => ReturnType<typeof import("../load/loadQueries.ts").loadQueries>;
  catalog: (verified: VerifiedToken) => Promise<Catalog>;
  freshness: (verified: VerifiedToken) => Promise<FreshnessReport>;
  events: (verified: VerifiedToken, left: AbortSignal) => Promise<Response>;
  links: LinkParts;
  metrics: Metrics;
  exports: ExportWriters;
  reports: ReportRouteParts;
  alerts: AlertsPort | undefined;
  charts: ChartsPort | undefined;
  suggestions: SuggestionsPort | undefined;
  usage: Omit<UsageRouteParts, "catalog">;
  integrations: IntegrationsPort | undefined;
  hooks: ReceiveHook | undefined;
  /** Rejects while questions can't be answered. */
  assertReady: () => Promise<void>;
}

/** The HTTP face: `/northstar/v1/{load,catalog,freshness,events,exports,reports,alerts,suggestions,links,usage,metrics,boards,charts,integrations,erasures,hooks}`, `/healthz`, `/readyz`; every error a problem document. */
export function createApp(parts: AppParts): Hono<AppEnv> {
  const { production, allowedOrigins, onError } = parts.options;
  const app = new Hono<AppEnv>();

  // Ahead of what the other endpoints need: senders are no browsers, and thousands a second of them come.
  app.all("/northstar/v1/hooks/:name", hookRoute(parts.hooks));

  // A page for whoever clicks in a message: its policy is another than that of answers to programs.
  app.route("/northstar/v1/alerts/links", alertLinkRoutes(parts.alerts));

  app.use(requestId());
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      strictTransportSecurity: production,
    }),
  );
  if (allowedOrigins.length > 0) {
    app.use(
      cors({
        origin: allowedOrigins.includes("*") ? "*" : [...allowedOrigins],
        allowMethods: CORS.allowMethods,
        allowHeaders: CORS.allowHeaders,
        exposeHeaders: CORS.exposeHeaders,
        maxAge: CORS.maxAgeSeconds,
      }),
    );
  }
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) => {
        const error = new ServerError("method_not_allowed", `${context.req.path} takes ${methods.join(", ")}.`);
        return problemResponse(toProblem(error), { allow: methods.join(", ") });
      },
    }),
  );

  const authenticated = authenticate(parts.verify);

  app.post("/northstar/v1/load", authenticated, async (context) => {
    const queries = parseLoadRequest(await readJsonBody(context.req.raw));
    const leaving = new AbortController();
    let signal: AbortSignal | null = null;
    const answered = parts.load(queries, {
      claims: context.var.verified.claims,
      requestId: context.var.requestId,
      get signal() {
        signal ??= AbortSignal.any([context.req.raw.signal, leaving.signal]);
        return signal;
      },
    });
    return await loadResponse(answered, () => leaving.abort());
  });

  app.get("/northstar/v1/catalog", authenticated, async (context) => {
    // Another role reads another catalogue from the same address, so only the reader's own cache may hold it.
    return context.json(await parts.catalog(context.var.verified), 200, {
      "cache-control": "private, no-cache",
      vary: "authorization",
    });
  });

  app.get("/northstar/v1/freshness", authenticated, async (context) => {
    return context.json(await parts.freshness(context.var.verified), 200, { "cache-control": "no-store" });
  });

  app.get("/northstar/v1/events", authenticated, (context) =>
    parts.events(context.var.verified, context.req.raw.signal),
  );

  app.route("/northstar/v1/links", linkRoutes(parts.links, parts.catalog, authenticated));
  app.route("/northstar/v1/metrics", metricRoutes(parts.metrics, authenticated));
  app.route("/northstar/v1/exports", exportRoutes(parts.exports, authenticated));
  app.route("/northstar/v1/reports", reportRoutes(parts.reports, authenticated));
  app.route("/northstar/v1/alerts", alertRoutes(parts.alerts, authenticated));
  app.route("/northstar/v1/charts", chartRoutes(parts.charts, parts.catalog, authenticated));
  app.route("/northstar/v1/boards", boardRoutes(parts.charts, parts.catalog, authenticated));
  app.route("/northstar/v1/suggestions", suggestionRoutes(parts.suggestions, authenticated));
  app.route("/northstar/v1/usage", usageRoutes({ ...parts.usage, catalog: parts.catalog }, authenticated));
  app.route("/northstar/v1/integrations", integrationRoutes(parts.integrations, authenticated));
  app.route("/northstar/v1/erasures", erasureRoutes(parts.integrations, authenticated));

  app.get("/healthz", (context) => context.json({ status: "ok" }, 200, { "cache-control": "no-store" }));

  app.get("/readyz", async (context) => {
    try {
      await parts.assertReady();
    } catch (cause) {
      onError(cause, context.var.requestId);
      throw new ServerError("not_ready", "The model or the warehouse can't be asked yet. See the server's log.", {
        cause,
      });
    }
    return context.json({ status: "ready" }, 200, { "cache-control": "no-store" });
  });

  app.notFound((context) =>
    problemResponse(toProblem(new ServerError("not_found", `There is nothing at ${context.req.path}.`))),
  );

  app.onError((error, context) => {
    if (!(error instanceof ServerError) || (error.status >= 500 && error.status !== 503)) {
      onError(error, context.var.requestId);
    }
    return problemResponse(toProblem(error));
  });

  return app;
}
