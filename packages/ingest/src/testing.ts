import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TABLES, type TableName } from "./warehouse/schema.ts";
import type { Warehouse } from "./warehouse/warehouse.ts";

/** A folder that is gone when the test file is done. */
export async function temporaryFolder(): Promise<{
  path: string;
  file(name: string, text: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), "northstar-ingest-"));
  return {
    path,
    async file(name, text) {
      const target = join(path, name);
      await writeFile(target, text);
      return target;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Tables that tell of the work: which batches there were, where it goes on. They differ between two ways to the same data. */
const OF_THE_WORK: readonly TableName[] = ["integration_runs", "pipeline_latency", "connector_state"];

/** Every table that has to be the same whichever way the same deliveries came. */
export const TABLES_OF_DATA = (Object.keys(TABLES) as TableName[]).filter((name) => !OF_THE_WORK.includes(name));

/** Columns that tell of the load, not of what was loaded. */
const OF_THE_LOAD = new Set(["_loaded_at", "_run_id", "received_at"]);

/** The rows of tables as text, in an order of their own, for comparing two warehouses. */
export async function tableContents(
  warehouse: Warehouse,
  tables: readonly string[],
): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await warehouse.all(`SELECT * FROM ${table}`);
    contents[table] = rows
      .map((row) =>
        JSON.stringify(
          Object.fromEntries(Object.entries(row).filter(([name]) => !OF_THE_LOAD.has(name))),
          (_, value) => (typeof value === "bigint" ? String(value) : value),
        ),
      )
      .sort();
  }
  return contents;
}

/** One number of a query. */
export async function count(warehouse: Warehouse, sql: string): Promise<number> {
  const [row] = await warehouse.all(sql);
  return Number(Object.values(row ?? {})[0]);
}

interface Ga4Sample {
  at: string;
  name?: string;
  pseudo?: string | null;
  user?: string;
  session?: number;
  params?: Record<string, unknown>;
  rest?: Record<string, unknown>;
}

/** A line of the GA4 export, in the form `bq extract` writes. */
export function ga4Sample({
  at,
  name = "page_view",
  pseudo = "p1",
  user,
  session,
  params = {},
  rest = {},
}: Ga4Sample): string {
  const all = { ...(session === undefined ? {} : { ga_session_id: session }), ...params };
  return JSON.stringify({
    event_date: at.slice(0, 10).replaceAll("-", ""),
    event_timestamp: `${Date.parse(at)}000`,
    event_name: name,
    event_params: Object.entries(all).map(([key, value]) => ({
      key,
      value: typeof value === "number" ? { int_value: String(value) } : { string_value: value },
    })),
    user_pseudo_id: pseudo,
    user_id: user ?? null,
    stream_id: "1",
    ...rest,
  });
}
