import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IngestError } from "../errors.ts";
import { columnTypes, identifier, warehouseStatements } from "../warehouse/ddl.ts";
import { columnsOf, TABLES, type TableName, tableDefinition } from "../warehouse/schema.ts";
import { storableSql } from "../warehouse/storableText.ts";
import type { SqlRunner, Warehouse } from "../warehouse/warehouse.ts";
import { bucketSql, dayColumnOf, inBuckets, NO_DAY, type SliceScope } from "./dayBuckets.ts";
import type { LoadTarget, SliceRule } from "./LoadTarget.ts";
import { openSnapshotReader } from "./snapshotReader.ts";
import { isTenantName } from "./tenantName.ts";

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
  /** Existing folder for the files of a publish. @default the system's for temporary files */
  folder?: string | undefined;
  onProgress?: ((step: { table: string; position: number; of: number }) => void) | undefined;
  /** Ends the publish between two tables. */
  signal?: AbortSignal | undefined;
}

/** What became of one table. */
export interface PublishedTable {
  table: TableName;
  /** Rows that were sent; all that are there when they are the same. */
  rows: number;
  /** `same`: the target had these very rows, nothing was sent. */
  outcome: "published" | "same";
}

/**
 * Makes another warehouse have the normalised rows of the embedded one, table by table, the watermarks last, so that nothing claims to be
 * fresher than its rows are. The target keeps a mark of the rows of each day, written with them: only days that differ are sent, whole, so
 * what was inserted, changed, deleted or erased in them is so there too, a publish that was interrupted goes on where it ended, and a second
 * one changes nothing. Days and rows of a table are read at one moment, so what is committed meanwhile is the next publish's. A table that fails doesn't hold up the others, but the watermarks. Rows go through files of their own, never through
 * memory.
 *
 * @throws IngestError `unknown_table`, `bad_option`, `target_failed` of the first table that failed; the signal's reason
 */
export async function publishWarehouse(
  warehouse: Warehouse,
  target: LoadTarget,
  options: PublishOptions = {},
): Promise<PublishedTable[]> {
  const { tenant } = warehouse;
  if (!isTenantName(tenant)) {
    throw new IngestError("bad_option", `The tenant ${JSON.stringify(tenant)} has characters that can't be published.`);
  }
  const since = readSince(options.since);
  const tables = chosenTables(options.tables);
  if (options.createSchema ?? true) await target.prepare(warehouseStatements(target.dialect));
  const marks = await target.readMarks(tenant);
  const reader = await openSnapshotReader(warehouse);
  const folder = await mkdtemp(join(options.folder ?? tmpdir(), "northstar-publish-"));
  const exportTo = { tenant, folder, fileFormat: target.fileFormat };
  const report: PublishedTable[] = [];
  let failure: unknown;
  try {
    // As they are before any row is read.
    const watermarks = tables.includes("watermarks")
      ? await reader.atOnce((read) => exportRows(read, "watermarks", "1 = 1", exportTo))
      : null;
    for (const [index, table] of tables.entries()) {
      options.signal?.throwIfAborted();
      options.onProgress?.({ table, position: index + 1, of: tables.length });
      if (table === "watermarks") {
        if (failure !== undefined || watermarks === null) break;
        await load(table, watermarks, WHOLE);
        report.push({ table, rows: watermarks.rows, outcome: "published" });
        continue;
      }
      try {
        report.push(await publishTable(table));
      } catch (error) {
        failure ??= error;
      }
    }
  } finally {
    await reader.close();
    await rm(folder, { recursive: true, force: true });
  }
  if (failure !== undefined) throw failure;
  return report;

  async function publishTable(table: TableName): Promise<PublishedTable> {
    const { days, file, rule } = await reader.atOnce(async (read) => {
      if (since !== null) {
        const file = await exportRows(read, table, `"_loaded_at" >= TIMESTAMP '${since}'`, exportTo);
        return { days: null, file, rule: ADDED };
      }
      const days = await readDays(read, tenant, table);
      const { condition, rule } = changesOf(table, days, marks.get(table));
      return { days, file: rule === null ? null : await exportRows(read, table, condition, exportTo), rule };
    });
    if (rule === null || file === null) {
      const rows = [...(days?.values() ?? [])].reduce((sum, day) => sum + day.rows, 0);
      return { table, rows, outcome: "same" };
    }
    await load(table, file, rule);
    return { table, rows: file.rows, outcome: "published" };
  }

  async function load(table: TableName, { path }: { path: string }, rule: Mirror): Promise<void> {
    const key = ["tenant_id", ...tableDefinition(table).key];
    const columns = columnTypes(table, target.dialect);
    await target.load([{ table, tenant, columns, key, path, rule: { kind: "mirror", ...rule } }]);
    await rm(path);
  }
}

type Mirror = Omit<Extract<SliceRule, { kind: "mirror" }>, "kind">;

/** All rows, with nothing kept of them; and rows that are only added and replaced. */
const WHOLE: Mirror = { scope: { kind: "tenant" }, marks: { forget: "all", keep: new Map() } };
const ADDED: Mirror = { ...WHOLE, scope: { kind: "none" } };

/** What has to be sent, where the target has `known`; nothing when the rule is null. */
function changesOf(
  table: TableName,
  days: ReadonlyMap<string, { mark: string }>,
  known: ReadonlyMap<string, string> | undefined,
): { condition: string; rule: Mirror | null } {
  const column = dayColumnOf(table);
  const marks = new Map([...days].map(([day, { mark }]) => [day, mark]));
  if (known === undefined || column === null) {
    const isSame =
      known !== undefined && known.size === marks.size && [...marks].every(([day, mark]) => known.get(day) === mark);
    // An empty table has a mark too, or the target would be asked to delete what it hasn't each time.
    return { condition: "1 = 1", rule: isSame ? null : { ...WHOLE, marks: { forget: "all", keep: marks } } };
  }
  const changed = [...new Set([...marks.keys(), ...known.keys()])].filter((day) => marks.get(day) !== known.get(day));
  if (changed.length === 0) return { condition: "1 = 0", rule: null };
  const scope: SliceScope = { kind: "days", column, days: changed };
  const keep = new Map([...marks].filter(([day]) => changed.includes(day)));
  return {
    condition: inBuckets(identifier(column.name), column.type, changed),
    rule: { scope, marks: { forget: changed.filter((day) => known.has(day)), keep } },
  };
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

/**
 * The days of a table, each with how many rows it has and a mark: the same for the same rows, whatever their order; another one, as good as
 * surely, for others. A table without rows has a day without rows.
 */
async function readDays(
  read: SqlRunner["all"],
  tenant: string,
  table: TableName,
): Promise<Map<string, { rows: number; mark: string }>> {
  const column = dayColumnOf(table);
  const bucket = column === null ? `'${NO_DAY}'` : bucketSql(identifier(column.name));
  const columns = Object.keys(columnsOf(table)).map(identifier).join(", ");
  const rows = await read(
    `SELECT ${bucket} AS day, count(*) AS n, CAST(bit_xor(hash(${columns})) AS VARCHAR) AS fingerprint
     FROM ${identifier(table)} WHERE "tenant_id" = $tenant GROUP BY ALL`,
    { tenant },
  );
  if (rows.length === 0) return new Map([[NO_DAY, { rows: 0, mark: "0" }]]);
  return new Map(
    rows.map(({ day, n, fingerprint }) => [String(day), { rows: Number(n), mark: `${n}-${fingerprint}` }]),
  );
}

async function exportRows(
  read: SqlRunner["all"],
  table: TableName,
  condition: string,
  { tenant, folder, fileFormat }: { tenant: string; folder: string; fileFormat: LoadTarget["fileFormat"] },
): Promise<{ path: string; rows: number }> {
  // In a line of JSON, JSON would be a part of it and not a text.
  const columns = Object.entries(columnsOf(table)).map(([name, type]) =>
    type === "JSON" || type === "VARCHAR"
      ? `${storableSql(identifier(name), type === "JSON")} AS ${identifier(name)}`
      : identifier(name),
  );
  const path = join(folder, `${table}.${fileFormat}`);
  const format = fileFormat === "ndjson" ? "FORMAT json" : "FORMAT csv, HEADER false";
  const packed = fileFormat.endsWith(".gz") ? ", COMPRESSION gzip" : "";
  const [row] = await read(
    `COPY (SELECT ${columns.join(", ")} FROM ${identifier(table)} WHERE "tenant_id" = '${tenant}' AND ${condition})
     TO '${path.replaceAll("'", "''")}' (${format}${packed})`,
  );
  return { path, rows: Number(row?.Count) };
}
