import { type AlertRule, type CatalogKpi, partsOf, severityOf } from "@northstar/core";
import { momentOf } from "../../hooks/momentOf.ts";
import type { DataColumn } from "../../table/dataColumn.ts";
import { ruleSentence } from "./ruleSentence.ts";
import type { RulesInterface } from "./texts.ts";

/** Columns of the list of rules. */
export function ruleColumns(
  ui: RulesInterface,
  kpis: readonly CatalogKpi[],
  now: Date,
  open: (id: string) => void,
): DataColumn<AlertRule>[] {
  const { t, format } = ui;
  return [
    {
      id: "name",
      title: t("alert_rules.name"),
      isLead: true,
      value: ({ title }) => title[format.locale],
      cell: ({ id, title, enabled }) => (
        <span className="ns-alert-event">
          <button type="button" className="ns-drill-name" onClick={() => open(id)}>
            {title[format.locale]}
          </button>
          {enabled === false && <span className="ns-alert-minor">{t("alert_rules.off")}</span>}
        </span>
      ),
    },
    { id: "kpi", title: t("alert_rules.kpi"), value: (rule) => kpiNames(rule, kpis, format.locale) },
    { id: "when", title: t("alert_rules.when"), value: (rule) => ruleSentence(rule, kpis, ui) },
    {
      id: "severity",
      title: t("alert_rules.severity"),
      value: (rule) => t(`alert_rules.severity_short_${severityOf(rule)}`),
    },
    { id: "origin", title: t("alert_rules.origin"), value: ({ origin }) => t(`alert_rules.origin_${origin}`) },
    {
      id: "changed",
      title: t("alert_rules.changed"),
      align: "start",
      value: ({ updatedAt }) => Date.parse(updatedAt),
      cell: ({ updatedAt, updatedBy, origin, version }) => (
        <span className="ns-alert-event">
          {momentOf(updatedAt, now, ui)}
          <span className="ns-alert-minor">{origin === "code" ? `v${version}` : `v${version} · ${updatedBy}`}</span>
        </span>
      ),
    },
  ];
}

/** Names of all that a rule looks at. */
export function kpiNames(rule: AlertRule, kpis: readonly CatalogKpi[], locale: "es" | "en"): string {
  const ids = [...new Set(partsOf(rule).map(({ watch }) => watch.kpi))];
  return ids.map((id) => kpis.find((kpi) => kpi.id === id)?.title[locale] ?? id).join(", ");
}
