import type { Claims } from "@northstar/core";
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
  const roles = textsOf(payload.roles);
  const filters = typeof payload.filters === "object" && payload.filters !== null ? payload.filters : {};
  const claims: Claims = {
    sub: "cube-playground",
    tenant: typeof payload.tenant === "string" ? payload.tenant : "default",
    roles: roles.length > 0 ? roles : ["analyst"],
    // One that isn't a list of texts stays as an empty list, which is refused: never an uncut number.
    filters: Object.fromEntries(Object.entries(filters).map(([key, values]) => [key, textsOf(values)])),
    can: [],
  };
  made.add(claims);
  return claims;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
