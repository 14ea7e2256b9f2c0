import type { TokenGrant } from "@northstar/server/token";

export type Role = TokenGrant["roles"][number];

/** A sample account of the portal. What Northstar may show it is decided here, on the server, and nowhere else. */
export interface Person {
  id: string;
  name: string;
  initials: string;
  /** Job title, as the portal shows it. */
  position: { es: string; en: string };
  email: string;
  role: Role;
  /** What the person may do with Northstar, and the rows they are held to. */
  grant: Pick<TokenGrant, "can" | "filters">;
}

/** One account for each role. A real portal has its directory and its own way of logging in here. */
export const PEOPLE: readonly Person[] = [
  {
    id: "lucia.andrade",
    name: "Lucía Andrade",
    initials: "LA",
    position: { es: "Directora general", en: "Managing director" },
    email: "lucia.andrade@arrayan.example",
    role: "director",
    grant: { can: ["export"] },
  },
  {
    id: "mateo.salas",
    name: "Mateo Salas",
    initials: "MS",
    position: { es: "Marketing y contenido", en: "Marketing and content" },
    email: "mateo.salas@arrayan.example",
    role: "marketing",
    grant: { can: [] },
  },
  {
    id: "irene.quiroga",
    name: "Irene Quiroga",
    initials: "IQ",
    position: { es: "Automatización y DevOps", en: "Automation and DevOps" },
    email: "irene.quiroga@arrayan.example",
    role: "devops",
    grant: { can: ["administer"] },
  },
  {
    id: "tomas.becerra",
    name: "Tomás Becerra",
    initials: "TB",
    position: { es: "Analista de datos", en: "Data analyst" },
    email: "tomas.becerra@arrayan.example",
    role: "analyst",
    grant: { can: ["export"] },
  },
  {
    id: "camila.duarte",
    name: "Camila Duarte",
    initials: "CD",
    position: { es: "Consultora externa", en: "External consultant" },
    email: "camila.duarte@consultora.example",
    role: "consultant",
    grant: { can: ["comment"] },
  },
];

/** The account with this id, or null. */
export function findPerson(id: string | undefined): Person | null {
  return PEOPLE.find((person) => person.id === id) ?? null;
}

/** What the browser may know of an account: no capabilities, no filters. */
export interface PublicPerson {
  id: string;
  name: string;
  initials: string;
  position: { es: string; en: string };
  email: string;
  role: Role;
}

export function toPublic({ id, name, initials, position, email, role }: Person): PublicPerson {
  return { id, name, initials, position, email, role };
}
