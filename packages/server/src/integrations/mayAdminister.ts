import type { Claims, IntegrationsPort, RefusedActor } from "@northstar/core";
import { ServerError } from "../errors.ts";

/** The role that administers ingestion. */
const ROLE = "devops";

/**
 * The port, for whom it is: the role `devops`, of the tenant whose data they are, without row filters. The port is told of its own tenant's others.
 * @throws ServerError `role_missing`, `row_filter_not_applicable`, `integrations_unavailable`
 */
export function mayAdminister(
  port: IntegrationsPort | undefined,
  claims: Claims,
  area: RefusedActor["area"],
): IntegrationsPort {
  const own = port?.tenant === claims.tenant ? port : undefined;
  const refusal = refusalOf(claims);
  if (refusal) {
    own?.refused({ subject: claims.sub, area });
    throw refusal;
  }
  if (own) return own;
  throw new ServerError(
    "integrations_unavailable",
    "This server runs no ingestion for your organisation, so there are no integrations to administer here.",
  );
}

function refusalOf({ roles, filters }: Claims): ServerError | null {
  if (!roles.includes(ROLE)) {
    return new ServerError(
      "role_missing",
      `Integrations are for the role ${ROLE}. Ask whoever gives roles in your organisation.`,
      { members: [ROLE] },
    );
  }
  const inForce = Object.keys(filters).filter((key) => filters[key] !== undefined);
  if (inForce.length === 0) return null;
  return new ServerError(
    "row_filter_not_applicable",
    `Integrations bring all rows, and your access is cut by ${inForce.join(", ")}. Ask for a token without row filters.`,
    { members: inForce },
  );
}
