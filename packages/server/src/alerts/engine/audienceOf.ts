import { createHash } from "node:crypto";
import type { Claims } from "@northstar/core";
import type { Audience } from "../types.ts";

/** Whose numbers a reader's are: who they are and what they may do beyond reading leave no trace in it. */
export function audienceOf({ tenant, roles, filters }: Pick<Claims, "tenant" | "roles" | "filters">): Audience {
  const claims = { tenant, roles: inOrder(roles), filters: cutsOf(filters) };
  const rows = hash([tenant, claims.filters]);
  return { id: hash([tenant, claims.roles, claims.filters]), rows, claims };
}

/** The claims under which an audience's numbers are asked. */
export function claimsOf({ claims }: Pick<Audience, "claims">): Claims {
  return { ...claims, sub: "northstar-alerts", can: [] };
}

/** A key without values cuts nothing and isn't one; an empty list lets nothing through and is. */
function cutsOf(filters: Claims["filters"]): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(filters)
      .flatMap(([key, values]): [string, readonly string[]][] => (values ? [[key, inOrder(values)]] : []))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function inOrder(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function hash(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);
}
