import type { AppState } from "./AppState.ts";
import { audit } from "./tables.ts";

/** Who did what. */
export interface AuditEntry {
  tenant: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** The `sub` of their token. */
  by: string;
  /** `export.done`, `alert_rule.saved`… */
  action: string;
  subject: string;
}

/** Writes into the audit table of an app state, of which nothing is changed or taken away. */
export function createAudit({ db }: Pick<AppState, "db">): (entry: AuditEntry) => Promise<void> {
  return async (entry) => {
    await db.insert(audit).values(entry);
  };
}
