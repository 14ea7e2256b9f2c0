import type { UsageBatch } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { describeIssues, formatPath } from "../token/grantSchema.ts";

/** A view of twenty KPIs opened ten times: a batch of half a minute is far below it. */
export const MOST_SHOWN = 200;

/** What couldn't be told for a day isn't any more. */
const OLDEST_SECONDS = 86_400;

/** Data older than this are of no age that a reader would count. */
const LONGEST_LAG_SECONDS = 10 * 366 * 86_400;

const shown = z.strictObject({
  id: z.uuid(),
  view: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "must be a short name such as executive")
    .nullable(),
  kpi: z.string().min(1).max(100),
  ageSeconds: z.number().min(0).max(OLDEST_SECONDS),
  lagSeconds: z.number().min(0).max(LONGEST_LAG_SECONDS).nullable(),
});

const batch = z.strictObject({ shown: z.array(shown).min(1).max(MOST_SHOWN) });

/** The body of `POST /northstar/v1/usage`. @throws ServerError `request_invalid` */
export function parseUsage(body: unknown): UsageBatch {
  const parsed = batch.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}
