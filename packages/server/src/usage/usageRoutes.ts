import type { Catalog, UsagePort } from "@northstar/core";
import { Hono, type MiddlewareHandler } from "hono";
import { ServerError } from "../errors.ts";
import type { AppEnv } from "../http/authenticate.ts";
import { readJsonBody } from "../load/readBody.ts";
import type { VerifiedToken } from "../token/verifyToken.ts";
import { MOST_SHOWN, parseUsage } from "./parseUsage.ts";
import { createRateLimit } from "./rateLimit.ts";

export interface UsageRouteParts {
  usage: UsagePort | undefined;
  catalog: (verified: VerifiedToken) => Promise<Catalog>;
  now: () => Date;
}

/** A screen tells twice a minute; several screens of a person may be open, and be closed at once. */
const BATCHES_A_MINUTE = 30;

const EXAMPLE = '{"shown": [{"id": "…", "view": "executive", "kpi": "…", "ageSeconds": 3, "lagSeconds": 42}]}';

/** `POST /northstar/v1/usage`: which KPIs a reader was shown. Who the reader is, the token says. */
export function usageRoutes(parts: UsageRouteParts, authenticated: MiddlewareHandler<AppEnv>): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const mayTell = createRateLimit(BATCHES_A_MINUTE, 60_000);
  routes.use("*", authenticated);
  routes.post("/", async (context) => {
    const { verified } = context.var;
    const { claims } = verified;
    if (parts.usage?.tenant !== claims.tenant) {
      throw new ServerError("usage_unavailable", "This server counts no use for your organisation.");
    }
    if (!mayTell(JSON.stringify([claims.tenant, claims.sub]), parts.now().getTime())) {
      throw new ServerError(
        "usage_too_often",
        `At most ${BATCHES_A_MINUTE} batches of ${MOST_SHOWN} are taken of a person in a minute. Tell it later.`,
      );
    }
    const batch = parseUsage(await readJsonBody(context.req.raw, EXAMPLE));
    const answer = await parts.usage.shown(claims, batch, await parts.catalog(verified));
    return context.json(answer, 202, { "cache-control": "no-store" });
  });
  return routes;
}
