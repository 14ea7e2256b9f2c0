import { formatAge, formatValue, type MetricDetail } from "@northstar/core";
import type { ReactNode } from "react";
import { roleList } from "../components/roleNames.ts";
import type { MetricsInterface } from "./texts.ts";

/** Unit, target, limits, owner, promise and readers of a metric, as its record has them. */
export function MetricFacts({ metric: { kpi }, ui }: { metric: MetricDetail; ui: MetricsInterface }) {
  const { t, format } = ui;
  const { unit, polarity, target, thresholds, grain, owner, sloSeconds, roles } = kpi;
  const words = (value: number) => formatValue(value, unit, format).full;
  return (
    <dl className="ns-facts">
      <Fact name={t("metrics.unit")}>{t(`metrics.unit_${unit}`, { currency: format.currency })}</Fact>
      <Fact name={t("metrics.polarity")}>{t(`metrics.polarity_${polarity}`)}</Fact>
      <Fact name={t("why.target")}>
        {target === undefined
          ? t("metrics.no_target")
          : t("why.target_per", { value: words(target), grain: t(`why.grain_${grain}`) })}
      </Fact>
      <Fact name={t("why.thresholds")}>
        {thresholds === undefined
          ? t("metrics.no_thresholds")
          : `${t(polarity === "down" ? "why.thresholds_down" : "why.thresholds_up", {
              amber: words(thresholds.amber),
              red: words(thresholds.red),
            })}; ${t(thresholds.on === "running" ? "why.on_running" : "why.on_complete")}`}
      </Fact>
      <Fact name={t("why.owner")}>{owner}</Fact>
      <Fact name={t("metrics.slo")}>{t("metrics.slo_value", { age: formatAge(sloSeconds, format) })}</Fact>
      <Fact name={t("metrics.roles")}>{roleList(roles, ui)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
