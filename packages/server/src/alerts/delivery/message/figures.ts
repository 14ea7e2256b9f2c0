import { type AlertView, type FormatContext, formatValue, type KpiUnit, type Translator } from "@northstar/core";
import type { MailKey } from "./texts.ts";

/** What a condition compares, in words: `87,0 % del objetivo`, `a 3,4 desviaciones de lo habitual`. */
export function comparedWords(
  value: number,
  { unit, condition }: Pick<AlertView, "unit" | "condition">,
  context: FormatContext,
  translate: Translator<MailKey>,
): string {
  const plain = (digits?: number) => formatValue(value, "ratio", context, digits === undefined ? {} : { digits }).full;
  switch (unit) {
    case "times": {
      const percent = formatValue(value, "percent", context).full;
      return translate(condition === "freshness" ? "mail.compared_freshness" : "mail.compared_target", {
        value: percent,
      });
    }
    case "deviations":
      return translate.plural("mail.compared_deviations", value, { value: plain(1) });
    case "periods":
      return translate.plural("mail.compared_periods", value, { value: plain(0) });
    default: {
      if (condition === "composite") return translate.plural("mail.compared_conditions", value, { value: plain(0) });
      const words = formatValue(value, unit, context).full;
      return condition === "change"
        ? translate("mail.compared_change", { value: value > 0 ? `+${words}` : words })
        : words;
    }
  }
}

/** Unit of the KPI's own value, where the alert says it: its line can be labelled then. */
export function kpiUnitOf({ condition, unit }: Pick<AlertView, "unit" | "condition">): KpiUnit | null {
  if (condition !== "threshold" || unit === "times" || unit === "deviations" || unit === "periods") return null;
  return unit;
}
