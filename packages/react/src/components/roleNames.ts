import type { Interface } from "./interface.ts";

const ROLE_KEYS = {
  director: "role.director",
  marketing: "role.marketing",
  devops: "role.devops",
  analyst: "role.analyst",
  consultant: "role.consultant",
} as const;

/** A role's name for readers; its id when this version doesn't know it. */
export function roleName(role: string, t: Interface["t"]): string {
  return role in ROLE_KEYS ? t(ROLE_KEYS[role as keyof typeof ROLE_KEYS]) : role;
}

/** `gerencia, marketing y DevOps`: names of roles as a list in the reader's language. */
export function roleList(roles: readonly string[], { t, format }: Interface): string {
  const names = roles.map((role) => roleName(role, t));
  return new Intl.ListFormat(format.locale, { type: "conjunction" }).format(names);
}
