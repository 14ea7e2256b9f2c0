import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IngestError } from "../errors.ts";
import { columnTypes, identifier, warehouseStatements } from "../warehouse/ddl.ts";
import { columnsOf, TABLES, type TableName, tableDefinition } from "../warehouse/schema.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { LoadTarget } from "./LoadTarget.ts";

export interface PublishOptions {
  /** Which tables. @default all with normalised rows, and the watermarks */
  tables?: readonly string[] | undefined;
  /**
   * Only rows that were loaded since then (ISO 8601), added and replaced; none are deleted. @default all rows, so that the target has
   * exactly those of this warehouse
   */
  since?: string | undefined;
  /** Makes the schema first, where it lacks. @default true */
  createSchema?: boolean | undefined;
  onProgress?: ((step: { table: string; position: number; of: number }) => void) | undefined;
}

/** What became of one table. */
export interface PublishedTable {
  table: TableName;
  /** Rows of the slice. */
  rows: number;
  /** `same`: the target had these very rows, nothing was sent. */
  outcome: "published" | "same";
}

/** Tenants are written into statements and file names. */
const TENANT = /^[\w.@-]{1,200}$/;

/**
 * Copies the normalised tables of the embedded warehouse to another one, table by table, the watermarks last, so that nothing claims to be
 * fresher than its rows are. A table whose rows the target has already is left out, so a publish that was interrupted goes on where it
 * ended, and a second one changes nothing. Rows go through files of their own, never through memory.
 *
 * @throws IngestError `unknown_table`, `bad_option`, `target_failed`
 */
export async function publishWarehouse(
  warehouse: Warehouse,
  target: LoadTarget,
  options: PublishOptions = {},
): Promise<PublishedTable[]> {
  const { tenant } = warehouse;
  if (!TENANT.test(tenant)) {
    throw new IngestError("bad_option", `The tenant ${JSON.stringify(tenant)} has characters that can't be published.`);
  }
  const since = readSince(options.since);
  const tables = chosenTables(options.tables);
  if (options.createSchema ?? true) await target.prepare(warehouseStatements(target.dialect));
  const marks = await target.readMarks(tenant);
  const folder = await mkdtemp(join(tmpdir(), "northstar-publish-"));
  try {
    // As they are before any row is read.
    const watermarks = tables.includes("watermarks")
      ? await exportTable(warehouse, "watermarks", folder, target, null)
      : null;
    const report: PublishedTable[] = [];
    for (const [index, table] of tables.entries()) {
      options.onProgress?.({ table, position: index + 1, of: tables.length });
      const mark = since === null && table !== "watermarks" ? await markOf(warehouse, table) : null;
      if (mark !== null && marks.get(table) === mark) {
        report.push({ table, rows: await countRows(warehouse, table, null), outcome: "same" });
        continue;
      }
      const isWatermarks = table === "watermarks";
      const file = (isWatermarks ? watermarks : null) ?? (await exportTable(warehouse, table, folder, target, since));
      await target.load({
        table,
        tenant,
        columns: columnTypes(table, target.dialect),
        key: ["tenant_id", ...tableDefinition(table).key],
        path: file.path,
        isWhole: since === null || isWatermarks,
        mark,
      });
      await rm(file.path);
      report.push({ table, rows: file.rows, outcome: "published" });
    }
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readSince(since: string | undefined): string | null {
  if (since === undefined) return null;
  const time = new Date(since);
  if (Number.isNaN(time.getTime())) {
    throw new IngestError(
      "bad_option",
      `${JSON.stringify(since)} is no instant; write one such as 2026-11-22T00:00:00Z.`,
    );
  }
  return time.toISOString().replace("T", " ").replace("Z", "");
}

/** Tables to publish, the watermarks last. */
function chosenTables(wanted: readonly string[] | undefined): TableName[] {
  const all = (Object.keys(TABLES) as TableName[]).filter(
    (name) => tableDefinition(name).kind === "rows" || name === "watermarks",
  );
  const unknown = (wanted ?? []).filter((name) => !(all as string[]).includes(name));
  if (unknown.length > 0) {
    throw new IngestError(
      "unknown_table",
      `There is no table ${unknown.join(", ")} to publish; it is one of ${all.join(", ")}.`,
    );
  }
  const chosen = wanted === undefined ? all : all.filter((name) => wanted.includes(name));
  return chosen.sort((a, b) => Number(a === "watermarks") - Number(b === "watermarks"));
}

function rowsOf({ tenant }: Warehouse, table: TableName, since: string | null): string {
  const recent = since === null ? "" : ` AND "_loaded_at" >= TIMESTAMP '${since}'`;
  return `FROM ${identifier(table)} WHERE "tenant_id" = '${tenant}'${recent}`;
}

async function countRows(warehouse: Warehouse, table: TableName, since: string | null): Promise<number> {
  const [row] = await warehouse.all(`SELECT count(*) AS n ${rowsOf(warehouse, table, since)}`);
  return Number(row?.n);
}

/** The same for the same rows, whatever their order; another one, as good as surely, for others. */
async function markOf(warehouse: Warehouse, table: TableName): Promise<string> {
  const columns = Object.keys(columnsOf(table)).map(identifier).join(", ");
  const [row] = await warehouse.all(
    `SELECT count(*) || '-' || CAST(coalesce(bit_xor(hash(${columns})), 0) AS VARCHAR) AS mark ${rowsOf(warehouse, table, null)}`,
  );
  return String(row?.mark);
}

async function exportTable(
  warehouse: Warehouse,
  table: TableName,
  folder: string,
  { fileFormat }: LoadTarget,
  since: string | null,
): Promise<{ path: string; rows: number }> {
  const recent = table === "watermarks" ? null : since;
  const columns = Object.entries(columnsOf(table)).map(([name, type]) =>
    // In a line of JSON, JSON would be a part of it and not a text.
    type === "JSON" ? `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}` : identifier(name),
  );
  const path = join(folder, `${table}.${fileFormat}`);
  const format = fileFormat === "ndjson" ? "FORMAT json" : "FORMAT csv, HEADER false";
  const packed = fileFormat.endsWith(".gz") ? ", COMPRESSION gzip" : "";
  await warehouse.run(
    `COPY (SELECT ${columns.join(", ")} ${rowsOf(warehouse, table, recent)}) TO '${path.replaceAll("'", "''")}' (${format}${packed})`,
  );
  return { path, rows: await countRows(warehouse, table, recent) };
}
