import type { AlertRefusal, AlertsPort, Claims } from "@northstar/core";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { ServerError, type ServerErrorCode } from "../../errors.ts";
import type { AppEnv } from "../../http/authenticate.ts";
import { readJsonBody } from "../../load/readBody.ts";
import { mayWriteRules } from "./mayWriteRules.ts";
import {
  parseDeletion,
  parseHistoryPage,
  parseMute,
  parseNote,
  parsePreview,
  parseResponses,
  parseRuleChange,
  parseSnooze,
  parseTest,
} from "./parseAlertBody.ts";
import { readResponses } from "./readResponses.ts";

/**
 * Below `/northstar/v1/alerts`: alerts and their history as the token's roles and row filters see them; rules, mutes and dead letters are
 * changed by the role `devops`.
 */
export function alertRoutes(port: AlertsPort | undefined, authenticated: MiddlewareHandler<AppEnv>): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);

  routes.get("/", async (context) => {
    const { alerts, claims } = reader(context);
    return answer(context, { alerts: await alerts.list(claims) });
  });
  routes.get("/history", async (context) => {
    const { alerts, claims } = reader(context);
    return answer(context, await alerts.history(claims, parseHistoryPage(context.req.query())));
  });
  routes.get("/responses", async (context) => {
    const { alerts, claims } = reader(context);
    const { since } = parseResponses(context.req.query());
    return answer(context, await readResponses(alerts, claims, new Date(since)));
  });
  routes.get("/rules", async (context) => {
    const { alerts, claims } = reader(context);
    return answer(context, { rules: await alerts.rules(claims) });
  });
  routes.get("/rules/:id/versions", async (context) => {
    const { alerts, claims } = reader(context);
    return answer(context, { versions: known(await alerts.ruleVersions(claims, parameter(context, "id")), "rule") });
  });
  routes.post("/rules", async (context) => {
    const { alerts, claims } = writer(context);
    const { rule, basedOn } = parseRuleChange(await body(context, '{"rule": {…}, "basedOn": 3}'));
    return answer(context, accepted(await alerts.saveRule(claims, rule, basedOn)));
  });
  routes.post("/rules/:id/delete", async (context) => {
    const { alerts, claims } = writer(context);
    const { basedOn } = parseDeletion(await body(context, '{"basedOn": 3}'));
    return answer(context, accepted(known(await alerts.deleteRule(claims, parameter(context, "id"), basedOn), "rule")));
  });
  routes.post("/preview", async (context) => {
    const { alerts, claims } = writer(context);
    const { rule, days } = parsePreview(await body(context, '{"rule": {…}, "days": 90}'));
    return answer(context, accepted(await alerts.preview(claims, rule, days)));
  });
  routes.post("/test", async (context) => {
    const { alerts, claims } = writer(context);
    const { rule, channel } = parseTest(await body(context, '{"rule": {…}, "channel": "…"}'));
    return answer(context, accepted(await alerts.test(claims, rule, channel)));
  });
  routes.get("/channels", async (context) => {
    const { alerts, claims } = writer(context);
    return answer(context, { channels: await alerts.channels(claims) });
  });
  routes.get("/dead-letters", async (context) => {
    const { alerts, claims } = writer(context);
    return answer(context, { deadLetters: await alerts.deadLetters(claims) });
  });
  routes.post("/dead-letters/:id/retry", async (context) => {
    const { alerts, claims } = writer(context);
    return done(context, await alerts.retryDeadLetter(claims, parameter(context, "id")), "dead letter");
  });
  routes.post("/dead-letters/:id/discard", async (context) => {
    const { alerts, claims } = writer(context);
    return done(context, await alerts.discardDeadLetter(claims, parameter(context, "id")), "dead letter");
  });
  routes.get("/mutes", async (context) => {
    const { alerts, claims } = reader(context);
    return answer(context, { mutes: await alerts.mutes(claims) });
  });
  routes.post("/mutes", async (context) => {
    const { alerts, claims } = writer(context);
    const mute = parseMute(await body(context, '{"labels": {"team": "growth"}, "until": "…", "note": null}'));
    return answer(context, accepted(await alerts.mute(claims, mute)));
  });
  routes.post("/mutes/:id/remove", async (context) => {
    const { alerts, claims } = writer(context);
    return done(context, await alerts.unmute(claims, parameter(context, "id")), "mute");
  });
  routes.post("/:id/acknowledge", async (context) => {
    const { alerts, claims } = reader(context);
    const note = parseNote(await body(context, '{"note": null}'));
    return answer(context, known(await alerts.acknowledge(claims, parameter(context, "id"), note), "alert"));
  });
  routes.post("/:id/snooze", async (context) => {
    const { alerts, claims } = reader(context);
    const until = parseSnooze(await body(context, '{"until": "2026-11-24T08:00:00Z"}'));
    return answer(context, known(await alerts.snooze(claims, parameter(context, "id"), until), "alert"));
  });
  return routes;

  /** @throws ServerError `alerts_unavailable` */
  function reader({ var: { verified } }: Context<AppEnv>): { alerts: AlertsPort; claims: Claims } {
    const { claims } = verified;
    if (port?.tenant === claims.tenant) return { alerts: port, claims };
    throw new ServerError("alerts_unavailable", "This server keeps no alerts for your organisation.");
  }

  /** @throws ServerError `alerts_unavailable`, `role_missing`, `row_filter_not_applicable` */
  function writer(context: Context<AppEnv>) {
    const found = reader(context);
    mayWriteRules(found.claims);
    return found;
  }
}

const REFUSALS: Readonly<Record<AlertRefusal["refused"], ServerErrorCode>> = {
  rule_invalid: "rule_invalid",
  rule_changed: "rule_changed",
  rule_from_code: "rule_from_code",
  busy: "action_busy",
  not_possible: "action_not_possible",
};

/** @throws ServerError with the refusal's code */
function accepted<T extends object>(result: T | AlertRefusal): T {
  if (!("refused" in result)) return result as T;
  const { refused, message, fields = [] } = result as AlertRefusal;
  throw new ServerError(REFUSALS[refused], message, { members: fields.map(({ path }) => path), fields });
}

function known<T>(value: T | null, what: string): T {
  if (value !== null) return value;
  throw new ServerError("not_found", `There is no such ${what}. It may be over, or not for you to see.`);
}

function done(context: Context<AppEnv>, isDone: boolean, what: string): Response {
  known(isDone || null, what);
  return answer(context, { done: true });
}

const parameter = (context: Context<AppEnv>, name: string) => context.req.param(name) ?? "";
const body = (context: Context<AppEnv>, example: string) => readJsonBody(context.req.raw, example);

/** Never kept: the next reader may see less. */
function answer(context: Context<AppEnv>, value: object): Response {
  return context.json(value, 200, { "cache-control": "no-store" });
}
