import { openPostgres, type PostgresSession, startPostgres } from "../../../../../cube/testing/postgres.ts";
import { findPostgres } from "../../../../../scripts/postgres.ts";
import { columnsOf, type TableName } from "../../warehouse/schema.ts";
import { openWarehouse, type Warehouse } from "../../warehouse/warehouse.ts";
import { openLoadTarget } from "../openLoadTarget.ts";
import { duckdbWriter, targetWriter, type WarehouseWriter } from "../WarehouseWriter.ts";

/** A writer to an empty warehouse that is really there, and what it has written. */
export interface WriterUnderTest {
  writer: WarehouseWriter;
  /** Rows by key; times in µs, money as text, JSON parsed. */
  read(table: TableName): Promise<Record<string, unknown>[]>;
  run(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** Each warehouse that can be run here, and how to make an empty one. */
export interface WriterCase {
  name: string;
  start(): Promise<void>;
  open(): Promise<WriterUnderTest>;
  stop(): Promise<void>;
}

const duckdb: WriterCase = {
  name: "DuckDB",
  start: async () => {},
  stop: async () => {},
  async open() {
    const warehouse = await openWarehouse({ path: ":memory:" });
    return {
      writer: duckdbWriter(warehouse),
      read: (table) => readDuckdb(warehouse, table),
      run: (sql) => warehouse.run(sql),
      close: () => warehouse.close(),
    };
  },
};

const TEMPLATE = "written_template";

function postgres(programs: string): WriterCase {
  let cluster: Awaited<ReturnType<typeof startPostgres>>;
  let admin: ReturnType<typeof openPostgres>;
  let databases = 0;
  return {
    name: "Postgres",
    async start() {
      cluster = await startPostgres(programs);
      admin = openPostgres(cluster.urlOf("postgres"));
      // Sorted as people do, which is what servers are mostly set to: that must not show in any row.
      await admin.run(
        `CREATE DATABASE ${TEMPLATE} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'`,
      );
      const writer = targetWriter(await openLoadTarget(cluster.urlOf(TEMPLATE)));
      await writer.prepare();
      await writer.close();
    },
    async stop() {
      await admin?.close();
      await cluster?.stop();
    },
    async open() {
      const name = `written_${++databases}`;
      await admin.run(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      const there = openPostgres(cluster.urlOf(name));
      const writer = targetWriter(await openLoadTarget(cluster.urlOf(name)));
      return {
        writer,
        read: (table) => readPostgres(there, table),
        run: (sql) => there.run(sql),
        async close() {
          await writer.close();
          await there.close();
        },
      };
    },
  };
}

/** All that can be run here. Where Postgres has to be there, its absence is an error and not a case less. */
export function writerCases(): WriterCase[] {
  const programs = findPostgres();
  if (programs === null && process.env.NORTHSTAR_REQUIRE_POSTGRES === "1") throw new Error("There is no Postgres.");
  return programs === null ? [duckdb] : [duckdb, postgres(programs)];
}

/** Rows of a table in DuckDB, for comparing; see {@link WriterUnderTest.read}. */
export async function readDuckdb(
  warehouse: Pick<Warehouse, "all">,
  table: TableName,
): Promise<Record<string, unknown>[]> {
  return rowsOf(table, await warehouse.all(readSql(table, (x) => `CAST(epoch_us(${x}) AS VARCHAR)`)));
}

/** The same in Postgres. */
export async function readPostgres(
  session: Pick<PostgresSession, "all">,
  table: TableName,
): Promise<Record<string, unknown>[]> {
  const micros = (x: string) => `CAST(CAST(extract(epoch FROM ${x}) * 1000000 AS bigint) AS text)`;
  return rowsOf(table, await session.all(readSql(table, micros)));
}

function readSql(table: TableName, micros: (x: string) => string): string {
  const columns = Object.entries(columnsOf(table)).map(([name, type]) => {
    const x = `"${name}"`;
    return `${type === "TIMESTAMP" ? micros(x) : type === "BOOLEAN" ? x : `CAST(${x} AS VARCHAR)`} AS ${x}`;
  });
  return `SELECT ${columns.join(", ")} FROM "${table}"`;
}

function rowsOf(table: TableName, rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const columns = Object.entries(columnsOf(table));
  return rows
    .map((row) =>
      Object.fromEntries(
        columns.flatMap(([name, type]) => (row[name] === null ? [] : [[name, comparable(row[name], type)]])),
      ),
    )
    .map((row) => [JSON.stringify(row, (_, value) => (typeof value === "bigint" ? `${value}` : value)), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}

function comparable(value: unknown, type: string): unknown {
  switch (type) {
    case "TIMESTAMP":
      return BigInt(String(value));
    case "JSON":
      return inOrder(JSON.parse(String(value)));
    case "DOUBLE":
    case "INTEGER":
    case "BIGINT":
      return Number(value);
    default:
      return value;
  }
}

/** The order of an object's names says nothing, and jsonb has its own. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
