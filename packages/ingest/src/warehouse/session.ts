import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { warehouseStatements } from "./ddl.ts";

/** A DuckDB instance, a connection that reads and one that writes. */
export interface Session {
  readonly instance: DuckDBInstance;
  readonly reader: DuckDBConnection;
  readonly writer: DuckDBConnection;
}

export interface SessionOptions {
  path: string;
  readOnly: boolean;
  /** What instances are set to, before anybody asks them. */
  settings: readonly string[];
  /** Whether tables that lack are made: a full disk may be read, but not be written to. */
  makeTables: boolean;
}

/**
 * Opens a DuckDB file. In one process the same path gives the same instance while anybody holds it.
 * @throws DuckDB's errors
 */
export async function openSession({ path, readOnly, settings, makeTables }: SessionOptions): Promise<Session> {
  const config: Record<string, string> = readOnly ? { access_mode: "READ_ONLY" } : {};
  const instance =
    path === ":memory:" ? await DuckDBInstance.create(path, config) : await DuckDBInstance.fromCache(path, config);
  const connections: DuckDBConnection[] = [];
  try {
    const reader = await instance.connect();
    connections.push(reader);
    const writer = await instance.connect();
    connections.push(writer);
    if (!readOnly) {
      if (makeTables) for (const statement of warehouseStatements()) await writer.run(statement);
      await applySettings(writer, [...GENERAL, ...settings]);
    }
    return { instance, reader, writer };
  } catch (error) {
    for (const connection of connections) connection.closeSync();
    instance.closeSync();
    throw error;
  }
}

/** Closes what nobody uses any more. */
export function closeSession({ instance, reader, writer }: Session): void {
  reader.closeSync();
  writer.closeSync();
  instance.closeSync();
}

const GENERAL = [
  // A checkpoint rewrites indexes and holds up every commit meanwhile; DuckDB's default of 16 MB of log means one every few batches of a
  // first load, which then takes three times as long. The log is read back in seconds after a crash.
  "SET GLOBAL checkpoint_threshold = '256MB'",
  // Times are stored in UTC; Cube's sessions on the instance read them so, on each that is opened in its place too.
  "SET GLOBAL TimeZone = 'UTC'",
];

/** Runs settings of the instance, unless its configuration is locked: then they were made before, by who shares it. */
export async function applySettings(connection: DuckDBConnection, settings: readonly string[]): Promise<void> {
  const answer = await connection.runAndReadAll("SELECT current_setting('lock_configuration')");
  if (answer.getRows()[0]?.[0] === true) return;
  for (const setting of settings) await connection.run(setting);
}
