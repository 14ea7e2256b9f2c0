import { ALERT_SEVERITIES, type AlertRuleInput, GRANULARITIES } from "@northstar/core";
import { z } from "zod";
import { formatPath } from "../../token/grantSchema.ts";

const LONGEST_TEXT = 500;
const MOST_VALUES = 100;
/** A year. */
const LONGEST_SECONDS = 366 * 86_400;

const text = z.string().min(1).max(LONGEST_TEXT);
const localized = z.strictObject({ es: text, en: text });
const limit = z.strictObject({ enter: z.number(), exit: z.number().optional() });
const limits = { amber: limit.optional(), red: limit.optional() };
const side = z.enum(["above", "below"]);
const seconds = z.number().min(0).max(LONGEST_SECONDS);
const days = z.array(z.number().int().min(1).max(7)).min(1).max(7).optional();

const watch = {
  kpi: z.string().min(1).max(100),
  filters: z.record(z.string().min(1).max(100), z.array(z.string().max(200)).min(1).max(MOST_VALUES)).optional(),
  grain: z.enum(GRANULARITIES).optional(),
};

const simple = [
  z.strictObject({ kind: z.literal("threshold"), direction: side, ...limits }),
  z.strictObject({
    kind: z.literal("change"),
    against: z.enum(["previous_period", "previous_year"]),
    as: z.enum(["relative", "absolute"]),
    direction: side,
    ...limits,
  }),
  z.strictObject({ kind: z.literal("target"), direction: side, ...limits }),
  z.strictObject({
    kind: z.literal("anomaly"),
    direction: z.enum(["above", "below", "both"]),
    season: z.enum(["none", "weekday", "hour_of_week", "month"]),
    history: z.number().int().min(8).max(120).optional(),
    ...limits,
  }),
  z.strictObject({ kind: z.literal("missing"), ...limits }),
  z.strictObject({ kind: z.literal("freshness"), ...limits }),
] as const;

const composite = z.strictObject({
  kind: z.literal("composite"),
  match: z.union([z.enum(["all", "any"]), z.strictObject({ count: z.number().int().min(1) })]),
  of: z
    .array(z.strictObject({ ...watch, condition: z.discriminatedUnion("kind", simple) }))
    .min(1)
    .max(20),
});

const rule = z.strictObject({
  id: z.string().min(1).max(64),
  title: localized,
  note: localized.optional(),
  enabled: z.boolean().optional(),
  watch: z.strictObject(watch).optional(),
  condition: z.discriminatedUnion("kind", [...simple, composite]),
  on: z.enum(["complete", "running", "projected"]).optional(),
  forSeconds: seconds.optional(),
  keepFiringSeconds: seconds.optional(),
  severity: z.enum(ALERT_SEVERITIES as ["critical", "warning", "info"]).optional(),
  schedule: z
    .union([
      z.strictObject({ everySeconds: seconds }),
      z.strictObject({ at: z.array(z.string().max(5)).min(1).max(24), days }),
    ])
    .optional(),
  owner: text,
  quietHours: z
    .array(z.strictObject({ from: z.string().max(5), to: z.string().max(5), days }))
    .max(20)
    .optional(),
  routes: z
    .array(
      z.strictObject({
        channel: z.string().min(1).max(100),
        recipients: z.array(z.string().min(1).max(100)).max(MOST_VALUES).optional(),
        from: z.enum(ALERT_SEVERITIES as ["critical", "warning", "info"]).optional(),
      }),
    )
    .max(20)
    .optional(),
  remindSeconds: seconds.optional(),
  labels: z
    .record(z.string().min(1).max(50), z.string().min(1).max(100))
    .refine((labels) => Object.keys(labels).length <= 20, "must be at most 20 labels")
    .optional(),
});

/** The shape of a rule, from JSON or YAML; whether it makes sense, `ruleProblems` says. */
export function parseRule(
  value: unknown,
): { rule: AlertRuleInput } | { problems: { path: string; message: string }[] } {
  const parsed = rule.safeParse(value);
  if (parsed.success) return { rule: parsed.data };
  return {
    problems: parsed.error.issues.slice(0, 20).map(({ path, message }) => ({ path: formatPath(path), message })),
  };
}
