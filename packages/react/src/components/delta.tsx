import { comparisonWords, formatDelta, formatValue, type Period } from "@northstar/core";
import type { KpiValue } from "../hooks/types.ts";
import { ArrowIcon } from "./icons.tsx";
import { type Interface, useInterface } from "./interface.ts";

/** How a KPI changed: sign, arrow and colour, and against what. Colour is by polarity: a cost that rises is bad. */
export function Delta({ value, words = "short" }: { value: KpiValue; words?: "short" | "long" | "none" }) {
  const ui = useInterface();
  if (value.comparisonRange === null || value.current === null) return null;
  const delta = formatDelta(value.current, value.previous, value.kpi, ui.format);
  const previous = formatValue(value.previous, value.kpi.unit, ui.format).full;
  const against = againstWords(value.period, value.comparisonRange, previous, ui);
  if (delta.direction === "none") {
    return <p className="ns-delta">{words === "none" ? "–" : ui.t("kpi.no_comparison")}</p>;
  }
  return (
    <p className="ns-delta" title={against}>
      <span className="ns-delta-change" data-tone={delta.tone} data-direction={delta.direction}>
        {delta.direction !== "flat" && <ArrowIcon direction={delta.direction} />}
        {delta.text}
      </span>
      {words === "long" && <span>{against}</span>}
      {words === "short" && <span aria-hidden="true">vs. {previous}</span>}
      {words !== "long" && <span className="ns-visually-hidden">{against}</span>}
    </p>
  );
}

function againstWords(
  period: Period,
  range: NonNullable<KpiValue["comparisonRange"]>,
  value: string,
  { t, format }: Interface,
): string {
  const previous = comparisonWords(period, range, format);
  return t(period.partial ? "kpi.versus_same_stretch" : "kpi.versus", { previous, value });
}

export function DeltaSkeleton() {
  return (
    <p className="ns-delta" aria-hidden="true">
      <span className="ns-skeleton">+00,0 % 00.000</span>
    </p>
  );
}
