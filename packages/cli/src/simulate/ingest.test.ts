import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type IngestReport, ingestFiles, ingestPayload, openWarehouse, type Warehouse } from "@northstar/ingest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { liveEvents } from "./live.ts";
import { type SimulationManifest, simulate } from "./simulate.ts";
import { DAY } from "./world/days.ts";
import { makeWorld, type World } from "./world/world.ts";

const NOW = new Date("2026-11-22T15:00:00Z");
const OPTIONS = { seed: 42, months: 4, professionals: 300, now: NOW, timeZone: "America/Bogota" };

const root = mkdtempSync(join(tmpdir(), "simulate-ingest-"));
let manifest: SimulationManifest;
let world: World;
let warehouse: Warehouse;
const reports: IngestReport[] = [];

async function ingestAll(): Promise<IngestReport[]> {
  const done: IngestReport[] = [];
  for (const source of new Set(manifest.files.map((file) => file.source))) {
    const paths = manifest.files.filter((file) => file.source === source).map(({ path }) => join(root, path));
    done.push(await ingestFiles(warehouse, source, paths));
  }
  return done;
}

/** The rows of a query of two columns, as a record of numbers. */
async function counts(sql: string): Promise<Record<string, number>> {
  const rows = await warehouse.all(sql);
  return Object.fromEntries(rows.map((row) => [String(row.key), Number(row.n)]));
}

/** How often each key comes. */
function tally<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const item of items) found[keyOf(item)] = (found[keyOf(item)] ?? 0) + 1;
  return found;
}

const utcMonth = (at: number) => new Date(at).toISOString().slice(0, 7);

beforeAll(async () => {
  manifest = await simulate({ ...OPTIONS, outDir: root });
  world = makeWorld(OPTIONS);
  warehouse = await openWarehouse({ path: join(root, "warehouse.duckdb") });
  reports.push(...(await ingestAll()));
});

afterAll(async () => {
  await warehouse.close();
  rmSync(root, { recursive: true });
});

test("all is understood but the template news, which is set aside with its reason", () => {
  const bad = reports.filter(({ bad }) => bad > 0).map(({ source, badReasons }) => ({ source, badReasons }));
  expect(bad).toEqual([{ source: "whatsapp", badReasons: { unsupported_field: 1 } }]);
});

test("registrations by month", async () => {
  const expected = tally(world.people, ({ registeredAt }) => utcMonth(registeredAt));
  const sql = "SELECT strftime(registered_at, '%Y-%m') AS key, count(*) AS n FROM users WHERE NOT _deleted GROUP BY 1";
  expect(await counts(sql)).toEqual(expected);
});

test("plays and seconds by type of content", async () => {
  const { plays } = world.activity;
  const join = "FROM content_consumption JOIN content USING (tenant_id, content_id) GROUP BY 1";
  expect(await counts(`SELECT type AS key, count(*) AS n ${join}`)).toEqual(
    tally(plays, ({ content }) => content.type),
  );
  const seconds = plays.reduce((sum, play) => sum + play.seconds, 0);
  expect(await counts("SELECT 'all' AS key, sum(seconds_played) AS n FROM content_consumption")).toEqual({
    all: seconds,
  });
});

test("invitations and registrations by them, the odd cases included", async () => {
  const { all } = world.referrals;
  const sql =
    "SELECT 'sent' AS key, count(*) AS n FROM referrals UNION ALL SELECT 'accepted', count(registered_at) FROM referrals";
  expect(await counts(sql)).toEqual({
    sent: all.length,
    accepted: all.filter(({ registeredAt }) => registeredAt !== null).length,
  });
});

test("each message event once, though deliveries came twice", async () => {
  const kinds: Record<string, string> = { open: "read", machine_open: "read", bounce: "failed", dropped: "failed" };
  const { email, whatsapp } = world.messages;
  const expected = tally([...email, ...whatsapp], ({ kind }) => kinds[kind] ?? kind);
  const sql = "SELECT event_type AS key, count(*) AS n FROM message_events GROUP BY 1";
  expect(await counts(sql)).toEqual(expected);
  const machine = email.filter(({ kind }) => kind === "machine_open").length;
  expect(await counts("SELECT 'machine' AS key, count(*) AS n FROM message_events WHERE is_machine")).toEqual({
    machine,
  });
});

test("every message belongs to its person and campaign", async () => {
  const events = [...world.messages.email, ...world.messages.whatsapp];
  const messages = [...new Map(events.map(({ message }) => [message.number, message])).values()];
  const sql = `SELECT campaign_id AS key, count(*) AS n FROM messages
    JOIN campaigns USING (tenant_id, campaign_id) JOIN users ON users.user_id = messages.user_id GROUP BY 1`;
  expect(await counts(sql)).toEqual(tally(messages, ({ campaign }) => campaign.id));
});

test("the first visit of who registered later is theirs, though it was anonymous", async () => {
  const visited = world.people.filter(({ founder, firstVisitAt }) => !founder && firstVisitAt >= world.calendar.start);
  const sql = `SELECT 'known' AS key, count(DISTINCT sessions.user_id) AS n FROM sessions
    JOIN users ON users.user_id = sessions.user_id WHERE sessions.started_at < users.registered_at`;
  expect((await counts(sql)).known).toBeGreaterThanOrEqual(visited.length);
  const anonymous =
    "SELECT 'anonymous' AS key, count(DISTINCT user_pseudo_id) AS n FROM sessions WHERE user_id IS NULL";
  expect(await counts(anonymous)).toEqual({
    anonymous: new Set(world.anonymousVisits.map((visit) => visit.pseudoId)).size,
  });
});

test("sponsors, revenue in the base currency, flows, incidents, scores, use of the dashboard", async () => {
  const revenue = world.sponsorship
    .filter(({ kind }) => kind === "revenue")
    .reduce((sum, { amount, rate }) => sum + Math.round(amount * rate * 100), 0);
  const sql = `SELECT 'cents' AS key, sum(amount_base) * 100 AS n FROM sponsorship_entries WHERE kind = 'revenue'
    UNION ALL SELECT 'sponsors', count(*) FROM sponsors UNION ALL SELECT 'runs', count(*) FROM flow_runs
    UNION ALL SELECT 'incidents', count(*) FROM incidents UNION ALL SELECT 'scores', count(*) FROM score_history
    UNION ALL SELECT 'latencies', count(*) FROM pipeline_latency UNION ALL SELECT 'security', count(*) FROM security_events
    UNION ALL SELECT 'views', count(*) FROM usage_events WHERE kind = 'kpi_view' AND lag_s >= 0 AND slo_s > 0
    UNION ALL SELECT 'packs', count(*) FROM usage_events WHERE from_pack`;
  const { runs, incidents, latencies, security } = world.operations;
  expect(await counts(sql)).toEqual({
    cents: revenue,
    sponsors: 15,
    runs: runs.length,
    incidents: incidents.length,
    scores: world.scores.length,
    latencies: latencies.length,
    security: security.length,
    views: world.usage.filter(({ kind }) => kind === "kpi_view").length,
    packs: world.usage.filter((event) => event.kind === "report" && event.fromPack).length,
  });
});

test("the same files again change nothing", async () => {
  const tables = ["users", "events", "sessions", "content_consumption", "messages", "message_events", "referrals"];
  const sql = tables.map((table) => `SELECT '${table}' AS key, count(*) AS n FROM ${table}`).join(" UNION ALL ");
  const before = await counts(sql);
  await ingestAll();
  expect(await counts(sql)).toEqual(before);
});

test("live payloads are understood, and move registrations and minutes", async () => {
  const sql = `SELECT 'users' AS key, count(*) AS n FROM users UNION ALL SELECT 'plays', count(*) FROM content_consumption
    UNION ALL SELECT 'events', count(*) FROM events`;
  const before = await counts(sql);
  const start = NOW.getTime() + DAY;
  const payloadsOf = (second: number) => liveEvents({ ...OPTIONS, at: new Date(start + second * 1000) });
  // The first seconds, and the first in which somebody registers.
  const seconds = Array.from({ length: 40 }, (_, second) => second);
  for (let second = 40; seconds.length < 41; second += 1) {
    if (payloadsOf(second).some(({ source }) => source === "hubspot")) seconds.push(second);
  }
  for (const { source, body } of seconds.flatMap(payloadsOf)) {
    const report = await ingestPayload(warehouse, source, { body });
    expect([source, report.bad]).toEqual([source, 0]);
  }
  const after = await counts(sql);
  for (const key of Object.keys(before)) expect(after[key]).toBeGreaterThan(before[key] ?? 0);
  const strangers = `SELECT 'strangers' AS key, count(*) AS n FROM content_consumption
    LEFT JOIN users USING (tenant_id, user_id) LEFT JOIN content USING (tenant_id, content_id)
    WHERE users.registered_at IS NULL OR content.type IS NULL`;
  expect(await counts(strangers)).toEqual({ strangers: 0 });
});
