import type { Texts } from "../texts.ts";

const es = {
  "alerts.title": "Alertas",
  "alerts.kpi": "Indicador",
  "alerts.level": "Aviso",
  "alerts.threshold": "Umbral",
  "alerts.detail": "Umbral {threshold} · {period}",
  "alerts.empty": "Sin alertas",
  "alerts.unwatched": "Nada que vigilar para tu rol",
  "alerts.unwatched_detail":
    "Ninguno de los indicadores que ve tu rol tiene umbral, así que aquí no puede haber alertas.",
  "alerts.empty_detail": "Todos los indicadores con umbral están dentro de lo esperado.",
} as const;

export type AlertsKey = keyof typeof es;

const en: Record<AlertsKey, string> = {
  "alerts.title": "Alerts",
  "alerts.kpi": "Indicator",
  "alerts.level": "Alert",
  "alerts.threshold": "Threshold",
  "alerts.detail": "Threshold {threshold} · {period}",
  "alerts.empty": "No alerts",
  "alerts.unwatched": "Nothing to watch for your role",
  "alerts.unwatched_detail": "None of the indicators your role sees has a threshold, so there can be no alerts here.",
  "alerts.empty_detail": "Every indicator with a threshold is where it is expected to be.",
};

/** Alerts. */
export const alertsTexts: Texts<AlertsKey> = { es, en };
