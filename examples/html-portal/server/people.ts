import type { TokenGrant } from "@northstar/server/token";

/** A sample account. What Northstar may show it is decided here, on the server. */
export interface Person {
  id: string;
  name: string;
  grant: Pick<TokenGrant, "roles" | "can">;
}

/** One account for each role. A real portal has its directory and its own way of logging in here. */
export const PEOPLE: readonly Person[] = [
  { id: "lucia.andrade", name: "Lucía Andrade · dirección", grant: { roles: ["director"], can: ["export"] } },
  { id: "mateo.salas", name: "Mateo Salas · marketing", grant: { roles: ["marketing"], can: [] } },
  { id: "irene.quiroga", name: "Irene Quiroga · DevOps", grant: { roles: ["devops"], can: ["administer"] } },
  { id: "tomas.becerra", name: "Tomás Becerra · análisis", grant: { roles: ["analyst"], can: ["export"] } },
  { id: "camila.duarte", name: "Camila Duarte · consultoría", grant: { roles: ["consultant"], can: ["comment"] } },
];

export function findPerson(id: string | undefined): Person | null {
  return PEOPLE.find((person) => person.id === id) ?? null;
}
