import type { Claims } from "@northstar/core";
import { ServerError } from "../errors.ts";

/** Reads and suggests: what is about single people stays where it is. */
const WITHOUT_ROWS = "consultant";

/**
 * Files that leave the server are for tokens that say so.
 * @throws ServerError `capability_missing`, `role_missing`
 */
export function mayExport({ can }: Pick<Claims, "can">): void {
  if (can.includes("export")) return;
  throw new ServerError(
    "capability_missing",
    "Your access doesn't include exports. Ask whoever gives access in your organisation for `export`.",
    { members: ["export"] },
  );
}

/** The same for single rows. @throws ServerError as `mayExport` */
export function mayExportRows(claims: Pick<Claims, "can" | "roles">): void {
  mayExport(claims);
  if (claims.roles.some((role) => role !== WITHOUT_ROWS)) return;
  throw new ServerError("role_missing", `The role ${WITHOUT_ROWS} takes no rows home. Ask the owner of the KPI.`, {
    members: claims.roles,
  });
}
