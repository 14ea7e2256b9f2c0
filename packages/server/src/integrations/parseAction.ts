import type { IntegrationAction } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { describeIssues, formatPath } from "../token/grantSchema.ts";

/** A week: longer isn't a change of secrets but two of them. */
const MAX_GRACE_HOURS = 168;
const MAX_IDS = 5000;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day such as 2026-11-22");
const ids = z.array(z.string().min(1).max(300)).min(1).max(MAX_IDS).optional();

const schema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.enum(["pause", "resume", "run"]) }),
  z.strictObject({ action: z.literal("backfill"), from: day, to: day }),
  z.strictObject({
    action: z.literal("rotate"),
    secret: z.string().min(1).max(100),
    graceHours: z.number().min(0).max(MAX_GRACE_HOURS),
  }),
  z.strictObject({ action: z.literal("replay"), ids }),
  z.strictObject({ action: z.literal("discard"), ids }),
]);

/** The body of `POST /northstar/v1/integrations/:name/actions`. @throws ServerError `request_invalid` */
export function parseAction(body: unknown): IntegrationAction {
  const parsed = schema.safeParse(body);
  if (parsed.success) {
    const { data } = parsed;
    if (data.action !== "replay" && data.action !== "discard") return data;
    const { action, ids } = data;
    return ids ? { action, ids } : { action };
  }
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}

const page = z.strictObject({
  after: z.string().min(1).max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** Parameters of `GET …/dead-letters`. @throws ServerError `request_invalid` */
export function parsePage(parameters: Readonly<Record<string, string>>): { after: string | null; limit: number } {
  const parsed = page.safeParse(parameters);
  if (parsed.success) return { after: parsed.data.after ?? null, limit: parsed.data.limit ?? 50 };
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "query"),
  });
}
