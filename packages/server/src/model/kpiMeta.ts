import type { CatalogFunnel, KpiMeta } from "@northstar/core";
import { z } from "zod";

/** A text in each language of the interface. */
export const localizedText = z.object({ es: z.string(), en: z.string() });

const granularity = z.enum(["hour", "day", "week", "month", "quarter", "year"]);

/** Keys that this server doesn't read itself go through to the catalogue as they are. */
const kpiMetaSchema = z.looseObject({
  id: z.string().min(1),
  aliases: z.array(z.object({ id: z.string().min(1), since: z.string() })).optional(),
  version: z.int().positive(),
  title: localizedText,
  definition: localizedText,
  formula: localizedText.optional(),
  unit: z.enum(["people", "count", "percent", "ratio", "money", "minutes", "seconds", "per_second"]),
  polarity: z.enum(["up", "down"]),
  grain: granularity,
  target: z.number().optional(),
  thresholds: z.object({ amber: z.number(), red: z.number(), on: z.enum(["complete", "running"]) }).optional(),
  owner: z.string(),
  sloSeconds: z.number().positive(),
  sources: z.array(z.string()),
  roles: z.array(z.string()),
  timeDimension: z.string(),
  cohortLagDays: z.number().optional(),
  comparesWholePeriods: z.boolean().optional(),
  ratioOf: z.object({ numerator: z.string().min(1), denominator: z.string().min(1) }).optional(),
  changelog: z.array(z.object({ version: z.int(), since: z.string(), note: localizedText })).optional(),
  provisional: z.boolean().optional(),
});

const funnelMetaSchema = z.object({
  id: z.string().min(1),
  title: localizedText,
  definition: localizedText,
  timeDimension: z.string(),
  breakdowns: z.array(z.string()),
  sources: z.array(z.string()),
  sloSeconds: z.number().positive(),
  owner: z.string().optional(),
  roles: z.array(z.string()).optional(),
  steps: z
    .array(
      z.object({
        id: z.string(),
        title: localizedText,
        measure: z.string(),
        medianSecondsMeasure: z.string().optional(),
      }),
    )
    .min(1),
});

/** A funnel as a view's meta holds it: names without the view. */
export type FunnelMeta = Omit<CatalogFunnel, "timeDimensionMember"> & { timeDimension: string };

/** The KPI record of a measure's meta; null when there is none, an `Error` that says what is wrong with one that can't be read. */
export function readKpiMeta(meta: Record<string, unknown>): KpiMeta | null | Error {
  if (meta.kpi === undefined) return null;
  const parsed = kpiMetaSchema.safeParse(meta.kpi);
  return parsed.success ? parsed.data : new Error(z.prettifyError(parsed.error));
}

/** The funnels of a view's meta; those that can't be read come as an `Error`. */
export function readFunnels(meta: Record<string, unknown>): (FunnelMeta | Error)[] {
  if (!Array.isArray(meta.funnels)) return [];
  return meta.funnels.map((funnel: unknown) => {
    const parsed = funnelMetaSchema.safeParse(funnel);
    return parsed.success ? parsed.data : new Error(z.prettifyError(parsed.error));
  });
}
