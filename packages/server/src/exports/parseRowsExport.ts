import { z } from "zod";
import { ServerError } from "../errors.ts";
import { describeIssues, formatPath } from "../token/grantSchema.ts";

const text = z.string().min(1).max(200);

const rowsExport = z.strictObject({
  query: z.unknown(),
  title: text,
  columns: z
    .array(z.strictObject({ member: text, title: text }))
    .min(1)
    .max(50),
  comments: z.array(z.string().max(500)).max(20).default([]),
  decimal: z.enum(["point", "comma"]).default("point"),
});

/** What `POST /northstar/v1/exports/rows` takes. */
export type RowsExport = z.infer<typeof rowsExport>;

/** @throws ServerError `request_invalid` */
export function parseRowsExport(body: unknown): RowsExport {
  const parsed = rowsExport.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}
