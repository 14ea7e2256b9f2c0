import { Hono, type MiddlewareHandler } from "hono";
import { ServerError } from "../errors.ts";
import type { AppEnv } from "../http/authenticate.ts";
import type { Metrics } from "./createMetrics.ts";

/** Below `/northstar/v1/metrics`: what each metric that the token's roles see means, where it comes from and where it is used. */
export function metricRoutes(metrics: Metrics, authenticated: MiddlewareHandler<AppEnv>): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);
  routes.get("/", async (context) => context.json(await metrics.list(context.var.verified.claims), 200, NOT_KEPT));
  routes.get("/:id", async (context) => {
    const metric = await metrics.detail(context.var.verified.claims, context.req.param("id"));
    if (!metric) {
      throw new ServerError("not_found", "There is no such metric, or it isn't for you to see.");
    }
    return context.json({ metric }, 200, NOT_KEPT);
  });
  return routes;
}

/** The next reader may see less. */
const NOT_KEPT = { "cache-control": "no-store" };
