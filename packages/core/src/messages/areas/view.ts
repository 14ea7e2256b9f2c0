import type { Texts } from "../texts.ts";

const es = {
  "denied.view": "Esta vista no está disponible para tu rol",
  "denied.view_detail":
    "{title} reúne indicadores que ven otros roles. Nada se ha perdido: tus otras vistas siguen igual.",
  "denied.view_ask": "A quién pedir acceso",
  "denied.view_indicators_one": "{count} indicador",
  "denied.view_indicators_other": "{count} indicadores",

  "freshness.data": "Datos de hace {age}",
  "freshness.late_other": "{count} fuentes con retraso",
  "freshness.by_source": "Frescura por fuente",
  "freshness.source": "Fuente",
  "freshness.age": "Antigüedad",
  "freshness.objective": "Objetivo",
  "freshness.status": "Estado",
  "freshness.status_fresh": "Al día",
  "freshness.status_late": "Con retraso",
  "freshness.status_never": "Sin datos",

  "section.sponsorship": "Patrocinios",
  "section.sponsorship_detail": "Ingresos devengados contra coste del programa, en {currency}.",

  "view.executive": "Vista ejecutiva",
  "view.sample": "Datos de ejemplo",
  "view.sample_detail": "Estos números salen de datos simulados: sirven para conocer el tablero, no para decidir.",
  "view.operational": "Vista operativa",
  "view.technical": "Vista técnica",
  "view.zone": "hora de {city}",
} as const;

export type ViewKey = keyof typeof es;

const en: Record<ViewKey, string> = {
  "denied.view": "This view is not available to your role",
  "denied.view_detail":
    "{title} gathers indicators that other roles see. Nothing is lost: your other views are as they were.",
  "denied.view_ask": "Whom to ask for access",
  "denied.view_indicators_one": "{count} indicator",
  "denied.view_indicators_other": "{count} indicators",

  "freshness.data": "Data from {age} ago",
  "freshness.late_other": "{count} sources are late",
  "freshness.by_source": "Freshness by source",
  "freshness.source": "Source",
  "freshness.age": "Age",
  "freshness.objective": "Objective",
  "freshness.status": "Status",
  "freshness.status_fresh": "Up to date",
  "freshness.status_late": "Late",
  "freshness.status_never": "No data",

  "section.sponsorship": "Sponsorship",
  "section.sponsorship_detail": "Accrued revenue against programme cost, in {currency}.",

  "view.executive": "Executive view",
  "view.sample": "Sample data",
  "view.sample_detail":
    "These numbers come from simulated data: good for getting to know the dashboard, not for decisions.",
  "view.operational": "Operational view",
  "view.technical": "Technical view",
  "view.zone": "{city} time",
};

/** A view's head: its name, how fresh it is, and who may see it. */
export const viewTexts: Texts<ViewKey> = { es, en };
