import type { Texts } from "@northstar/core";

const es = {
  "review.badge": "Revisión",
  "review.headline": "{kind}: {period}",
  "review.well": "Los {count} KPI que ves están dentro de lo que se espera.",
  "review.found_one": "{exceptions} de los {count} KPI que ves necesita una mirada.",
  "review.found_other": "{exceptions} de los {count} KPI que ves necesitan una mirada.",
  "review.unsettled": "Salió sin esperar más: todavía faltaban datos de {sources}.",
  "review.value": "{value} ({change} frente al período anterior)",
  "review.change": "Frente al período anterior",
  "review.more_one": "y {count} más en la revisión",
  "review.more_other": "y {count} más en la revisión",
  "review.open": "Abrir la revisión",
  "review.unsubscribe": "No recibir más estas revisiones",
  "review.why": "La recibe {recipient} por «{title}». La revisión se abre con el rol de quien la abre.",
} as const;

export type ReviewKey = keyof typeof es;

const en: Record<ReviewKey, string> = {
  "review.badge": "Review",
  "review.headline": "{kind}: {period}",
  "review.well": "The {count} KPIs that you see are within what is expected.",
  "review.found_one": "{exceptions} of the {count} KPIs that you see needs a look.",
  "review.found_other": "{exceptions} of the {count} KPIs that you see need a look.",
  "review.unsettled": "It went out without waiting longer: data of {sources} were still missing.",
  "review.value": "{value} ({change} against the period before)",
  "review.change": "Against the period before",
  "review.more_one": "and {count} more in the review",
  "review.more_other": "and {count} more in the review",
  "review.open": "Open the review",
  "review.unsubscribe": "Don't send me these reviews",
  "review.why": "{recipient} gets it by “{title}”. The review opens under the role of whoever opens it.",
};

export const reviewTexts: Texts<ReviewKey> = { es, en };
