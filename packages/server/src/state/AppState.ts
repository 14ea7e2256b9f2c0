import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { PgBoss } from "pg-boss";

/** Both drivers answer statements with their rows. */
interface StateResult extends PgQueryResultHKT {
  type: { rows: Record<string, unknown>[] };
}

export type StateDatabase = PgDatabase<StateResult>;
export type StateTransaction = Parameters<Parameters<StateDatabase["transaction"]>[0]>[0];

/** What people and the platform decide, apart from the warehouse: rules, their states, messages. On Postgres, or embedded. */
export interface AppState {
  readonly db: StateDatabase;
  readonly isEmbedded: boolean;
  /** Jobs on the same database, started at the first call. */
  jobs(): Promise<PgBoss>;
  /**
   * Calls the listener for each NOTIFY on a channel, from this process or another. After a lost connection it is called once, since what was
   * missed isn't known.
   * @returns ends it
   */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;
  /** Lets jobs under way end, and closes all connections. */
  close(): Promise<void>;
}
