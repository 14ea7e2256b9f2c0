import type { Claims, PackSchedulesPort } from "@northstar/core";
import { type Context, Hono } from "hono";
import { ServerError } from "../../errors.ts";
import { mayExport } from "../../exports/mayExport.ts";
import type { AppEnv } from "../../http/authenticate.ts";
import { readJsonBody } from "../../load/readBody.ts";
import { parseRemoval, parseSchedule } from "./parseScheduleBody.ts";
import { accepted, answer } from "./reportAnswers.ts";

const EXAMPLE = '{"schedule": {"title": "…", "kind": "wbr", …}, "basedOn": null}';

/** Below `/northstar/v1/reports/schedules`: reviews that go out by themselves, for tokens that may export. The caller has authenticated. */
export function scheduleRoutes(schedules: PackSchedulesPort | undefined): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();

  routes.get("/", async (context) => {
    const { port, claims } = writer(context);
    return answer(context, await port.list(claims));
  });
  routes.post("/", async (context) => {
    const { port, claims } = writer(context);
    const { schedule, basedOn } = parseSchedule(await readJsonBody(context.req.raw, EXAMPLE));
    return answer(context, accepted(await port.save(claims, null, schedule, basedOn)));
  });
  routes.post("/:id", async (context) => {
    const { port, claims } = writer(context);
    const { schedule, basedOn } = parseSchedule(await readJsonBody(context.req.raw, EXAMPLE));
    return answer(context, accepted(await port.save(claims, context.req.param("id"), schedule, basedOn)));
  });
  routes.post("/:id/remove", async (context) => {
    const { port, claims } = writer(context);
    const { basedOn } = parseRemoval(await readJsonBody(context.req.raw, '{"basedOn": 1}'));
    return answer(context, accepted(await port.remove(claims, context.req.param("id"), basedOn)));
  });
  routes.post("/:id/run", async (context) => {
    const { port, claims } = writer(context);
    return answer(context, accepted(await port.run(claims, context.req.param("id"))));
  });
  return routes;

  /** @throws ServerError `reports_unavailable`, `capability_missing` */
  function writer({ var: { verified } }: Context<AppEnv>): { port: PackSchedulesPort; claims: Claims } {
    const { claims } = verified;
    if (schedules?.tenant !== claims.tenant) {
      throw new ServerError("reports_unavailable", "This server sends no reviews for your organisation.");
    }
    mayExport(claims);
    return { port: schedules, claims };
  }
}
