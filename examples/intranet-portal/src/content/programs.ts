import type { Localized } from "../preferences.tsx";

export interface Program {
  id: string;
  name: Localized;
  summary: Localized;
  status: "open" | "running" | "planned";
  lead: string;
  next: Localized;
}

export const PROGRAMS: readonly Program[] = [
  {
    id: "webinars",
    name: { es: "Jueves clínicos", en: "Clinical Thursdays" },
    summary: {
      es: "Un webinar semanal con un caso real, preguntas en vivo y certificado de asistencia.",
      en: "A weekly webinar with a real case, live questions and a certificate of attendance.",
    },
    status: "running",
    lead: "Paula Rincón",
    next: { es: "Sesión 38: dolor torácico en urgencias", en: "Session 38: chest pain in the emergency room" },
  },
  {
    id: "podcast",
    name: { es: "Guardia de noche", en: "Night Shift" },
    summary: {
      es: "El podcast de la red: conversaciones de cuarenta minutos para el camino de vuelta a casa.",
      en: "The network's podcast: forty-minute conversations for the way home.",
    },
    status: "running",
    lead: "Julián Ocampo",
    next: { es: "Episodio 51: la segunda víctima", en: "Episode 51: the second victim" },
  },
  {
    id: "referrals",
    name: { es: "Trae a tu colega", en: "Bring a colleague" },
    summary: {
      es: "Cada profesional puede invitar a cinco colegas por mes. Quien más suma recibe mentoría con un ponente.",
      en: "Each professional may invite five colleagues a month. Those who bring most get an hour with a speaker.",
    },
    status: "open",
    lead: "Diego Arrieta",
    next: { es: "Sorteo de mentorías del trimestre", en: "This quarter's mentoring draw" },
  },
  {
    id: "residents",
    name: { es: "Ruta de residentes", en: "Residents' path" },
    summary: {
      es: "Doce semanas de clips breves y autoevaluación para quienes empiezan la especialidad.",
      en: "Twelve weeks of short clips and self-assessment for those who begin their specialty.",
    },
    status: "open",
    lead: "Renata Ferreira",
    next: { es: "Cierre de inscripciones del grupo 4", en: "Registration closes for group 4" },
  },
  {
    id: "sponsors",
    name: { es: "Aliados del conocimiento", en: "Partners in knowledge" },
    summary: {
      es: "Patrocinios por nivel con reglas claras: quien financia no elige ni ponentes ni contenidos.",
      en: "Sponsorship by tier with plain rules: who pays chooses neither speakers nor subjects.",
    },
    status: "running",
    lead: "Andrés Villamil",
    next: { es: "Renovación de contratos de nivel oro", en: "Renewal of the gold contracts" },
  },
  {
    id: "research",
    name: { es: "Preguntas que importan", en: "Questions that matter" },
    summary: {
      es: "Un fondo pequeño para estudios multicéntricos propuestos por los propios miembros.",
      en: "A small fund for studies across hospitals, proposed by the members themselves.",
    },
    status: "planned",
    lead: "Marisol Peña",
    next: { es: "Publicación de las bases", en: "Publication of the rules" },
  },
];
