import { requireCommonJs } from "../commonjs.ts";
import type { PostgresWarehouse, RedshiftWarehouse } from "./connection.ts";
import { createOnce } from "./createOnce.ts";
import { oneAfterTheOther } from "./oneAfterTheOther.ts";
import { requireDriver } from "./requireDriver.ts";

const { PostgresDriver } = requireDriver(
  "@cubejs-backend/postgres-driver",
) as typeof import("@cubejs-backend/postgres-driver");
const { decorateWithCancel }: typeof import("@cubejs-backend/shared") = requireCommonJs("@cubejs-backend/shared");

/** A connection of the driver: `pg`'s client, as far as it is used here. */
interface Client {
  processID?: number;
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

export interface PostgresDriverOptions {
  warehouse: PostgresWarehouse | RedshiftWarehouse;
  /** Connections at most. */
  connections: number;
  /** After which the server ends any statement, the build of a rollup included. */
  timeoutSeconds: number;
}

/**
 * Cube's Postgres driver. Sessions are in UTC. A query that goes over its time is cancelled on the server too,
 * and changes of the catalogue come one after the other: two `CREATE … IF NOT EXISTS` of one name at once, which Cube's loaders ask for,
 * can both find nothing and one fails.
 */
export class NorthstarPostgresDriver extends PostgresDriver {
  readonly #inOrder = oneAfterTheOther();

  constructor({ warehouse, connections, timeoutSeconds }: PostgresDriverOptions) {
    super({
      connectionString: warehouse.url,
      application_name: "northstar",
      max: connections,
      executionTimeout: timeoutSeconds,
      storeTimezone: "UTC",
      // Rollups are tables of the warehouse.
      readOnly: false,
    });
  }

  override query<R = unknown>(sql: string, values: unknown[] = []): Promise<R[]> {
    let running: Client | null = null;
    let cancelled = false;
    const rows = this.withConnection(async (client) => {
      await this.prepareConnection(client);
      if (cancelled) throw new Error("canceling statement due to user request, before it began");
      running = client as Client;
      try {
        const types = { getTypeParser: this.getTypeParser };
        const result = await client.query({ text: sql, values, types } as never);
        return (result as unknown as { rows: R[] }).rows;
      } finally {
        running = null;
      }
    });
    // Cube's queue calls `cancel` when a query goes over its time.
    return decorateWithCancel(rows, async () => {
      cancelled = true;
      const processId = running?.processID;
      if (processId === undefined) return;
      await this.withConnection((client) => client.query("SELECT pg_cancel_backend($1)", [processId]));
    });
  }

  override createSchemaIfNotExists(schema: string): Promise<void> {
    return this.#inOrder(() => super.createSchemaIfNotExists(schema)) as Promise<void>;
  }

  override loadPreAggregationIntoTable(_table: string, sql: string, values: unknown): Promise<unknown[]> {
    return this.define(createOnce(sql), Array.isArray(values) ? values : []);
  }

  override dropTable(table: string): Promise<unknown[]> {
    return this.define(`DROP TABLE IF EXISTS ${table}`);
  }

  /** Changes the catalogue, after the changes before. */
  protected define(sql: string, values: unknown[] = []): Promise<unknown[]> {
    return this.#inOrder(() => this.query(sql, values));
  }
}
