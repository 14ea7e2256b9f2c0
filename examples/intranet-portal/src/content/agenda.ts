import type { Localized } from "../preferences.tsx";

export interface AgendaItem {
  id: string;
  /** Working days from today; on a weekend 0 is Monday. */
  workday: number;
  time: string;
  minutes: number;
  title: Localized;
  /** A room, or null when it is online. */
  room: string | null;
  host: string;
}

export const AGENDA: readonly AgendaItem[] = [
  {
    id: "standup",
    workday: 0,
    time: "08:30",
    minutes: 30,
    title: { es: "Reunión de arranque de la semana", en: "Start of the week" },
    room: null,
    host: "Lucía Andrade",
  },
  {
    id: "clinic",
    workday: 0,
    time: "19:00",
    minutes: 60,
    title: {
      es: "Webinar: dolor torácico en urgencias",
      en: "Webinar: chest pain in the emergency room",
    },
    room: null,
    host: "Paula Rincón",
  },
  {
    id: "campaigns",
    workday: 1,
    time: "10:00",
    minutes: 45,
    title: { es: "Revisión de campañas de correo y WhatsApp", en: "Review of e-mail and WhatsApp campaigns" },
    room: "Ceibo",
    host: "Mateo Salas",
  },
  {
    id: "record",
    workday: 2,
    time: "15:00",
    minutes: 90,
    title: { es: "Grabación: «La segunda víctima»", en: "Recording: “The second victim”" },
    room: "Cabina 2",
    host: "Julián Ocampo",
  },
  {
    id: "sponsors",
    workday: 2,
    time: "16:30",
    minutes: 60,
    title: { es: "Renovación de patrocinios de nivel oro", en: "Renewal of gold sponsorships" },
    room: "Guayacán",
    host: "Andrés Villamil",
  },
  {
    id: "retro",
    workday: 4,
    time: "11:00",
    minutes: 60,
    title: { es: "Retrospectiva de automatizaciones", en: "Retrospective on automations" },
    room: null,
    host: "Irene Quiroga",
  },
  {
    id: "mbr",
    workday: 7,
    time: "09:00",
    minutes: 90,
    title: { es: "Revisión mensual del programa (MBR)", en: "Monthly business review (MBR)" },
    room: "Guayacán",
    host: "Lucía Andrade",
  },
  {
    id: "residents",
    workday: 9,
    time: "18:00",
    minutes: 45,
    title: { es: "Bienvenida al grupo 4 de residentes", en: "Welcome to residents' group 4" },
    room: null,
    host: "Renata Ferreira",
  },
  {
    id: "data",
    workday: 11,
    time: "14:00",
    minutes: 60,
    title: {
      es: "Taller: leer el tablero sin engañarse",
      en: "Workshop: reading the dashboard without fooling yourself",
    },
    room: "Ceibo",
    host: "Tomás Becerra",
  },
];
