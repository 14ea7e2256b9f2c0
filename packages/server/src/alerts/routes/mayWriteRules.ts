import type { Claims } from "@northstar/core";
import { ServerError } from "../../errors.ts";

/** The role that configures alerts. */
const ROLE = "devops";

/**
 * Rules, mutes and messages are everybody's: who changes them has the role `devops` and sees all rows.
 * @throws ServerError `role_missing`, `row_filter_not_applicable`
 */
export function mayWriteRules({ roles, filters }: Claims): void {
  if (!roles.includes(ROLE)) {
    const message = `Alerts are configured by the role ${ROLE}. Ask whoever gives roles in your organisation.`;
    throw new ServerError("role_missing", message, { members: [ROLE] });
  }
  const inForce = Object.keys(filters).filter((key) => filters[key] !== undefined);
  if (inForce.length === 0) return;
  throw new ServerError(
    "row_filter_not_applicable",
    `Rules are evaluated for everybody, and your access is cut by ${inForce.join(", ")}. Ask for a token without row filters.`,
    { members: inForce },
  );
}
