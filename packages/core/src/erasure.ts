/** Who is to be forgotten, by one identifier: all that belongs to the person is found from it. */
export type ErasureWho = { crmId: string } | { email: string } | { phone: string } | { userId: string };

/** Body of `POST /northstar/v1/erasures`; answered with an `Erasure` that is under way. */
export type ErasureRequest = ErasureWho & {
  /** Finds out what would change, and changes nothing. @default false */
  dryRun?: boolean;
};

/** An erasure, as far as it is; names nobody. Times are ISO, UTC. */
export interface Erasure {
  id: string;
  dryRun: boolean;
  status: "running" | "done" | "failed";
  startedAt: string;
  /** Null while it runs. */
  finishedAt: string | null;
  /** How far it has come, 0 to 1. */
  progress: number;
  /** The table at hand; null when it has ended. */
  table: string | null;
  /** Rows changed or removed, by table, or that would be; empty until it is done, and then when nobody is known by the identifier. */
  rows: Readonly<Record<string, number>>;
  /** Why it failed, in plain English, without the identifier; nothing has changed then. */
  error: string | null;
}

/** Why an erasure wasn't begun. Nothing has changed. */
export interface ErasureRefusal {
  /**
   * - `identifier_invalid`: an e-mail address without `@`, a telephone number with fewer than six digits, blanks
   * - `busy`: another one is under way
   */
  refused: "identifier_invalid" | "busy";
  /** What was refused and what to do, in plain English; without the identifier. */
  message: string;
}
