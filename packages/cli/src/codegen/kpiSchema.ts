import { GRANULARITIES } from "@northstar/core";
import { z } from "zod";

const localizedText = z.strictObject({
  es: z.string({ error: "needs its Spanish text (es)" }).min(1, "needs its Spanish text (es)"),
  en: z.string({ error: "needs its English text (en)" }).min(1, "needs its English text (en)"),
});

const change = z.strictObject({
  version: z.int().positive(),
  since: z.iso.date("is a day, written 2026-11-01"),
  note: localizedText,
});

// Which names there are is the model's to say: see `readVocabulary`.
const sources = z.array(z.string()).min(1, "names no source");
const roles = z.array(z.string()).min(1, "names no role");
const sloSeconds = z
  .number({ error: "needs a service level: how old the newest data may be, in seconds" })
  .positive("is a number of seconds above 0");

const id = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, "is lower case letters, digits and _")
  .refine((name) => !(name in {}), "is a name that every object of JavaScript has");

/** `meta.kpi` as core's `KpiMeta` describes it; nothing else is allowed, so that a misspelt key is found. */
export const kpiSchema = z.strictObject({
  id,
  aliases: z
    .array(
      z.strictObject({
        id: z.string().min(1, "is empty"),
        since: z.iso.date("is a day, written 2026-11-01"),
      }),
    )
    .optional(),
  version: z.int({ error: "needs a whole number" }).positive(),
  title: localizedText,
  definition: localizedText,
  formula: localizedText.optional(),
  unit: z.enum(["people", "count", "percent", "ratio", "money", "minutes", "seconds", "per_second"], {
    error: "is one of people, count, percent, ratio, money, minutes, seconds, per_second",
  }),
  polarity: z.enum(["up", "down"], { error: "is up or down" }),
  grain: z.enum(GRANULARITIES, { error: `is one of ${GRANULARITIES.join(", ")}` }),
  target: z.number().optional(),
  thresholds: z
    .strictObject({
      amber: z.number(),
      red: z.number(),
      on: z.enum(["complete", "running"], { error: "is complete or running" }),
    })
    .optional(),
  owner: z.string({ error: "needs an owner: the team that answers for the number" }).min(1, "needs an owner"),
  sloSeconds,
  sources,
  roles,
  timeDimension: z.string(),
  breakdowns: z.array(z.string()).optional(),
  cohortLagDays: z.int().positive().optional(),
  comparesWholePeriods: z.boolean().optional(),
  ratioOf: z.strictObject({ numerator: z.string().min(1), denominator: z.string().min(1) }).optional(),
  changelog: z.array(change).min(1, "needs a line for each version"),
  provisional: z.boolean().optional(),
});

export type KpiRecord = z.infer<typeof kpiSchema>;

/** One entry of a view's `meta.funnels`, names without the view. */
export const funnelSchema = z.strictObject({
  id,
  version: z.int({ error: "needs a whole number" }).positive(),
  title: localizedText,
  definition: localizedText,
  timeDimension: z.string(),
  breakdowns: z.array(z.string()),
  sources,
  sloSeconds,
  owner: z.string().min(1, "needs an owner").optional(),
  roles: roles.optional(),
  changelog: z.array(change).min(1, "needs a line for each version"),
  steps: z
    .array(
      z.strictObject({
        id: z.string(),
        title: localizedText,
        measure: z.string(),
        medianSecondsMeasure: z.string().optional(),
      }),
    )
    .min(2, "needs two steps or more"),
});

export type FunnelRecord = z.infer<typeof funnelSchema>;

/** `meta.row_filters` of a public measure. */
export const rowFiltersSchema = z.array(z.string());
