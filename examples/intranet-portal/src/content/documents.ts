import type { Localized } from "../preferences.tsx";

export interface PortalDocument {
  id: string;
  name: Localized;
  kind: "PDF" | "DOCX" | "XLSX" | "PPTX";
  folder: Localized;
  owner: string;
  daysAgo: number;
  kilobytes: number;
}

const POLICIES: Localized = { es: "Políticas", en: "Policies" };
const TEMPLATES: Localized = { es: "Plantillas", en: "Templates" };
const MINUTES: Localized = { es: "Actas", en: "Minutes" };
const BRAND: Localized = { es: "Marca", en: "Brand" };

export const DOCUMENTS: readonly PortalDocument[] = [
  {
    id: "independence",
    name: { es: "Política de independencia editorial", en: "Editorial independence policy" },
    kind: "PDF",
    folder: POLICIES,
    owner: "Lucía Andrade",
    daysAgo: 12,
    kilobytes: 412,
  },
  {
    id: "privacy",
    name: { es: "Tratamiento de datos personales", en: "Handling of personal data" },
    kind: "PDF",
    folder: POLICIES,
    owner: "Tomás Becerra",
    daysAgo: 33,
    kilobytes: 298,
  },
  {
    id: "brief",
    name: { es: "Brief de campaña", en: "Campaign brief" },
    kind: "DOCX",
    folder: TEMPLATES,
    owner: "Mateo Salas",
    daysAgo: 4,
    kilobytes: 86,
  },
  {
    id: "sponsor",
    name: { es: "Propuesta de patrocinio por niveles", en: "Sponsorship proposal by tier" },
    kind: "PPTX",
    folder: TEMPLATES,
    owner: "Andrés Villamil",
    daysAgo: 9,
    kilobytes: 5240,
  },
  {
    id: "budget",
    name: { es: "Presupuesto del semestre", en: "Budget of the semester" },
    kind: "XLSX",
    folder: TEMPLATES,
    owner: "Esteban Luján",
    daysAgo: 21,
    kilobytes: 148,
  },
  {
    id: "mbr",
    name: { es: "Acta de la última revisión mensual", en: "Minutes of the last monthly review" },
    kind: "DOCX",
    folder: MINUTES,
    owner: "Lucía Andrade",
    daysAgo: 23,
    kilobytes: 64,
  },
  {
    id: "incidents",
    name: { es: "Acta de incidentes de mensajería", en: "Minutes on messaging incidents" },
    kind: "DOCX",
    folder: MINUTES,
    owner: "Irene Quiroga",
    daysAgo: 16,
    kilobytes: 51,
  },
  {
    id: "brand",
    name: { es: "Manual de marca", en: "Brand manual" },
    kind: "PDF",
    folder: BRAND,
    owner: "Renata Ferreira",
    daysAgo: 67,
    kilobytes: 18_900,
  },
];
