import type { Texts } from "../texts.ts";

const es = {
  "funnel.of_previous": "del anterior",
  "funnel.in_median": "en {median}",
  "funnel.step": "Paso",
  "funnel.count": "Personas",
  "funnel.step_rate": "Del anterior",
  "funnel.overall_rate": "Del total",
  "funnel.median": "Tiempo mediano",
  "funnel.overall": "Total",
  "funnel.breakdown": "{title} por {dimension}",
  "funnel.dimension_source": "Fuente",
  "funnel.dimension_country": "País",
} as const;

export type FunnelKey = keyof typeof es;

const en: Record<FunnelKey, string> = {
  "funnel.of_previous": "of previous",
  "funnel.in_median": "in {median}",
  "funnel.step": "Step",
  "funnel.count": "People",
  "funnel.step_rate": "Of previous",
  "funnel.overall_rate": "Of total",
  "funnel.median": "Median time",
  "funnel.overall": "Total",
  "funnel.breakdown": "{title} by {dimension}",
  "funnel.dimension_source": "Source",
  "funnel.dimension_country": "Country",
};

/** Funnels. */
export const funnelTexts: Texts<FunnelKey> = { es, en };
