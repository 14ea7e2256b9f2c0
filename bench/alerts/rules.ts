import type { AlertRuleInput, Catalog, CatalogKpi, Granularity } from "../../packages/core/src/index.ts";

const COUNTRIES = ["CO", "MX", "PE", "AR", "CL", "EC"];

/**
 * Rules as an installation with many of them would have: each KPI of the catalogue, whole and by country where countries cut it, by its own
 * period and by shorter ones, against limits, the period before, and its usual spread; round and round with other limits until there are enough.
 * @param routed the channel of every rule
 */
export function makeRules({ kpis }: Pick<Catalog, "kpis">, count: number, routed: string): AlertRuleInput[] {
  const kinds: ((kpi: CatalogKpi, round: number) => Pick<AlertRuleInput, "condition" | "on">)[] = [
    (kpi, round) => ({
      condition: { kind: "threshold", direction: kpi.polarity === "up" ? "below" : "above", red: { enter: 1 + round } },
    }),
    (kpi, round) => ({
      condition: {
        kind: "change",
        against: "previous_period",
        as: "relative",
        direction: kpi.polarity === "up" ? "below" : "above",
        amber: { enter: kpi.polarity === "up" ? -0.3 - round / 100 : 0.3 + round / 100 },
      },
    }),
    (_, round) => ({
      condition: { kind: "anomaly", direction: "both", season: "none", amber: { enter: 3 + round / 10 } },
    }),
    (kpi, round) => ({
      condition: { kind: "threshold", direction: kpi.polarity === "up" ? "below" : "above", red: { enter: 1 + round } },
      ...(!kpi.cohortLagDays && kpi.grain !== "hour" && { on: "running" }),
    }),
  ];
  const rules: AlertRuleInput[] = [];
  for (let round = 0; rules.length < count; round++) {
    for (const kpi of kpis) {
      const cuts = (kpi.dimensions ?? []).includes("country") ? [null, ...COUNTRIES] : [null];
      for (const country of cuts) {
        for (const [index, kind] of kinds.entries()) {
          if (rules.length === count) return rules;
          const grain: Granularity = kpi.grain === "month" && !kpi.cohortLagDays && round % 2 === 1 ? "day" : kpi.grain;
          const title = `${kpi.id} ${country ?? ""} ${index} ${round}`;
          rules.push({
            id: `rule-${rules.length}`,
            title: { es: title, en: title },
            watch: { kpi: kpi.id, grain, ...(country && { filters: { country: [country] } }) },
            ...kind(kpi, round),
            owner: "bench",
            routes: [{ channel: routed }],
            labels: { kpi: kpi.id },
          });
        }
      }
    }
  }
  return rules;
}
