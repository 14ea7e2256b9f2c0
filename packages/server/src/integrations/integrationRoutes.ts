import type { IntegrationRefusal, IntegrationsPort } from "@northstar/core";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { ServerError, type ServerErrorCode } from "../errors.ts";
import type { AppEnv } from "../http/authenticate.ts";
import { readJsonBody } from "../load/readBody.ts";
import { mayAdminister } from "./mayAdminister.ts";
import { parseAction, parsePage } from "./parseAction.ts";

/** Below `/northstar/v1/integrations`: what ingestion is at, and what is done about it. For the role `devops`, of the tenant whose data they are. */
export function integrationRoutes(
  port: IntegrationsPort | undefined,
  authenticated: MiddlewareHandler<AppEnv>,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);

  routes.get("/", async (context) => answer(context, await allowed(context).list()));
  routes.get("/:name", async (context) =>
    answer(context, known(context, await allowed(context).detail(name(context)))),
  );
  routes.get("/:name/dead-letters", async (context) => {
    const own = allowed(context);
    return answer(context, known(context, await own.deadLetters(name(context), parsePage(context.req.query()))));
  });
  routes.get("/:name/dead-letters/:id", async (context) => {
    const record = await allowed(context).deadLetter(name(context), context.req.param("id"));
    if (record === null)
      throw new ServerError("not_found", "There is no such dead letter. It may have been replayed or discarded.");
    return answer(context, record);
  });
  routes.post("/:name/actions", async (context) => {
    const own = allowed(context);
    const action = parseAction(await readJsonBody(context.req.raw, '{"action": "pause"}'));
    const result = known(context, await own.act(name(context), action, { subject: context.var.verified.claims.sub }));
    if ("refused" in result) throw new ServerError(REFUSALS[result.refused], result.message);
    return answer(context, result);
  });
  return routes;

  function allowed({ var: { verified } }: Context<AppEnv>): IntegrationsPort {
    return mayAdminister(port, verified.claims, "integrations");
  }
}

const REFUSALS: Readonly<Record<IntegrationRefusal["refused"], ServerErrorCode>> = {
  not_possible: "action_not_possible",
  busy: "action_busy",
  range_invalid: "date_range_invalid",
};

const name = (context: Context<AppEnv>) => context.req.param("name") ?? "";

function known<T>(context: Context<AppEnv>, value: T | null): T {
  if (value !== null) return value;
  throw new ServerError("not_found", `There is no integration called ${JSON.stringify(name(context).slice(0, 100))}.`);
}

/** Never kept: records may hold personal data. */
function answer(context: Context<AppEnv>, value: object): Response {
  return context.json(value, 200, { "cache-control": "no-store" });
}
