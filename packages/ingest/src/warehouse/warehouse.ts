import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { IngestError } from "../errors.ts";
import { SCHEMA_VERSION } from "./ddl.ts";
import { LiveSession } from "./LiveSession.ts";
import { closeSession, openSession, type Session } from "./session.ts";
import { warehouseError } from "./warehouseError.ts";

/** A row of an answer: times as `Date`, BIGINT as `bigint`, DECIMAL as `number`, JSON as text. */
export type Row = Record<string, unknown>;
export type SqlParameters = DuckDBValue[] | Record<string, DuckDBValue>;

/** What may be done on a connection. */
export interface SqlRunner {
  all(sql: string, parameters?: SqlParameters): Promise<Row[]>;
  run(sql: string, parameters?: SqlParameters): Promise<void>;
}

/** The connection of an open transaction; use nothing else inside it, or the change isn't seen. */
export interface WarehouseTransaction extends SqlRunner {
  connection: DuckDBConnection;
}

/** What gives connections to the DuckDB instance that parts of this process share. */
export interface WarehouseInstance {
  /**
   * A connection to the instance that works: after a fatal error (a full disk) the file is opened anew first.
   * @throws IngestError `warehouse_full`, `warehouse_invalid` while it can't be
   */
  connect(): Promise<DuckDBConnection>;
  /**
   * Calls `letGo` when the instance has to be closed to be opened anew. Connections that were given must be closed when it resolves: while
   * one is open DuckDB gives the broken instance again.
   * @returns ends it
   */
  onReopen(letGo: () => Promise<void>): () => void;
}

/** An open warehouse. Writes are queued one after another; `all` reads beside them. */
export interface Warehouse extends SqlRunner {
  /** The same object for as long as the warehouse is open, whichever instance it gives connections to. */
  readonly instance: WarehouseInstance;
  readonly path: string;
  readonly tenant: string;
  readonly readOnly: boolean;
  /** Runs `work` in a transaction: commits when it resolves, rolls back and rethrows when it rejects. */
  transaction<T>(work: (transaction: WarehouseTransaction) => Promise<T>): Promise<T>;
  /** Runs settings of the instance (`SET GLOBAL …`), unless its configuration is locked, and again on each that is opened in its place. */
  configure(settings: readonly string[]): Promise<void>;
  /**
   * Folds the log into the file, off the main thread. Worth it after a large load, so that the next start has nothing to
   * read back; does nothing while another transaction is open.
   */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenWarehouseOptions {
  /** DuckDB file, made when it is missing (its folder isn't); `:memory:` for one that isn't kept. */
  path: string;
  /** @default "default" */
  tenant?: string;
  /** Opens an existing file for reading only. @default false */
  readOnly?: boolean;
}

/**
 * Opens the warehouse and makes its tables where they are missing. In one process the same path gives the same
 * DuckDB instance, so that Cube may share it. When DuckDB refuses work on it after a fatal error, what was under way fails, and the next
 * call opens the file anew.
 * @throws IngestError `warehouse_missing`, `warehouse_locked`, `warehouse_full`, `warehouse_invalid`
 */
export async function openWarehouse(options: OpenWarehouseOptions): Promise<Warehouse> {
  const { tenant = "default", readOnly = false } = options;
  const inMemory = options.path === ":memory:";
  const path = inMemory ? options.path : resolve(options.path);
  if (!inMemory) await checkFolder(path, readOnly);
  let session: Session | undefined;
  try {
    session = await openSession({ path, readOnly, settings: [], makeTables: !readOnly });
    await checkVersion(session.reader, path);
  } catch (error) {
    if (session) closeSession(session);
    throw warehouseError(error, path);
  }
  return warehouseOn(new LiveSession(session, { path, readOnly }), { path, tenant, readOnly });
}

async function checkFolder(path: string, readOnly: boolean): Promise<void> {
  const needed = readOnly ? path : dirname(path);
  const found = await stat(needed).catch(() => undefined);
  if (found && (readOnly || found.isDirectory())) return;
  throw new IngestError(
    "warehouse_missing",
    readOnly
      ? `There is no warehouse at ${path}; check the path, or load some data first.`
      : `The warehouse can't be made at ${path} because the folder ${needed} doesn't exist; create the folder or choose another path.`,
  );
}

async function checkVersion(connection: DuckDBConnection, path: string): Promise<void> {
  const answer = await connection.runAndReadAll(`SELECT "value" FROM "warehouse_info" WHERE "key" = 'schema_version'`);
  const version = answer.getRows()[0]?.[0];
  if (version === String(SCHEMA_VERSION)) return;
  throw new IngestError(
    "warehouse_invalid",
    `The warehouse ${path} has schema version ${String(version)} and this program needs ${SCHEMA_VERSION}; move the file away and load the sources again.`,
  );
}

function warehouseOn(
  live: LiveSession,
  { path, tenant, readOnly }: Pick<Warehouse, "path" | "tenant" | "readOnly">,
): Warehouse {
  return {
    instance: { connect: () => live.connect(), onReopen: (letGo) => live.onReopen(letGo) },
    path,
    tenant,
    readOnly,
    all: (sql, parameters) => live.read((reader) => runnerOn(reader, path).all(sql, parameters)),
    run: (sql, parameters) => live.write((writer) => runnerOn(writer, path).run(sql, parameters)),
    transaction: (work) =>
      live.write(async (writer) => {
        const runner = runnerOn(writer, path);
        await runner.run("BEGIN TRANSACTION");
        try {
          const result = await work({ connection: writer, ...runner });
          await runner.run("COMMIT");
          return result;
        } catch (error) {
          // A failed COMMIT or a fatal error has ended the transaction already.
          await runner.run("ROLLBACK").catch(() => undefined);
          throw error;
        }
      }),
    configure: (settings) => live.set(settings),
    // Somebody else is writing, or the disk is full: the log still has everything.
    checkpoint: () => live.write(fold).catch(() => undefined),
    // Closing would do it too, but with the event loop standing still.
    close: () => live.close(readOnly ? async () => undefined : fold),
  };
}

async function fold(connection: DuckDBConnection): Promise<void> {
  await connection.run("CHECKPOINT");
}

function runnerOn(connection: DuckDBConnection, path: string): SqlRunner {
  return {
    async all(sql, parameters) {
      try {
        const answer = await connection.runAndReadAll(sql, parameters);
        return answer.getRowObjectsJS() as Row[];
      } catch (error) {
        throw warehouseError(error, path);
      }
    },
    async run(sql, parameters) {
      try {
        await connection.run(sql, parameters);
      } catch (error) {
        throw warehouseError(error, path);
      }
    },
  };
}
