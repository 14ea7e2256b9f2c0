import { type Claims, ROLES, ROW_FILTERS } from "@northstar/core";
import { jwtVerify } from "jose";

/** Claims that were made here. A token of a host may carry any subject, so no name in it can tell. */
const made = new WeakSet<object>();

/** True for the claims of the reader that the playground acts as, and for no token of a host. */
export function isPlayground(claims: object | null | undefined): boolean {
  return typeof claims === "object" && claims !== null && made.has(claims);
}

/**
 * Claims behind a token that the playground signed with the runtime's own random secret. Its security-context editor may set `roles`,
 * `tenant` and `filters`, to see the model as that reader; otherwise it reads as an analyst of the default tenant. Development only.
 *
 * @throws when the signature is another's.
 */
export async function playgroundClaims(token: string, secret: string): Promise<Claims> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ["HS256"] });
  const roles = ROLES.filter((role) => Array.isArray(payload.roles) && payload.roles.includes(role));
  const filters = typeof payload.filters === "object" && payload.filters !== null ? payload.filters : {};
  const claims: Claims = {
    sub: "cube-playground",
    tenant: typeof payload.tenant === "string" ? payload.tenant : "default",
    roles: roles.length > 0 ? roles : ["analyst"],
    filters: Object.fromEntries(
      Object.entries(filters).filter(([key]) => (ROW_FILTERS as readonly string[]).includes(key)),
    ),
    can: [],
  };
  made.add(claims);
  return claims;
}
