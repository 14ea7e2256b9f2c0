import type { Erasure, ErasureRefusal, IntegrationsPort } from "@northstar/core";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { ServerError, type ServerErrorCode } from "../errors.ts";
import type { AppEnv } from "../http/authenticate.ts";
import { readJsonBody } from "../load/readBody.ts";
import { mayAdminister } from "./mayAdminister.ts";
import { parseErasure } from "./parseErasure.ts";

/**
 * Below `/northstar/v1/erasures`: forgets people, for who may administer integrations. An erasure reads the whole warehouse, which takes longer
 * than proxies wait: it is begun, answered with 202 and its id, and looked at until it has ended.
 */
export function erasureRoutes(
  port: IntegrationsPort | undefined,
  authenticated: MiddlewareHandler<AppEnv>,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);

  routes.post("/", async (context) => {
    const own = allowed(context);
    const request = parseErasure(await readJsonBody(context.req.raw, '{"crmId": "501"}'));
    const begun = await own.erase(request, { subject: context.var.verified.claims.sub });
    if ("refused" in begun) throw new ServerError(REFUSALS[begun.refused], begun.message);
    return answer(context, begun, 202);
  });
  routes.get("/:id", (context) => {
    const erasure = allowed(context).erasure(context.req.param("id"));
    if (erasure) return answer(context, erasure, 200);
    throw new ServerError(
      "not_found",
      "There is no erasure of this id. The server forgets them when it ends; the security list keeps those that were done.",
    );
  });
  return routes;

  function allowed({ var: { verified } }: Context<AppEnv>): IntegrationsPort {
    return mayAdminister(port, verified.claims, "erasures");
  }
}

const REFUSALS: Readonly<Record<ErasureRefusal["refused"], ServerErrorCode>> = {
  identifier_invalid: "request_invalid",
  busy: "action_busy",
};

function answer(context: Context<AppEnv>, erasure: Erasure, status: 200 | 202): Response {
  return context.json(erasure, status, { "cache-control": "no-store" });
}
