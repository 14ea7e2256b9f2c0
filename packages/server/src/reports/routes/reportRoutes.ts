import { type Claims, CoreError, fileName, type Pack, type PackSchedulesPort, type ReportsPort } from "@northstar/core";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { ServerError } from "../../errors.ts";
import { mayExport } from "../../exports/mayExport.ts";
import type { AppEnv } from "../../http/authenticate.ts";
import { readJsonBody } from "../../load/readBody.ts";
import type { AuditEntry } from "../../state/createAudit.ts";
import { mayRemark } from "../mayWriteReports.ts";
import { parseAction, parseComment, parseFile, parseList, parseNarrative, parseRequest } from "./parseReportBody.ts";
import { accepted, answer, known } from "./reportAnswers.ts";
import { scheduleRoutes } from "./scheduleRoutes.ts";

export interface ReportRouteParts {
  reports: ReportsPort | undefined;
  schedules: PackSchedulesPort | undefined;
  /** Takes down who took a file. */
  audit: ((entry: AuditEntry) => Promise<void>) | undefined;
  now: () => Date;
}

/**
 * Below `/northstar/v1/reports`: reviews as the token's roles and row filters see them. Making and writing them, and their files, are for tokens that may
 * export; comments also for those that may comment.
 */
export function reportRoutes(parts: ReportRouteParts, authenticated: MiddlewareHandler<AppEnv>): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);
  routes.route("/schedules", scheduleRoutes(parts.schedules));

  routes.get("/", async (context) => {
    const { reports, claims } = reader(context);
    return answer(context, { packs: await reports.list(claims, parseList(context.req.query()).kind ?? null) });
  });
  routes.post("/", async (context) => {
    const { reports, claims } = writer(context);
    const request = parseRequest(await body(context, '{"kind": "mbr", "period": "2026-10"}'));
    return answer(context, await ofClosedPeriod(() => reports.make(claims, request)));
  });
  routes.get("/:id", async (context) => {
    const { reports, claims } = reader(context);
    return answer(context, known(await reports.open(claims, id(context))));
  });
  routes.get("/:id/changes", async (context) => {
    const { reports, claims } = reader(context);
    return answer(context, { changes: known(await reports.changedSince(claims, id(context))) });
  });
  routes.post("/:id/narrative", async (context) => {
    const { reports, claims } = writer(context);
    const { text, basedOn } = parseNarrative(await body(context, '{"text": "…", "basedOn": 0}'));
    return answer(context, accepted(await reports.write(claims, id(context), text, basedOn)));
  });
  routes.post("/:id/comments", async (context) => {
    const { reports, claims } = reader(context);
    if (!mayRemark(claims)) mayExport(claims);
    const comment = parseComment(await body(context, '{"kpi": null, "text": "…"}'));
    return answer(context, accepted(await reports.comment(claims, id(context), comment)));
  });
  routes.post("/:id/actions", async (context) => {
    const { reports, claims } = writer(context);
    const action = parseAction(await body(context, '{"text": "…", "owner": "…", "due": null}'));
    return answer(context, accepted(await reports.addAction(claims, id(context), action)));
  });
  routes.post("/:id/actions/:action/close", async (context) => {
    const { reports, claims } = writer(context);
    const action = context.req.param("action");
    return answer(context, accepted(await reports.closeAction(claims, id(context), action)));
  });
  routes.get("/:id/file", async (context) => {
    const { reports, claims } = writer(context);
    const { format, language } = parseFile(context.req.query());
    const pack = known(await reports.open(claims, id(context)));
    await record(claims, pack, format);
    const { packFile } = await import("../files/packFile.ts");
    const { type, bytes } = await packFile(pack, format, language);
    const name = fileName(`${pack.period.kind} ${pack.period.name}`, [], format);
    return new Response(bytes, {
      headers: {
        "content-type": type,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  });
  return routes;

  /** @throws ServerError `reports_unavailable` */
  function reader({ var: { verified } }: Context<AppEnv>): { reports: ReportsPort; claims: Claims } {
    const { claims } = verified;
    if (parts.reports?.tenant === claims.tenant) return { reports: parts.reports, claims };
    throw new ServerError("reports_unavailable", "This server keeps no reviews for your organisation.");
  }

  /** @throws ServerError `reports_unavailable`, `capability_missing` */
  function writer(context: Context<AppEnv>) {
    const found = reader(context);
    mayExport(found.claims);
    return found;
  }

  /** @throws ServerError `exports_unavailable`, `state_unavailable` */
  async function record({ tenant, sub }: Claims, pack: Pack, format: string): Promise<void> {
    if (!parts.audit) {
      throw new ServerError("exports_unavailable", "This server writes no files: it can't say who took them.");
    }
    const subject = `${pack.period.kind} ${pack.period.name} ${pack.id}; ${format}`;
    await parts.audit({ tenant, at: parts.now().getTime(), by: sub, action: "report.taken", subject });
  }
}

async function ofClosedPeriod<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    throw new ServerError("request_invalid", error.message, { members: ["period"], cause: error });
  }
}

const id = (context: Context<AppEnv>) => context.req.param("id") ?? "";
const body = (context: Context<AppEnv>, example: string) => readJsonBody(context.req.raw, example);
