import { comparisonPhrase, formatDelta, formatValue, isLikeForLike } from "@northstar/core";
import { memo } from "react";
import type { KpiValue } from "../hooks/types.ts";
import { ArrowIcon } from "./icons.tsx";
import { type Interface, useInterface } from "./interface.ts";

/**
 * How a KPI changed: sign, arrow and colour, and against what. Colour is by polarity: a cost that rises is bad. There is none where
 * a running period is held against a whole one.
 */
export const Delta = memo(function Delta({
  value,
  words = "short",
}: {
  value: KpiValue;
  words?: "short" | "long" | "none";
}) {
  const ui = useInterface();
  if (value.comparisonRange === null || value.current === null) return null;
  const delta = formatDelta(value.current, value.previous, value.kpi, ui.format);
  const previous = formatValue(value.previous, value.kpi.unit, ui.format).full;
  const against = againstWords(value, value.comparisonRange, previous, ui);
  const isAlike = isLikeForLike(value.kpi, value.period);
  // A short "vs. 3,62" would pass for the same stretch: what isn't has to be said.
  const isSaid = words === "long" || (words === "short" && !isAlike);
  if (delta.direction === "none") {
    return <p className="ns-delta">{words === "none" ? "–" : ui.t("kpi.no_comparison")}</p>;
  }
  return (
    <p className="ns-delta" title={against}>
      <span className="ns-delta-change" data-tone={isAlike ? delta.tone : "neutral"} data-direction={delta.direction}>
        {delta.direction !== "flat" && <ArrowIcon direction={delta.direction} />}
        {delta.text}
      </span>
      {isSaid && <span>{against}</span>}
      {words === "short" && !isSaid && <span aria-hidden="true">vs. {previous}</span>}
      {!isSaid && <span className="ns-visually-hidden">{against}</span>}
    </p>
  );
});

const AGAINST = { same_stretch: "kpi.versus_same_stretch", whole: "kpi.versus_whole", plain: "kpi.versus" } as const;

function againstWords(
  { kpi, period }: KpiValue,
  range: NonNullable<KpiValue["comparisonRange"]>,
  value: string,
  { t, format }: Interface,
): string {
  const { kind, previous } = comparisonPhrase(kpi, period, range, format);
  return t(AGAINST[kind], { previous, value });
}

export function DeltaSkeleton() {
  return (
    <p className="ns-delta" aria-hidden="true">
      <span className="ns-skeleton">+00,0 % 00.000</span>
    </p>
  );
}
