import { join } from "node:path";
import { DuckDBTimestampValue } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadTable } from "../loadTable.ts";
import { temporaryFolder } from "../testing.ts";
import { buildSessions } from "./sessionSql.ts";
import { openWarehouse, type Warehouse } from "./warehouse.ts";
import { type RowsByTable, writeRows } from "./writeRows.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = await temporaryFolder();
  warehouse = await openWarehouse({ path: join(folder.path, "order.duckdb") });
});
afterAll(async () => {
  await warehouse.close();
  await folder.remove();
});

const JANUARY = Date.UTC(2026, 0, 1);
/** Days in no order: every day of 2026 once. */
const days = Array.from({ length: 365 }, (_, index) => (index * 101) % 365);
const at = (day: number) => BigInt(JANUARY + day * 86_400_000) * 1000n;

async function write(rows: RowsByTable): Promise<void> {
  const stamp = { tenant: "default", source: "ga4", runId: "run", loadedAt: at(400) } as const;
  await warehouse.transaction((transaction) => writeRows(transaction, rows, stamp));
}

async function timesAsTheyLie(table: string, column: string): Promise<number[]> {
  const rows = await warehouse.all(`SELECT epoch_ms("${column}") AS time FROM "${table}" ORDER BY rowid`);
  return rows.map(({ time }) => (Number(time) - JANUARY) / 86_400_000);
}

const inOrder = Array.from({ length: 365 }, (_, day) => day);

describe("a batch lies in the order of time", () => {
  test("of events", async () => {
    await write(
      new Map([["events", days.map((day) => ({ event_id: `${day}`, name: "page_view", occurred_at: at(day) }))]]),
    );
    expect(await timesAsTheyLie("events", "occurred_at")).toEqual(inOrder);
  });

  test("sessions that are built from events", async () => {
    await warehouse.run("UPDATE events SET session_id = event_id");
    await warehouse.run(buildSessions("SELECT session_id FROM events"), {
      tenant: "default",
      source: "ga4",
      run: "run",
      loaded: new DuckDBTimestampValue(at(400)),
      from: new DuckDBTimestampValue(at(0)),
      to: new DuckDBTimestampValue(at(365)),
    });
    expect(await timesAsTheyLie("sessions", "started_at")).toEqual(inOrder);
  });
});

test("a month of a large load is looked for in few row groups", async () => {
  // 500,000 rows over the 10 months to October 2025, in no order: 4 groups of 122,880 rows and a last one with 8,480.
  const path = join(folder.path, "large.parquet");
  await warehouse.run(
    `COPY (SELECT 's' || i AS session_id, TIMESTAMP '2025-01-01' + to_seconds(CAST((i * 7919) % 500000 AS BIGINT) * 52) AS started_at
     FROM range(500000) AS numbers(i)) TO '${path}'`,
  );
  await warehouse.run("DELETE FROM sessions");
  await loadTable(warehouse, "sessions", path);
  await warehouse.checkpoint();
  const groups = await warehouse.all(
    `SELECT row_group_id AS id, regexp_extract(stats, 'Min: ([^,]+)', 1) AS least, regexp_extract(stats, 'Max: ([^,\\]]+)', 1) AS greatest
     FROM pragma_storage_info('sessions') WHERE column_name = 'started_at' AND segment_type = 'TIMESTAMP'`,
  );
  const ofMarch = groups.filter(
    ({ least, greatest }) => String(least) < "2025-04-01" && String(greatest) >= "2025-03-01",
  );
  expect(new Set(groups.map(({ id }) => id)).size).toBeGreaterThanOrEqual(5);
  // A month is 51,508 rows, less than half a group: it lies in one, or on the border of two.
  expect(new Set(ofMarch.map(({ id }) => id)).size).toBeGreaterThan(0);
  expect(new Set(ofMarch.map(({ id }) => id)).size).toBeLessThanOrEqual(2);
});
