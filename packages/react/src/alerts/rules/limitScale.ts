import {
  type AlertCondition,
  alertUnit,
  type CatalogKpi,
  formatCurrencySymbol,
  formatValue,
  type KpiUnit,
} from "@northstar/core";
import type { RulesInterface } from "./texts.ts";

/** How a limit is typed and shown: `shown = value × factor`, with the unit behind it. */
export interface LimitScale {
  factor: number;
  suffix: string | null;
}

const AS_WRITTEN: LimitScale = { factor: 1, suffix: null };

/** What limits of a condition are typed in: a fraction in percent, a multiple of the objective as it is. */
export function limitScale(
  condition: AlertCondition,
  kpi: Pick<CatalogKpi, "unit"> | null,
  { t, format }: RulesInterface,
): LimitScale {
  const unit = alertUnit({ condition }, kpi);
  switch (unit) {
    case "percent":
      return { factor: 100, suffix: "%" };
    case "money":
      return { factor: 1, suffix: formatCurrencySymbol(format) };
    case "minutes":
      return { factor: 1, suffix: "min" };
    case "seconds":
      return { factor: 1, suffix: "s" };
    case "per_second":
      return { factor: 1, suffix: "/s" };
    case "deviations":
      return { factor: 1, suffix: t("alert_rules.unit_deviations") };
    case "periods":
      return { factor: 1, suffix: t("alert_rules.unit_periods") };
    case "times":
      return condition.kind === "target"
        ? { factor: 100, suffix: t("alert_rules.unit_of_target") }
        : { factor: 1, suffix: t("alert_rules.unit_of_slo") };
    default:
      return AS_WRITTEN;
  }
}

/** A limit in words. A change is said by its size: the sentence says which way. */
export function limitWords(
  value: number,
  condition: AlertCondition,
  kpi: Pick<CatalogKpi, "unit"> | null,
  { format }: RulesInterface,
): string {
  const unit = alertUnit({ condition }, kpi);
  const size = condition.kind === "change" || condition.kind === "anomaly" ? Math.abs(value) : value;
  if (unit === "times" && condition.kind === "target") return formatValue(size, "percent", format, { digits: 0 }).full;
  const known: KpiUnit = unit === "times" || unit === "deviations" ? "ratio" : unit === "periods" ? "count" : unit;
  const isWhole = Number.isInteger(known === "percent" ? Math.round(size * 1e6) / 1e4 : size);
  return formatValue(size, known, format, isWhole ? { digits: 0 } : {}).full;
}
