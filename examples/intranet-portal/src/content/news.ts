import type { Localized } from "../preferences.tsx";

export interface NewsItem {
  id: string;
  topic: Localized;
  title: Localized;
  summary: Localized;
  author: string;
  /** Days before today, so that the front page never looks abandoned. */
  daysAgo: number;
}

export const NEWS: readonly NewsItem[] = [
  {
    id: "cardio",
    topic: { es: "Programas", en: "Programmes" },
    title: {
      es: "El ciclo de cardiología cierra su tercera edición con 412 asistentes",
      en: "The cardiology series closes its third edition with 412 attendees",
    },
    summary: {
      es: "Seis sesiones, once ponentes de cuatro países y un repositorio de casos que ya se puede consultar. La cuarta edición abre inscripciones en febrero.",
      en: "Six sessions, eleven speakers from four countries and a library of cases that is open now. Registration for the fourth edition starts in February.",
    },
    author: "Paula Rincón",
    daysAgo: 0,
  },
  {
    id: "whatsapp",
    topic: { es: "Comunidad", en: "Community" },
    title: {
      es: "Nuevas plantillas de WhatsApp para invitar a colegas",
      en: "New WhatsApp templates for inviting colleagues",
    },
    summary: {
      es: "Más cortas y con el nombre de quien invita en la primera línea. Marketing pide usarlas desde esta semana en todas las campañas.",
      en: "Shorter, with the name of the person who invites in the first line. Marketing asks everyone to use them from this week on.",
    },
    author: "Mateo Salas",
    daysAgo: 1,
  },
  {
    id: "podcast",
    topic: { es: "Contenido", en: "Content" },
    title: {
      es: "«Guardia de noche» llega a su episodio 50",
      en: "“Night Shift” reaches episode 50",
    },
    summary: {
      es: "El podcast de la red celebra con una conversación sobre residencia, sueño y errores que enseñan. Ya se puede escuchar en la biblioteca.",
      en: "The network's podcast celebrates with a conversation about residency, sleep and mistakes that teach. It is in the library now.",
    },
    author: "Julián Ocampo",
    daysAgo: 3,
  },
  {
    id: "sede",
    topic: { es: "Equipo", en: "Team" },
    title: {
      es: "La sede de Lima se muda al barrio de Barranco",
      en: "The Lima office moves to Barranco",
    },
    summary: {
      es: "A partir del lunes el equipo de Perú recibe en la calle Centenario. Hay doce puestos, dos cabinas de grabación y una terraza con vista al mar.",
      en: "From Monday the team in Peru is at Calle Centenario, with twelve desks, two recording booths and a terrace over the sea.",
    },
    author: "Rosa Villafuerte",
    daysAgo: 5,
  },
];
