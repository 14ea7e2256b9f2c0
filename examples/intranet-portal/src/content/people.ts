import type { Localized } from "../preferences.tsx";

export type Area = "direction" | "content" | "marketing" | "technology" | "partnerships" | "community";

export interface Colleague {
  name: string;
  position: Localized;
  area: Area;
  city: string;
  email: string;
  /** Weeks since they joined. */
  weeksHere: number;
}

export const AREAS: Record<Area, Localized> = {
  direction: { es: "Dirección", en: "Management" },
  content: { es: "Contenido", en: "Content" },
  marketing: { es: "Marketing", en: "Marketing" },
  technology: { es: "Tecnología y datos", en: "Technology and data" },
  partnerships: { es: "Alianzas", en: "Partnerships" },
  community: { es: "Comunidad", en: "Community" },
};

const colleague = (name: string, position: Localized, area: Area, city: string, weeksHere: number): Colleague => ({
  name,
  position,
  area,
  city,
  weeksHere,
  email: `${name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ /g, ".")}@arrayan.example`,
});

export const COLLEAGUES: readonly Colleague[] = [
  colleague("Lucía Andrade", { es: "Directora general", en: "Managing director" }, "direction", "Bogotá", 310),
  colleague(
    "Esteban Luján",
    { es: "Director de operaciones", en: "Chief operating officer" },
    "direction",
    "Ciudad de México",
    190,
  ),
  colleague("Paula Rincón", { es: "Coordinadora académica", en: "Academic coordinator" }, "content", "Bogotá", 142),
  colleague("Julián Ocampo", { es: "Productor de podcast", en: "Podcast producer" }, "content", "Medellín", 96),
  colleague("Renata Ferreira", { es: "Editora de clips", en: "Clip editor" }, "content", "São Paulo", 3),
  colleague(
    "Mateo Salas",
    { es: "Jefe de marketing y contenido", en: "Head of marketing and content" },
    "marketing",
    "Bogotá",
    120,
  ),
  colleague(
    "Valentina Prieto",
    { es: "Especialista en correo y WhatsApp", en: "E-mail and WhatsApp specialist" },
    "marketing",
    "Santiago",
    58,
  ),
  colleague(
    "Bruno Castañeda",
    { es: "Analista de campañas", en: "Campaign analyst" },
    "marketing",
    "Ciudad de México",
    2,
  ),
  colleague(
    "Irene Quiroga",
    { es: "Ingeniera de automatización", en: "Automation engineer" },
    "technology",
    "Buenos Aires",
    88,
  ),
  colleague("Tomás Becerra", { es: "Analista de datos", en: "Data analyst" }, "technology", "Bogotá", 74),
  colleague("Nadia Guzmán", { es: "Desarrolladora del portal", en: "Portal developer" }, "technology", "Quito", 31),
  colleague(
    "Andrés Villamil",
    { es: "Gerente de patrocinios", en: "Sponsorship manager" },
    "partnerships",
    "Bogotá",
    165,
  ),
  colleague(
    "Marisol Peña",
    { es: "Relaciones con sociedades científicas", en: "Scientific societies" },
    "partnerships",
    "Lima",
    47,
  ),
  colleague(
    "Rosa Villafuerte",
    { es: "Líder de comunidad, Perú", en: "Community lead, Peru" },
    "community",
    "Lima",
    110,
  ),
  colleague(
    "Diego Arrieta",
    { es: "Líder de comunidad, Colombia", en: "Community lead, Colombia" },
    "community",
    "Cali",
    5,
  ),
  colleague("Fernanda Olmos", { es: "Atención a profesionales", en: "Member support" }, "community", "Guadalajara", 66),
];

/** First letters of the first two words. */
export function initialsOf(name: string): string {
  return name
    .split(" ")
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join("");
}
