import type { Locale } from "../kpi.ts";
import { adoptionTexts } from "./areas/adoption.ts";
import { alertHistoryTexts } from "./areas/alertHistory.ts";
import { alertRulesTexts } from "./areas/alertRules.ts";
import { alertsTexts } from "./areas/alerts.ts";
import { baseTexts } from "./areas/base.ts";
import { drillTexts } from "./areas/drill.ts";
import { elementsTexts } from "./areas/elements.ts";
import { exportTexts } from "./areas/export.ts";
import { filtersTexts } from "./areas/filters.ts";
import { funnelTexts } from "./areas/funnel.ts";
import { gridTexts } from "./areas/grid.ts";
import { integrationsTexts } from "./areas/integrations.ts";
import { linksTexts } from "./areas/links.ts";
import { listChartTexts } from "./areas/listChart.ts";
import { liveAlertsTexts } from "./areas/liveAlerts.ts";
import { metricsTexts } from "./areas/metrics.ts";
import { momentTexts } from "./areas/moment.ts";
import { operationalTexts } from "./areas/operational.ts";
import { ownChartsTexts } from "./areas/ownCharts.ts";
import { periodTexts } from "./areas/period.ts";
import { reportSchedulesTexts } from "./areas/reportSchedules.ts";
import { reportsTexts } from "./areas/reports.ts";
import { retentionTexts } from "./areas/retention.ts";
import { sponsorshipTexts } from "./areas/sponsorship.ts";
import { suggestionMarksTexts } from "./areas/suggestionMarks.ts";
import { suggestionsTexts } from "./areas/suggestions.ts";
import { tableTexts } from "./areas/table.ts";
import { technicalTexts } from "./areas/technical.ts";
import { timeChartTexts } from "./areas/timeChart.ts";
import { valueTexts } from "./areas/value.ts";
import { viewTexts } from "./areas/view.ts";
import { whyTexts } from "./areas/why.ts";
import type { TextKey } from "./texts.ts";

const AREAS = [
  adoptionTexts,
  alertHistoryTexts,
  alertRulesTexts,
  alertsTexts,
  baseTexts,
  drillTexts,
  elementsTexts,
  exportTexts,
  filtersTexts,
  funnelTexts,
  gridTexts,
  integrationsTexts,
  linksTexts,
  listChartTexts,
  liveAlertsTexts,
  metricsTexts,
  momentTexts,
  operationalTexts,
  ownChartsTexts,
  periodTexts,
  reportsTexts,
  reportSchedulesTexts,
  retentionTexts,
  sponsorshipTexts,
  suggestionMarksTexts,
  suggestionsTexts,
  tableTexts,
  technicalTexts,
  timeChartTexts,
  valueTexts,
  viewTexts,
  whyTexts,
] as const;

/** Name of a text of the user interface. */
export type MessageKey = TextKey<(typeof AREAS)[number]>;

/** A whole set of texts: every key has one. A host may pass a part of one to change words. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** Every text of the user interface in one language. Components bring the words of their area; this is for whoever wants them all. */
export function allMessages(locale: Locale): Messages {
  return Object.assign({}, ...AREAS.map((texts) => texts[locale]));
}
