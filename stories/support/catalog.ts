import type { Catalog, CatalogFunnel, CatalogKpi, LocalizedText } from "@northstar/core";
import { inventKpi } from "./inventKpi.ts";

const kpi = (id: string, title: LocalizedText, rest: Partial<CatalogKpi> = {}) =>
  inventKpi("executive", id, title, { unit: "people", ...rest });

const retention = (days: number, target: number, red: number) =>
  kpi(
    `retention_${days}`,
    { es: `Retención a ${days} días`, en: `${days}-day retention` },
    {
      unit: "percent",
      target,
      thresholds: { amber: target, red, on: "complete" },
      cohortLagDays: days + 30,
      timeDimension: "cohort_date",
    },
  );

const sponsorship = (id: string, title: LocalizedText, rest: Partial<CatalogKpi>) =>
  kpi(id, title, {
    sources: ["sponsorship"],
    sloSeconds: 86_400,
    owner: "Alianzas",
    timeDimension: "sponsorship_date",
    ...rest,
  });

const flagship = (id: string, title: LocalizedText, rest: Partial<CatalogKpi>) =>
  kpi(id, title, { provisional: true, sloSeconds: 86_400, ...rest });

export const KPIS: readonly CatalogKpi[] = [
  kpi(
    "active_professionals",
    { es: "Profesionales activos", en: "Active professionals" },
    {
      version: 2,
      sloSeconds: 300,
      target: 9500,
      sources: ["ga4", "crm", "email", "whatsapp", "content", "referrals"],
      definition: {
        es: "Personas distintas con al menos una actividad en el mes: reproducir 30 s o más, asistir a un webinar, una sesión de 10 s identificada, un clic o respuesta a un mensaje, o una invitación enviada.",
        en: "Distinct people with at least one activity in the month: a play of 30 s or more, a webinar attended, an identified session of 10 s, a message clicked or answered, or an invitation sent.",
      },
      changelog: [
        {
          version: 2,
          since: "2026-06-01",
          note: { es: "Cuentan las respuestas de WhatsApp.", en: "WhatsApp answers count." },
        },
        { version: 1, since: "2025-01-01", note: { es: "Primera definición.", en: "First definition." } },
      ],
    },
  ),
  kpi("new_registrations", { es: "Nuevos registros", en: "New registrations" }, { sloSeconds: 300 }),
  kpi(
    "k_factor",
    { es: "K-factor", en: "K-factor" },
    { unit: "ratio", thresholds: { amber: 0.25, red: 0.18, on: "running" }, sources: ["referrals", "crm"] },
  ),
  kpi(
    "content_minutes",
    { es: "Minutos de contenido", en: "Content minutes" },
    { unit: "minutes", sources: ["content"] },
  ),
  retention(30, 0.55, 0.5),
  retention(60, 0.35, 0.32),
  retention(90, 0.25, 0.2),
  flagship("ilt", { es: "ILT", en: "ILT" }, { unit: "percent", comparesWholePeriods: true }),
  flagship("tav", { es: "TAV", en: "TAV" }, { unit: "percent" }),
  flagship("vnr", { es: "VNR", en: "VNR" }, { unit: "money", comparesWholePeriods: true }),
  sponsorship("sponsorship_revenue", { es: "Ingresos por patrocinio", en: "Sponsorship revenue" }, { unit: "money" }),
  sponsorship(
    "sponsorship_cost",
    { es: "Coste del patrocinio", en: "Sponsorship cost" },
    { unit: "money", polarity: "down" },
  ),
  sponsorship("sponsorship_net", { es: "Beneficio de patrocinio", en: "Net sponsorship" }, { unit: "money" }),
  sponsorship("sponsorship_roi", { es: "ROI de patrocinio", en: "Sponsorship ROI" }, { unit: "percent" }),
  sponsorship("active_sponsors", { es: "Patrocinadores activos", en: "Active sponsors" }, { unit: "count" }),
];

export const FUNNEL: CatalogFunnel = {
  id: "acquisition",
  title: { es: "Embudo de adquisición", en: "Acquisition funnel" },
  definition: {
    es: "De la primera visita a la primera actividad otro día.",
    en: "From first visit to activity on a later day.",
  },
  timeDimensionMember: "operational.first_visit_date",
  breakdowns: ["operational.source", "operational.country"],
  sources: ["ga4", "crm"],
  sloSeconds: 3600,
  steps: [
    { id: "visitors", title: { es: "Visitantes", en: "Visitors" }, measure: "operational.funnel_visitors" },
    {
      id: "registrations",
      title: { es: "Registros", en: "Registered" },
      measure: "operational.funnel_registrations",
      medianSecondsMeasure: "operational.funnel_seconds_to_registration",
    },
    {
      id: "attendees",
      title: { es: "Asistentes", en: "Attended" },
      measure: "operational.funnel_attendees",
      medianSecondsMeasure: "operational.funnel_seconds_to_attendance",
    },
    {
      id: "active",
      title: { es: "Activos", en: "Active" },
      measure: "operational.funnel_active",
      medianSecondsMeasure: "operational.funnel_seconds_to_active",
    },
  ],
};

export const CATALOG: Catalog = {
  modelVersion: "story",
  timeZone: "America/Bogota",
  currency: "USD",
  sample: true,
  kpis: KPIS,
  denied: [],
  funnels: [FUNNEL],
};

/** A catalogue of someone whose roles see none of the executive KPIs. */
export const DENIED_CATALOG: Catalog = {
  ...CATALOG,
  kpis: [],
  denied: KPIS.map(({ id, title, owner, roles }) => ({ id, title, owner, roles })),
};

export function kpiOf(id: string): CatalogKpi {
  const found = KPIS.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`No KPI ${id} in the stories' catalogue`);
  return found;
}
