import type { Claims, Role } from "@northstar/core";

/** Claims of one reader of the default tenant. */
export function claimsOf(...roles: Role[]): Claims {
  return { sub: "reader", tenant: "default", roles, filters: {}, can: [] };
}
