import {
  type AlertCause,
  type AlertUnit,
  type AlertView,
  formatAge,
  formatPeriodLabel,
  formatValue,
  joinTexts,
  type KpiUnit,
  momentTexts,
  type TextKey,
} from "@northstar/core";
import { type LiveAlertsKey, liveAlertsTexts } from "@northstar/core/live-alerts";
import { sourceName } from "../components/FreshnessMark.tsx";
import type { Interface } from "../components/interface.ts";
import { momentOf } from "../hooks/momentOf.ts";

/** What live alerts say. */
export const TEXTS = joinTexts(liveAlertsTexts, momentTexts);

type Words = Interface<TextKey<typeof TEXTS>>;

/** What an alert is at, in a word. */
export function statusWords({ status, level }: AlertView, { t }: Words): string {
  if (status === "firing") return t(level === "red" ? "live_alerts.firing_red" : "live_alerts.firing_amber");
  return t(`live_alerts.${status}` as LiveAlertsKey);
}

/** The number that it is about: the KPI's value, else what is compared. `–` while nothing is known. */
export function valueWords(
  { value, compared, condition, unit }: AlertView,
  kpiUnit: KpiUnit | null,
  ui: Words,
): string {
  if (value !== null && kpiUnit !== null) return formatValue(value, kpiUnit, ui.format).full;
  if (compared === null) return "–";
  return figure(compared, unit, ui, condition);
}

/** What was compared, where that isn't the value itself: `−32 % frente al período anterior`. */
export function comparedWords(alert: AlertView, ui: Words): string | null {
  const { compared, limit, condition, unit } = alert;
  const { t } = ui;
  if (compared === null) return null;
  switch (condition) {
    case "threshold":
      return null;
    case "change":
      return t("live_alerts.change", { change: signed(compared, unit, ui) });
    case "target":
      return t("live_alerts.of_target", { share: formatValue(compared, "percent", ui.format).full });
    case "freshness":
      return t("live_alerts.of_slo", { times: formatValue(compared, "ratio", ui.format).full });
    case "anomaly":
      return t("live_alerts.deviations", { count: formatValue(compared, "ratio", ui.format).full });
    case "missing":
      return t.plural("live_alerts.periods", compared);
    case "composite":
      return t("live_alerts.conditions", { count: String(compared), limit: String(limit ?? "–") });
  }
}

/** The limit, the period and since when: each where it is known. */
export function detailWords(alert: AlertView, now: Date, ui: Words): string {
  const { limit, unit, condition, period, firingSince, since } = alert;
  const { t, format } = ui;
  const begun = firingSince ?? since;
  return [
    comparedWords(alert, ui),
    limit !== null && condition !== "composite"
      ? t("live_alerts.limit", { limit: figure(limit, unit, ui, condition) })
      : null,
    period && formatPeriodLabel({ start: period[0], end: period[1] }, format),
    t("live_alerts.since", { age: ageOf(begun, now, ui) }),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

export function causeWords(cause: AlertCause, { t }: Words): string {
  switch (cause.kind) {
    case "late_source":
      return t("live_alerts.cause_late", { sources: cause.sources.map((source) => sourceName(source, t)).join(", ") });
    case "no_rows":
      return t("live_alerts.cause_no_rows");
    case "too_little_history":
      return t("live_alerts.cause_history");
    case "too_early":
      return t("live_alerts.cause_early");
    case "failed":
      return t("live_alerts.cause_failed", { code: cause.code });
  }
}

/** Why nobody is told of it now, and who has seen it; none where neither is so. */
export function remarkWords({ acknowledged, snoozedUntil, silencedBy }: AlertView, now: Date, ui: Words): string[] {
  const { t } = ui;
  const remarks: string[] = [];
  if (acknowledged) {
    const { by, at, note } = acknowledged;
    const seen = t("live_alerts.acknowledged", { by, age: ageOf(at, now, ui) });
    remarks.push(note ? `${seen}: ${note}` : seen);
  }
  if (snoozedUntil && Date.parse(snoozedUntil) > now.getTime()) {
    remarks.push(t("live_alerts.snoozed", { until: momentOf(snoozedUntil, now, ui) }));
  }
  if (silencedBy?.kind === "mute") remarks.push(t("live_alerts.muted"));
  return remarks;
}

function ageOf(at: string, now: Date, { format }: Words): string {
  return formatAge(Math.max(0, (now.getTime() - Date.parse(at)) / 1000), format);
}

/** A number in the unit of what is compared. */
export function figure(value: number, unit: AlertUnit, ui: Words, condition?: AlertView["condition"]): string {
  if (condition === "change") return signed(value, unit, ui);
  if (unit === "times" && condition === "target") return formatValue(value, "percent", ui.format).full;
  return formatValue(value, kpiUnitOf(unit), ui.format).full;
}

function signed(value: number, unit: AlertUnit, { format }: Words): string {
  const text = formatValue(Math.abs(value), kpiUnitOf(unit), format).full;
  return value === 0 ? text : `${value > 0 ? "+" : "−"}${text}`;
}

function kpiUnitOf(unit: AlertUnit): KpiUnit {
  return unit === "times" || unit === "deviations" ? "ratio" : unit === "periods" ? "count" : unit;
}
