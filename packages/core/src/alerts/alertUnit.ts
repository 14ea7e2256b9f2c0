import type { CatalogKpi } from "../kpi.ts";
import type { AlertRuleInput, AlertUnit } from "./types.ts";

/** What a rule's `compared` and limits are measured in. */
export function alertUnit(
  { condition }: Pick<AlertRuleInput, "condition">,
  kpi: Pick<CatalogKpi, "unit"> | null,
): AlertUnit {
  switch (condition.kind) {
    case "threshold":
      return kpi?.unit ?? "count";
    case "change":
      return condition.as === "relative" ? "percent" : (kpi?.unit ?? "count");
    case "target":
    case "freshness":
      return "times";
    case "anomaly":
      return "deviations";
    case "missing":
      return "periods";
    case "composite":
      return "count";
  }
}
