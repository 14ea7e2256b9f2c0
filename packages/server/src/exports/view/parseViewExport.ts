import { COMPARISONS, PERIOD_PRESETS, type ResolvedFilters, resolveFilters } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../../errors.ts";
import { PACK_FORMATS } from "../../reports/files/packFile.ts";
import { describeIssues, formatPath } from "../../token/grantSchema.ts";
import { partsOf, VIEW_NAMES } from "./viewParts.ts";

const viewExport = z.strictObject({
  view: z.enum(VIEW_NAMES),
  period: z
    .union([
      z.strictObject({ preset: z.enum(PERIOD_PRESETS) }),
      z.strictObject({ start: z.iso.date(), end: z.iso.date() }).refine(({ start, end }) => start <= end, {
        message: "ends before it starts",
      }),
    ])
    .optional(),
  comparison: z.enum(COMPARISONS).optional(),
  values: z.record(z.string().min(1).max(100), z.array(z.string().max(200)).max(200)).optional(),
  format: z.enum(PACK_FORMATS),
  language: z.enum(["es", "en"]).default("es"),
});

/** What `POST /northstar/v1/exports/view` takes, its filters over the defaults of a view. */
export interface ViewExport extends Pick<z.infer<typeof viewExport>, "view" | "format" | "language"> {
  filters: ResolvedFilters;
}

/** @throws ServerError `request_invalid` */
export function parseViewExport(body: unknown): ViewExport {
  const parsed = viewExport.safeParse(body);
  if (parsed.success) {
    const { view, format, language, ...filters } = parsed.data;
    return { view, format, language, filters: resolveFilters({ period: partsOf(view).period }, filters) };
  }
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}
