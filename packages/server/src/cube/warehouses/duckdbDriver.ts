import { setTimeout } from "node:timers/promises";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { requireCommonJs } from "../commonjs.ts";
import { CubeRuntimeError } from "../errors.ts";
import { nextTurn } from "../result/turn.ts";
import type { DriverRow } from "../result/types.ts";
import { ConnectionPool } from "./ConnectionPool.ts";
import { createOnce } from "./createOnce.ts";
import type { DuckDBSource } from "./DuckDBSource.ts";
import { oneAfterTheOther } from "./oneAfterTheOther.ts";
import { TableList } from "./TableList.ts";

const { DuckDBDriver }: typeof import("@cubejs-backend/duckdb-driver") = requireCommonJs(
  "@cubejs-backend/duckdb-driver",
);
const { decorateWithCancel }: typeof import("@cubejs-backend/shared") = requireCommonJs("@cubejs-backend/shared");
const {
  buildTransform,
  convertDuckDBParams,
  transformChunk,
}: typeof import("@cubejs-backend/duckdb-driver/dist/src/Transform.js") = requireCommonJs(
  "@cubejs-backend/duckdb-driver/dist/src/Transform.js",
);

const { DuckDBRowStream }: typeof import("@cubejs-backend/duckdb-driver/dist/src/RowStream.js") = requireCommonJs(
  "@cubejs-backend/duckdb-driver/dist/src/RowStream.js",
);

const INTERRUPT_EVERY_MS = 20;

/** Rollups are dropped by others only by hand; then their list is read again. */
const MISSING_TABLE = /Table with name .* does not exist/;

/** Drivers on one instance make and drop the same tables. */
const rollupsOf = new WeakMap<DuckDBSource, TableList>();

export interface SharedDuckDBDriverOptions {
  /** The instance that ingest writes to, or what stands for it. It is used, never opened or closed, here. */
  instance: DuckDBSource;
  /** Connections at most. */
  connections: number;
}

/**
 * Cube's DuckDB driver on an instance that this process shares with ingest. The stock driver opens its own instance, which a file locked
 * for writing refuses, and runs all queries on one connection. Only single statements are run, values are always bound, and rows are
 * converted a chunk (2,048 rows) a turn of the event loop.
 */
export class SharedDuckDBDriver extends DuckDBDriver {
  readonly #instance: DuckDBSource;
  readonly #stopListening: () => void;
  readonly #pool: ConnectionPool;
  readonly #inOrder = oneAfterTheOther();
  readonly #rollups: TableList;

  constructor(options: SharedDuckDBDriverOptions) {
    super({});
    this.#instance = options.instance;
    this.#pool = new ConnectionPool(options.instance, options.connections);
    this.#rollups = rollupsOf.get(options.instance) ?? new TableList();
    rollupsOf.set(options.instance, this.#rollups);
    // A rollup that was being made when the instance was lost isn't there.
    this.#stopListening = options.instance.onReopen?.(async () => this.#rollups.forget()) ?? (() => undefined);
  }

  override query<R = unknown>(sql: string, values: unknown[] = []): Promise<R[]> {
    let running: DuckDBConnection | null = null;
    let cancelled = false;
    const rows = this.#pool.use(async (connection) => {
      if (cancelled) throw new Error("INTERRUPT Error: cancelled before it began");
      running = connection;
      try {
        return await fetchRows(connection, sql, values);
      } catch (error) {
        if (error instanceof Error && MISSING_TABLE.test(error.message)) this.#rollups.forget();
        throw error;
      } finally {
        running = null;
      }
    });
    // Cube's queue calls `cancel` when a query goes over its time.
    return decorateWithCancel(rows as Promise<R[]>, async () => {
      cancelled = true;
      // DuckDB forgets an interrupt that comes between preparing a statement and running it.
      while (running !== null) {
        running.interrupt();
        await setTimeout(INTERRUPT_EVERY_MS);
      }
    });
  }

  /** On a connection of its own: whoever takes a million rows home slowly keeps nobody waiting for one of the pool's. */
  override async stream(sql: string, values: unknown[], { highWaterMark }: { highWaterMark: number }) {
    const connection = await this.#instance.connect();
    try {
      const statement = await connection.prepare(sql);
      statement.bind(convertDuckDBParams(values) as DuckDBValue[]);
      const result = await statement.stream();
      const transform = buildTransform(result.columnNames(), result.columnTypes());
      const close = () => {
        statement.destroySync();
        connection.closeSync();
      };
      const rowStream = new DuckDBRowStream(result, transform, close, highWaterMark);
      return { rowStream, release: async () => void rowStream.destroy() };
    } catch (error) {
      connection.closeSync();
      throw error;
    }
  }

  override async createSchemaIfNotExists(schema: string): Promise<void> {
    await this.#define(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  }

  override async loadPreAggregationIntoTable(table: string, sql: string, values: unknown): Promise<unknown[]> {
    const done = await this.#define(createOnce(sql), Array.isArray(values) ? values : []);
    await this.#rollups.added(table);
    return done;
  }

  override async dropTable(table: string): Promise<unknown[]> {
    const done = await this.#define(`DROP TABLE IF EXISTS ${table}`);
    await this.#rollups.dropped(table);
    return done;
  }

  override async getTablesQuery(schema: string): Promise<{ table_name: string }[]> {
    const names = await this.#rollups.names(schema, async () => {
      const rows = await super.getTablesQuery(schema);
      return rows.map((row) => String(Object.values(row)[0]));
    });
    return names.map((name) => ({ table_name: name }));
  }

  /** Changes of the catalogue: DuckDB refuses two at once on the same name, which Cube's loaders ask for. */
  #define(sql: string, values: unknown[] = []): Promise<unknown[]> {
    return this.#inOrder(() => this.query(sql, values));
  }

  override async testConnection(): Promise<void> {
    await this.query("SELECT 1");
  }

  override async release(): Promise<void> {
    this.#stopListening();
    this.#pool.close();
  }
}

async function fetchRows(connection: DuckDBConnection, sql: string, values: unknown[]): Promise<DriverRow[]> {
  // `prepare` refuses several statements in one string, which `run` and `stream` execute.
  const statement = await connection.prepare(sql);
  try {
    // Cube's values are strings, numbers, booleans, dates and null.
    statement.bind(convertDuckDBParams(values) as DuckDBValue[]);
    const result = await statement.run();
    const transform = buildTransform(result.columnNames(), result.columnTypes());
    const rows: DriverRow[] = [];
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      if (rows.length > 0) await nextTurn();
      for (const row of transformChunk(chunk, transform)) rows.push(row);
    }
    return rows;
  } finally {
    statement.destroySync();
  }
}

/**
 * Makes UTC the zone of every session of the instance: warehouse times are UTC timestamps without a zone, and DuckDB reads them in the
 * session's zone, which is the machine's unless told otherwise. DuckDB brings ICU inside its binary, so no extension is fetched.
 *
 * @throws CubeRuntimeError `warehouse_time_zone` when the configuration is locked with another zone.
 */
export async function useUtcSessions(instance: DuckDBSource): Promise<void> {
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll("SELECT current_setting('TimeZone')");
    if (reader.getRows()[0]?.[0] === "UTC") {
      const locked = await connection.runAndReadAll("SELECT current_setting('lock_configuration')");
      if (locked.getRows()[0]?.[0] === true) return;
    }
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
  } catch (cause) {
    throw new CubeRuntimeError(
      "warehouse_time_zone",
      "The warehouse's sessions are not in UTC and its configuration is locked, so times would be read in the wrong zone. " +
        "Run SET GLOBAL TimeZone = 'UTC' before lock_configuration.",
      { cause },
    );
  } finally {
    connection.closeSync();
  }
}
