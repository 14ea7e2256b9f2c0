import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { IngestError } from "../errors.ts";
import { SCHEMA_VERSION, warehouseStatements } from "./ddl.ts";
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

/** An open warehouse. Writes are queued one after another; `all` reads beside them. */
export interface Warehouse extends SqlRunner {
  readonly instance: DuckDBInstance;
  readonly path: string;
  readonly tenant: string;
  readonly readOnly: boolean;
  /** Runs `work` in a transaction: commits when it resolves, rolls back and rethrows when it rejects. */
  transaction<T>(work: (transaction: WarehouseTransaction) => Promise<T>): Promise<T>;
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
 * DuckDB instance, so that Cube may share it.
 * @throws IngestError `warehouse_missing`, `warehouse_locked`, `warehouse_full`, `warehouse_invalid`
 */
export async function openWarehouse(options: OpenWarehouseOptions): Promise<Warehouse> {
  const { tenant = "default", readOnly = false } = options;
  const inMemory = options.path === ":memory:";
  const path = inMemory ? options.path : resolve(options.path);
  if (!inMemory) await checkFolder(path, readOnly);
  let instance: DuckDBInstance | undefined;
  try {
    const config: Record<string, string> = readOnly ? { access_mode: "READ_ONLY" } : {};
    instance = inMemory ? await DuckDBInstance.create(path, config) : await DuckDBInstance.fromCache(path, config);
    const reader = await instance.connect();
    const writer = await instance.connect();
    if (!readOnly) {
      for (const statement of warehouseStatements()) await writer.run(statement);
      await deferCheckpoints(writer);
    }
    await checkVersion(reader, path);
    return warehouseOn({ instance, reader, writer, path, tenant, readOnly });
  } catch (error) {
    instance?.closeSync();
    throw warehouseError(error, path);
  }
}

/**
 * A checkpoint rewrites indexes and holds up every commit meanwhile; DuckDB's default of 16 MB of log means one every few
 * batches of a first load, which then takes three times as long. The log is read back in seconds after a crash.
 */
async function deferCheckpoints(connection: DuckDBConnection): Promise<void> {
  const answer = await connection.runAndReadAll("SELECT current_setting('lock_configuration')");
  // Locked by `lockDown` on the shared instance: then it was set before.
  if (answer.getRows()[0]?.[0] === true) return;
  await connection.run("SET GLOBAL checkpoint_threshold = '256MB'");
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

interface WarehouseParts {
  instance: DuckDBInstance;
  reader: DuckDBConnection;
  writer: DuckDBConnection;
  path: string;
  tenant: string;
  readOnly: boolean;
}

function warehouseOn(parts: WarehouseParts): Warehouse {
  const { instance, reader, writer, path, tenant, readOnly } = parts;
  const onReader = runnerOn(reader, path);
  const onWriter = runnerOn(writer, path);
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;

  /** One writer at a time: a connection has one transaction. */
  function queued<T>(work: () => Promise<T>): Promise<T> {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  }

  return {
    instance,
    path,
    tenant,
    readOnly,
    all: onReader.all,
    run: (sql, parameters) => queued(() => onWriter.run(sql, parameters)),
    transaction: (work) =>
      queued(async () => {
        await onWriter.run("BEGIN TRANSACTION");
        try {
          const result = await work({ connection: writer, ...onWriter });
          await onWriter.run("COMMIT");
          return result;
        } catch (error) {
          // A failed COMMIT or a fatal error has ended the transaction already.
          await onWriter.run("ROLLBACK").catch(() => undefined);
          throw warehouseError(error, path);
        }
      }),
    checkpoint: () => queued(() => fold(writer)),
    close: () =>
      queued(async () => {
        if (closed) return;
        closed = true;
        // Closing would do it too, but with the event loop standing still.
        if (!readOnly) await fold(writer);
        reader.closeSync();
        writer.closeSync();
        instance.closeSync();
      }),
  };
}

async function fold(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run("CHECKPOINT");
  } catch {
    // Somebody else is writing, or the instance is invalid: the log still has everything.
  }
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
