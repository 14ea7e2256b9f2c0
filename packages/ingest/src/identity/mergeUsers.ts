import { isObject, jsonOf } from "../sources/values.ts";
import { columnsOf } from "../warehouse/schema.ts";
import { stageTexts } from "../warehouse/stageTexts.ts";
import type { Row, WarehouseTransaction } from "../warehouse/warehouse.ts";
import type { RowsByTable, WriteStamp } from "../warehouse/writeRows.ts";

type UserRow = Record<string, unknown>;

/** What a row tells: columns with a version of their own, and, where the row is whole, all others as of `base`. */
interface Told {
  row: UserRow;
  /** Version of a whole row; null where only single columns are told. */
  base: string | null;
  versions: Record<string, string>;
  rest: Record<string, unknown>;
}

const TYPES = columnsOf("users");
const COLUMNS = [
  ...Object.keys(TYPES).filter(
    (name) => !/^(tenant_id|user_id|source|source_id|_loaded_at|_run_id|_raw|_deleted)$/.test(name),
  ),
  "_deleted",
];

/**
 * Makes rows of people whole before they are written: one row a person, each column as the newest that tells of it has it. A contact that the
 * CRM lists tells of all columns as of its last change, a webhook or a call of the site of one at its time. The newest is the same in
 * whatever order they come.
 */
export async function mergeUsers(
  transaction: WarehouseTransaction,
  tables: RowsByTable,
  stamp: WriteStamp,
): Promise<void> {
  const rows = tables.get("users");
  if (rows === undefined || rows.length === 0) return;
  const told = rows.map(readRow);
  const partial = new Set(told.filter(({ base }) => base === null).map(({ row }) => String(row.user_id)));
  const stored = await readStored(transaction, rows, partial, stamp.tenant);
  if (partial.size === 0 && stored.length === 0) return;
  const people = new Map<string, Told>();
  for (const each of [...stored.map(readRow), ...told]) {
    const id = String(each.row.user_id);
    const known = people.get(id);
    people.set(id, known ? mergeTold(known, each) : each);
  }
  tables.set("users", [...people.values()].map(rowOf));
}

/**
 * After the rows: people are the CRM's, whoever told of them first, and one who was merged into another stays away.
 */
export async function settleUsers(
  transaction: WarehouseTransaction,
  tables: RowsByTable,
  stamp: WriteStamp,
): Promise<void> {
  const rows = tables.get("users");
  if (rows === undefined || rows.length === 0) return;
  // What the site tells of a person may be older than all the CRM does, and then leaves no mark of its own.
  if (stamp.source === "crm" && !rows.some((row) => String(row._raw).includes('"ns_at"'))) return;
  await stageIds(transaction, rows);
  await transaction.run(
    `UPDATE users SET source = 'crm' WHERE tenant_id = $tenant AND source <> 'crm' AND user_id IN (SELECT c1 FROM temp.told_user)`,
    { tenant: stamp.tenant },
  );
  await transaction.run(
    `UPDATE users SET _deleted = true WHERE tenant_id = $tenant AND NOT _deleted AND user_id IN (
       SELECT identity_value FROM identities WHERE tenant_id = $tenant AND identity_type = 'crm_id' AND identity_value <> user_id
         AND identity_value IN (SELECT c1 FROM temp.told_user))`,
    { tenant: stamp.tenant },
  );
}

function stageIds(transaction: WarehouseTransaction, rows: readonly UserRow[]): Promise<void> {
  return stageTexts(
    transaction,
    "told_user",
    rows.map((row) => [String(row.user_id)]),
  );
}

/** Rows that are there and don't simply give way to whole newer ones. */
async function readStored(
  transaction: WarehouseTransaction,
  rows: readonly UserRow[],
  partial: ReadonlySet<string>,
  tenant: string,
): Promise<Row[]> {
  await stageTexts(
    transaction,
    "told_user",
    rows.map((row) => [String(row.user_id), partial.has(String(row.user_id)) ? "1" : null]),
  );
  const columns = Object.entries(TYPES).map(([name, type]) =>
    type === "TIMESTAMP" ? `epoch_us("${name}") AS "${name}"` : `"${name}"`,
  );
  return transaction.all(
    `SELECT ${columns.join(", ")} FROM users WHERE tenant_id = $tenant AND (
       user_id IN (SELECT c1 FROM temp.told_user WHERE c2 IS NOT NULL)
       OR (user_id IN (SELECT c1 FROM temp.told_user) AND (_raw->'ns_at') IS NOT NULL))`,
    { tenant },
  );
}

/** What a whole row that doesn't say when it changed holds against: a site's word is weaker. */
const UNDATED = "1";

function readRow(row: UserRow): Told {
  const raw: unknown = typeof row._raw === "string" ? JSON.parse(row._raw) : {};
  const { ns_at, updated_at, ...rest } = isObject(raw) ? raw : {};
  const versions = isObject(ns_at) ? (ns_at as Record<string, string>) : {};
  const whole = ns_at === undefined || (isObject(raw) && "updated_at" in raw);
  return { row, base: whole ? (typeof updated_at === "string" ? updated_at : UNDATED) : null, versions, rest };
}

function mergeTold(one: Told, other: Told): Told {
  const base = one.base === null || (other.base !== null && other.base > one.base) ? other.base : one.base;
  const row: UserRow = { user_id: one.row.user_id, source_id: one.row.user_id };
  const versions: Record<string, string> = {};
  for (const column of COLUMNS) {
    const mine = columnOf(one, column);
    const theirs = columnOf(other, column);
    const newest = mine === null || (theirs !== null && isNewer(theirs, mine)) ? theirs : mine;
    if (newest === null) continue;
    row[column] = newest.value;
    if (base === null || newest.version > base) versions[column] = newest.version;
  }
  const newer = isRestNewer(other, one) ? other : one;
  return { row, base, versions, rest: newer.rest };
}

interface Versioned {
  value: unknown;
  version: string;
}

function columnOf({ row, base, versions }: Told, column: string): Versioned | null {
  const version = versions[column] ?? base;
  return version === null ? null : { value: row[column] ?? null, version };
}

/** Of one version, a value says more than none, and the lesser is taken so that the order of arrival doesn't matter. */
function isNewer(one: Versioned, other: Versioned): boolean {
  if (one.version !== other.version) return one.version > other.version;
  if (one.value === null || other.value === null) return one.value !== null;
  return String(one.value) < String(other.value);
}

function isRestNewer(one: Told, other: Told): boolean {
  const mine = one.base ?? "";
  const theirs = other.base ?? "";
  return mine === theirs ? jsonOf(one.rest) < jsonOf(other.rest) : mine > theirs;
}

function rowOf({ row, base, versions, rest }: Told): UserRow {
  const dated = base === null ? {} : { updated_at: base === UNDATED ? null : base };
  const own = Object.keys(versions).length === 0 ? {} : { ns_at: versions };
  return { ...row, _raw: jsonOf({ ...dated, ...own, ...rest }) };
}
