import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { loadTable } from "./loadTable.ts";
import { readWatermarks } from "./pipeline/watermarks.ts";
import { count, temporaryFolder } from "./testing.ts";
import { openWarehouse, type Warehouse } from "./warehouse/warehouse.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(() => warehouse.close());

const csv = "metric,day,dims,value\nilt,2026-01-01,{},0.5\nilt,2026-01-02,{},0.6\nilt,2026-01-01,{},0.7\n";

test("CSV: the last row of a key stays, and loading again changes nothing", async () => {
  const file = await folder.file("metrics.csv", csv);
  expect(await loadTable(warehouse, "metric_daily", file)).toEqual({ table: "metric_daily", rows: 3, upserted: 2 });
  await loadTable(warehouse, "metric_daily", file);
  expect(
    await warehouse.all("SELECT tenant_id, CAST(day AS VARCHAR) AS day, value, source FROM metric_daily ORDER BY day"),
  ).toEqual([
    { tenant_id: "default", day: "2026-01-01", value: 0.7, source: "load" },
    { tenant_id: "default", day: "2026-01-02", value: 0.6, source: "load" },
  ]);
  expect((await readWatermarks(warehouse)).every(({ lastLoadedAt }) => lastLoadedAt !== null)).toBe(true);
});

test("use of the dashboard moves its own source's watermark and no other", async () => {
  const file = await folder.file(
    "usage.csv",
    "event_id,occurred_at,kind,role,subject_id,view,kpi,slo_class,lag_s,slo_s,report_kind,duration_s,baseline_s,from_pack\n" +
      "u1,2026-01-01T12:00:00Z,kpi_view,director,r1,executive,k_factor,tactical,12.5,300,,,,\n" +
      "u2,2026-01-01T13:00:00Z,report,analyst,r2,,,,,,wbr,900,5400,true\n",
  );
  expect(await loadTable(warehouse, "usage_events", file)).toEqual({ table: "usage_events", rows: 2, upserted: 2 });
  expect(await warehouse.all("SELECT kind, lag_s, baseline_s, from_pack FROM usage_events ORDER BY event_id")).toEqual([
    { kind: "kpi_view", lag_s: 12.5, baseline_s: null, from_pack: null },
    { kind: "report", lag_s: null, baseline_s: 5400, from_pack: true },
  ]);
  const loaded = (await readWatermarks(warehouse)).filter(({ lastLoadedAt }) => lastLoadedAt !== null);
  expect(loaded.map(({ source }) => source)).toEqual(["usage"]);
});

test("NDJSON and Parquet load the same rows", async () => {
  const lines = [
    '{"id":"1","content_id":"c","started_at":"2026-01-01T00:00:00Z","completed":true}',
    '{"started_at":"2026-01-02 05:00:00","id":"2","content_id":"c"}',
  ];
  await loadTable(warehouse, "content_consumption", await folder.file("plays.ndjson", lines.join("\n")));
  const before = await warehouse.all("SELECT * EXCLUDE (_loaded_at) FROM content_consumption ORDER BY id");
  expect(before).toHaveLength(2);
  const parquet = `${folder.path}/plays.parquet`;
  await warehouse.run(`COPY (SELECT id, content_id, started_at, completed FROM content_consumption) TO '${parquet}'`);
  await warehouse.run("DELETE FROM content_consumption");
  await loadTable(warehouse, "content_consumption", parquet);
  expect(await warehouse.all("SELECT * EXCLUDE (_loaded_at) FROM content_consumption ORDER BY id")).toEqual(before);
});

test.each([
  ["an unknown column", "metric,day,dims,value,colour\nilt,2026-01-01,{},1,red\n", /column colour/],
  ["a missing column", "metric,day,dims\nilt,2026-01-01,{}\n", /lacks the column value/],
  ["a missing column without rows", "metric,day,dims\n", /lacks the column value/],
  [
    "a value of the wrong type",
    "metric,day,dims,value\nilt,2026-01-01,{},1\nilt,2026-02-30,{},1\n",
    /"2026-02-30" for day in row 2/,
  ],
  ["an empty required value", "metric,day,dims,value\nilt,2026-01-01,{},\n", /no value for value in row 1/],
])("%s is refused by name and nothing is loaded", async (_, text, message) => {
  const file = await folder.file("bad.csv", text);
  await expect(loadTable(warehouse, "metric_daily", file)).rejects.toMatchObject({
    code: "table_mismatch",
    message: expect.stringMatching(message),
  });
  expect(await count(warehouse, "SELECT count(*) FROM metric_daily")).toBe(0);
});

test("tables that aren't there or aren't for loading, and files that can't be read", async () => {
  const file = await folder.file("metrics2.csv", csv);
  await expect(loadTable(warehouse, "nothing", file)).rejects.toMatchObject({ code: "unknown_table" });
  await expect(loadTable(warehouse, "raw_inbox", file)).rejects.toMatchObject({ code: "unknown_table" });
  await expect(loadTable(warehouse, "metric_daily", `${folder.path}/none.csv`)).rejects.toMatchObject({
    code: "file_unreadable",
  });
  await expect(loadTable(warehouse, "metric_daily", `${folder.path}/none.parquet`)).rejects.toMatchObject({
    code: "file_unreadable",
  });
  const fake = await folder.file("fake.parquet", "text");
  await expect(loadTable(warehouse, "metric_daily", fake)).rejects.toMatchObject({ code: "file_unreadable" });
});
