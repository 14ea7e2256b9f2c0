import type { Texts } from "../texts.ts";

const es = {
  "sponsorship.revenue": "Ingresos",
  "sponsorship.cost": "Coste",
  "sponsorship.net": "Beneficio",
  "sponsorship.roi": "ROI",
  "sponsorship.chart": "Ingresos y coste por mes",
  "sponsorship.active": "Patrocinadores activos",
  "sponsorship.tier": "Nivel",
  "sponsorship.count": "N.º",
  "sponsorship.amount": "{currency} en el período",
  "sponsorship.no_tier": "Sin nivel",
  "sponsorship.empty": "Ningún patrocinio en este período",
  "sponsorship.empty_detail": "Elige otro período, o revisa si el archivo de patrocinios está cargado.",
} as const;

export type SponsorshipKey = keyof typeof es;

const en: Record<SponsorshipKey, string> = {
  "sponsorship.revenue": "Revenue",
  "sponsorship.cost": "Cost",
  "sponsorship.net": "Net",
  "sponsorship.roi": "ROI",
  "sponsorship.chart": "Revenue and cost by month",
  "sponsorship.active": "Active sponsors",
  "sponsorship.tier": "Tier",
  "sponsorship.count": "No.",
  "sponsorship.amount": "{currency} in the period",
  "sponsorship.no_tier": "No tier",
  "sponsorship.empty": "No sponsorship in this period",
  "sponsorship.empty_detail": "Choose another period, or check that the sponsorship file has been loaded.",
};

/** Sponsorship. */
export const sponsorshipTexts: Texts<SponsorshipKey> = { es, en };
