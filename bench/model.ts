/**
 * Times of the executive view's queries on a synthetic community: 20,000 people and 1,000,000 activity rows over 18 months.
 * Each query is asked through Cube, from the rollups and from the tables, with a limit of its own each time so that no
 * answer is kept. Run: `node bench/model.ts [rows] [runs]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Query } from "@northstar/core";
import { claims, createModelRuntime, type ModelRuntime } from "../cube/testing/modelRuntime.ts";
import { createRawModel } from "../cube/testing/rawModel.ts";
import { openWarehouse, type Warehouse } from "../packages/ingest/src/warehouse/warehouse.ts";

const ROWS = Number(process.argv[2] ?? 1_000_000);
const RUNS = Number(process.argv[3] ?? 7);
const PEOPLE = 20_000;
const DAYS = 540;
/** The last day that has data; the running month is the last of the series. */
const NOW = "2026-11-22 12:00:00";

const YEAR = ["2025-11-01", "2026-11-30"] as const;
const RUNNING = ["2026-11-01", "2026-11-22"] as const;
const COMMUNITY = ["active_professionals", "new_registrations", "k_factor", "content_minutes"];
const SPONSORSHIP = [
  "sponsorship_revenue",
  "sponsorship_cost",
  "sponsorship_net",
  "sponsorship_roi",
  "active_sponsors",
];

const executive = (
  measures: readonly string[],
  dimension: string,
  dateRange: readonly [string, string],
  byMonth = true,
): Query => ({
  measures: measures.map((name) => `executive.${name}`),
  timeDimensions: [{ dimension: `executive.${dimension}`, dateRange, ...(byMonth ? { granularity: "month" } : {}) }],
});

const QUERIES: [string, Query][] = [
  ["community, 13 months", executive(COMMUNITY, "date", YEAR)],
  ["community, running month", executive(COMMUNITY, "date", RUNNING, false)],
  ["active professionals, 13 months", executive(["active_professionals"], "date", YEAR)],
  ["growth, ILT, VNR, 13 months", executive(["active_professionals_mom", "ilt", "vnr"], "month", YEAR)],
  [
    "retention and TAV, 13 months",
    executive(["retention_30", "retention_60", "retention_90", "tav"], "cohort_date", YEAR),
  ],
  ["sponsorship, 13 months", executive(SPONSORSHIP, "sponsorship_date", YEAR)],
  [
    "funnel by source, running month",
    {
      measures: ["visitors", "registrations", "attendees", "active", "seconds_to_registration"].map(
        (name) => `operational.funnel_${name}`,
      ),
      dimensions: ["operational.source"],
      timeDimensions: [{ dimension: "operational.first_visit_date", dateRange: RUNNING }],
    },
  ],
];

/** Spread over people and time by hashes: the same rows every time. */
async function fill(warehouse: Warehouse): Promise<void> {
  const at = (salt: string, row = "i") =>
    `TIMESTAMP '${NOW}' - to_seconds((hash(${row}, '${salt}') % ${DAYS * 86_400})::BIGINT)`;
  const person = (salt: string) => `'u' || (hash(i, '${salt}') % ${PEOPLE})`;
  const pick = (salt: string, ...values: string[]) =>
    `[${values.join(", ")}][1 + (hash(i, '${salt}') % ${values.length})::BIGINT]`;
  const share = (part: number) => Math.round(ROWS * part);
  const insert = (table: string, columns: string, select: string, rows: number) =>
    warehouse.run(
      `INSERT INTO ${table} (${columns}, _loaded_at) SELECT ${select}, now() FROM range(${rows}) AS numbers(i) ORDER BY 4`,
    );
  await insert(
    "users",
    "user_id, country, first_utm_source, registered_at",
    `'u' || i, ${pick("c", "'CO'", "'MX'", "'PE'", "NULL")}, ${pick("s", "'google'", "'linkedin'", "'whatsapp'", "NULL")}, ${at("r")}`,
    PEOPLE,
  );
  await insert(
    "sessions",
    "session_id, user_pseudo_id, user_id, started_at, utm_source, engagement_ms",
    `'s' || i, 'p' || (hash(i, 'p') % ${3 * PEOPLE}), CASE WHEN hash(i, 'id') % 3 > 0 THEN ${person("p")} END, ${at("se")}, ${pick("us", "'google'", "'linkedin'", "NULL")}, (hash(i, 'e') % 60000)::BIGINT`,
    share(0.5),
  );
  await insert(
    "content_consumption",
    "id, user_id, content_id, started_at, seconds_played",
    `'c' || i, ${person("cu")}, 'content', ${at("ct")}, hash(i, 'sec') % 3000`,
    share(0.35),
  );
  await insert(
    "messages",
    "message_id, user_id, channel, sent_at, clicked_at",
    `'m' || i, ${person("mu")}, 'email', ${at("mt")}, CASE WHEN hash(i, 'cl') % 5 = 0 THEN ${at("mt")} END`,
    share(0.5),
  );
  await insert(
    "message_events",
    "dedup_key, message_id, event_type, occurred_at, is_machine",
    `'e' || i, 'm' || (i % ${share(0.5)}), ${pick("t", "'delivered'", "'open'", "'click'", "'reply'")}, ${at("mt", `i % ${share(0.5)}`)}, hash(i, 'ma') % 4 = 0`,
    share(0.5),
  );
  await insert(
    "referrals",
    "referral_id, referrer_user_id, invitee_user_id, invited_at, registered_at",
    `'r' || i, ${person("ru")}, ${person("iv")}, ${at("rt")}, CASE WHEN i % 4 = 0 THEN ${at("rt")} + INTERVAL 2 DAY END`,
    PEOPLE,
  );
  await insert(
    "sponsorship_entries",
    "entry_id, sponsor_id, kind, period_start, period_end, amount_base",
    `'e' || i, 'sponsor' || (i % 30), CASE WHEN i % 4 = 0 THEN 'cost' ELSE 'revenue' END, DATE '2025-06-01' + (i // 30 * 30)::INTEGER, DATE '2025-06-01' + (i // 30 * 30 + 89)::INTEGER, 3000`,
    540,
  );
}

async function times(cube: ModelRuntime, query: Query): Promise<{ first: number; median: number }> {
  const spans: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now();
    await cube.load({ ...query, limit: 1000 + run }, claims("default"));
    spans.push(performance.now() - started);
  }
  const [first = 0, ...rest] = spans;
  return { first, median: rest.sort((a, b) => a - b)[Math.floor(rest.length / 2)] ?? 0 };
}

const folder = await mkdtemp(join(tmpdir(), "northstar-bench-"));
const warehouse = await openWarehouse({ path: join(folder, "warehouse.duckdb") });
const rawModel = await createRawModel();
try {
  await fill(warehouse);
  const data = { connection: { instance: warehouse.instance } };
  const rolled = await createModelRuntime(data, { queryTimeoutSeconds: 600 });
  const raw = await createModelRuntime(data, { modelPath: rawModel.path, queryTimeoutSeconds: 600 });
  // The first question of all compiles the model.
  for (const cube of [rolled, raw]) await cube.load({ measures: ["technical.events_ingested"] }, claims("default"));
  const table: Record<string, Record<string, number>> = {};
  for (const [name, query] of QUERIES) {
    const fromRollup = await times(rolled, query);
    const fromTables = await times(raw, query);
    table[name] = {
      "first, builds rollup (ms)": Math.round(fromRollup.first),
      "rollup, median (ms)": Math.round(fromRollup.median),
      "tables, median (ms)": Math.round(fromTables.median),
    };
  }
  console.log(`${ROWS.toLocaleString("en")} activity rows, ${RUNS} runs`);
  console.table(table);
  await rolled.close();
  await raw.close();
} finally {
  await warehouse.close();
  await rawModel.remove();
  await rm(folder, { recursive: true });
}
