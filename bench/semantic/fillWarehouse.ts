import type { Warehouse } from "../../packages/ingest/src/warehouse/warehouse.ts";

/** The last moment that has data, UTC; `ns_now()` of the filled warehouse stands still at it. */
export const NOW = "2026-11-22 15:00:00";

const MONTHS = 24;
/** Rows of each table for each event asked for; together they are 1. */
const SHARES = {
  events: 0.45,
  sessions: 0.12,
  content_consumption: 0.1,
  messages: 0.11,
  message_events: 0.2,
  score_history: 0.015,
  pipeline_latency: 0.005,
} as const;
/** Two organisations, so that the order by tenant matters. */
const TENANTS = { default: 0.9, other: 0.1 } as const;

/** Rows of each table, all tenants together. */
export type FilledRows = Record<string, number>;

/**
 * Fills an empty warehouse with `events` facts of 24 months, by SQL alone: the same rows every time, written in the order
 * (tenant, time). A hundredth as many people as facts, a third of whom
 * register in the first month; the others do nothing before they do.
 */
export async function fillWarehouse(warehouse: Warehouse, events: number): Promise<FilledRows> {
  await warehouse.run(`CREATE OR REPLACE MACRO ns_now() AS TIMESTAMP '${NOW}'`);
  for (const statement of MACROS) await warehouse.run(statement);
  const filled: FilledRows = {};
  for (const [tenant, share] of Object.entries(TENANTS)) {
    for (const [table, insert] of Object.entries(tableInserts(Math.round(events * share)))) {
      filled[table] = (filled[table] ?? 0) + insert.rows;
      await warehouse.run(
        `INSERT INTO ${table} (tenant_id, _loaded_at, ${insert.columns}) SELECT '${tenant}', loaded, * EXCLUDE (i, loaded)
         FROM (SELECT i, TIMESTAMP '${NOW}' AS loaded, ${insert.select} FROM range(${insert.rows}) AS numbers(i)${insert.from ?? ""})${
           insert.orderBy === undefined ? "" : ` ORDER BY ${insert.orderBy}`
         }`,
      );
    }
    await warehouse.run(
      `INSERT INTO watermarks (tenant_id, source, last_event_at, last_loaded_at)
       SELECT '${tenant}', unnest(['ga4', 'crm', 'email', 'whatsapp', 'content', 'sponsorship', 'referrals', 'ops']), TIMESTAMP '${NOW}', TIMESTAMP '${NOW}'`,
    );
  }
  for (const name of ["random", "pick", "time", "registered", "person"])
    await warehouse.run(`DROP MACRO bench_${name}`);
  await warehouse.checkpoint();
  return filled;
}

const SPAN_SECONDS = MONTHS * 30 * 86_400;

const MACROS = [
  // A number in [0, 1) that row and salt determine.
  "CREATE OR REPLACE MACRO bench_random(i, salt) AS (hash(i, salt) % 1000003) / 1000003.0",
  "CREATE OR REPLACE MACRO bench_pick(i, salt, list) AS list[1 + CAST(floor(bench_random(i, salt) * len(list)) AS BIGINT)]",
  // Rows are made in the order of time, more of them a month towards the end.
  `CREATE OR REPLACE MACRO bench_time(i, n) AS TIMESTAMP '${NOW}' - to_seconds(CAST(${SPAN_SECONDS} * (1 - pow((i + 0.5) / n, 0.8)) AS BIGINT))`,
  // A third of the people registered in the first month, the others since then.
  "CREATE OR REPLACE MACRO bench_registered(i, people) AS bench_time(CASE WHEN i < 0.34 * people THEN 0.08 * i else i - 0.3128 * people END, 0.6872 * people)",
  // Whoever has registered by then; a few do much, many little.
  "CREATE OR REPLACE MACRO bench_person(i, n, people, salt) AS CAST(floor(people * (0.34 + 0.66 * pow((i + 0.5) / n, 0.8)) * (1 - pow(bench_random(i, salt), 1.6))) AS BIGINT)",
];

interface TableInsert {
  rows: number;
  columns: string;
  select: string;
  from?: string;
  /** Where rows aren't made in the order of time already. */
  orderBy?: string;
}

function tableInserts(events: number): Record<string, TableInsert> {
  const rowsOf = (table: keyof typeof SHARES) => Math.round(events * SHARES[table]);
  const people = Math.round(events / 100);
  const messages = rowsOf("messages");
  const invitations = Math.round(people / 2);
  const campaigns = 40 * MONTHS;
  const person = (n: number, salt: string) => `bench_person(i, ${n}, ${people}, '${salt}')`;
  const list = (...values: string[]) => `[${values.map((value) => `'${value}'`).join(", ")}]`;
  const clicked = (message: string) =>
    `CASE WHEN bench_random(${message}, 'click') < 0.08 THEN bench_time(${message}, ${messages}) + to_seconds(CAST(bench_random(${message}, 'wait') * 172800 AS BIGINT)) END`;
  return {
    users: {
      rows: people,
      columns: "user_id, registered_at, country, first_utm_source, profession",
      select: `'u' || i, bench_registered(i, ${people}),
        bench_pick(i, 'country', [${"'CO', 'CO', 'MX', 'PE', 'CL', 'EC', NULL"}]), bench_pick(i, 'source', ['google', 'linkedin', 'whatsapp', 'newsletter', NULL]),
        bench_pick(i, 'job', ${list("architect", "engineer", "contractor")})`,
    },
    identities: {
      rows: people,
      columns: "identity_type, identity_value, user_id, valid_from",
      select: `'user_pseudo_id', 'v' || i, 'u' || i, bench_registered(i, ${people})`,
    },
    sessions: {
      rows: rowsOf("sessions"),
      columns: "session_id, user_pseudo_id, user_id, started_at, ended_at, utm_source, engaged, engagement_ms, country",
      select: `'s' || i, CASE WHEN known THEN 'v' || person ELSE 'a' || CAST(floor(bench_random(i, 'visitor') * ${2 * people}) AS BIGINT) END,
        CASE WHEN known THEN 'u' || person END, started_at, started_at + to_seconds(120), bench_pick(i, 'utm', ['google', 'linkedin', 'whatsapp', NULL]),
        engagement_ms >= 10000, engagement_ms, bench_pick(i, 'from', ['CO', 'MX', 'PE', NULL])`,
      from: `, LATERAL (SELECT ${person(rowsOf("sessions"), "session")} AS person, bench_random(i, 'known') < 0.6 AS known,
        bench_time(i, ${rowsOf("sessions")}) AS started_at, CAST(bench_random(i, 'engagement') * 60000 AS BIGINT) AS engagement_ms)`,
    },
    events: {
      rows: rowsOf("events"),
      columns: "event_id, occurred_at, received_at, user_id, user_pseudo_id, session_id, name",
      select: `'e' || i, bench_time(i, ${rowsOf("events")}), bench_time(i, ${rowsOf("events")}) + to_seconds(CAST(bench_random(i, 'late') * 90 AS BIGINT)),
        'u' || ${person(rowsOf("events"), "event")}, 'v' || ${person(rowsOf("events"), "event")}, 's' || (i * ${rowsOf("sessions")} // ${rowsOf("events")}),
        bench_pick(i, 'name', ${list("page_view", "page_view", "page_view", "scroll", "session_start", "user_engagement", "click", "video_start", "file_download")})`,
    },
    content: {
      rows: 300,
      columns: "content_id, type, topic, title, duration_s, published_at",
      select: `'c' || i, bench_pick(i, 'type', ${list("podcast", "clip", "webinar")}), 'Topic ' || CAST(floor(bench_random(i, 'topic') * 20) AS BIGINT), 'Title ' || i, 1800, bench_time(i, 300)`,
    },
    content_consumption: {
      rows: rowsOf("content_consumption"),
      columns: "id, user_id, content_id, started_at, seconds_played, max_percent, completed, attended_live",
      select: `'p' || i, 'u' || ${person(rowsOf("content_consumption"), "play")}, 'c' || CAST(floor(bench_random(i, 'content') * 300) AS BIGINT),
        bench_time(i, ${rowsOf("content_consumption")}), floor(bench_random(i, 'seconds') * 1800), floor(bench_random(i, 'seconds') * 100),
        bench_random(i, 'seconds') >= 0.9, bench_random(i, 'live') < 0.05`,
    },
    campaigns: {
      rows: campaigns,
      columns: "campaign_id, channel, name, template_id, segment, sent_at, cost",
      select: `'k' || i, bench_pick(i, 'channel', ${list("email", "email", "whatsapp")}), 'Campaign ' || i, 't' || (i % 12), bench_pick(i, 'segment', ${list("cold", "warm", "hot")}), bench_time(i, ${campaigns}), 10`,
    },
    messages: {
      rows: messages,
      columns:
        "message_id, campaign_id, user_id, channel, sent_at, delivered_at, read_at, clicked_at, failed_at, failure_class",
      select: `'m' || i, 'k' || campaign, 'u' || ${person(messages, "message")}, bench_pick(campaign, 'channel', ${list("email", "email", "whatsapp")}), sent_at,
        CASE WHEN NOT failed THEN sent_at + to_seconds(5) END, CASE WHEN NOT failed AND bench_random(i, 'read') < 0.4 THEN sent_at + to_seconds(600) END,
        ${clicked("i")}, CASE WHEN failed THEN sent_at + to_seconds(3) END, CASE WHEN failed THEN bench_pick(i, 'failure', ${list("bounce", "blocked", "invalid")}) END`,
      from: `, LATERAL (SELECT i * ${campaigns} // ${messages} AS campaign, bench_time(i, ${messages}) AS sent_at, bench_random(i, 'failed') < 0.02 AS failed)`,
    },
    message_events: {
      rows: rowsOf("message_events"),
      columns: "dedup_key, message_id, event_type, occurred_at, received_at, is_machine",
      select: `'d' || i, 'm' || message, CASE WHEN i % 2 = 0 THEN 'delivered' WHEN clicked_at IS NULL THEN 'open' ELSE 'click' END AS event_type,
        CASE WHEN i % 2 = 1 AND clicked_at IS NOT NULL THEN clicked_at ELSE sent_at + to_seconds(5) END AS occurred_at,
        sent_at + to_seconds(65), bench_random(i, 'machine') < 0.1`,
      from: `, LATERAL (SELECT i * ${messages} // ${rowsOf("message_events")} AS message, bench_time(i * ${messages} // ${rowsOf("message_events")}, ${messages}) AS sent_at,
        ${clicked(`(i * ${messages} // ${rowsOf("message_events")})`)} AS clicked_at)`,
      orderBy: "occurred_at",
    },
    conversions: {
      rows: Math.round(messages / 100),
      columns: "id, user_id, kind, occurred_at, campaign_id, channel",
      select: `'x' || i, 'u' || bench_person(100 * i, ${messages}, ${people}, 'message'), 'registration', bench_time(100 * i, ${messages}) + to_seconds(259200), 'k' || (100 * i * ${campaigns} // ${messages}), 'email'`,
    },
    score_history: {
      rows: rowsOf("score_history"),
      columns: "user_id, scored_at, score, segment",
      select: `'u' || ${person(rowsOf("score_history"), "score")}, bench_time(i, ${rowsOf("score_history")}) + to_microseconds(i), floor(bench_random(i, 'points') * 100),
        CASE WHEN bench_random(i, 'points') < 0.5 THEN 'cold' WHEN bench_random(i, 'points') < 0.8 THEN 'warm' ELSE 'hot' END`,
    },
    referrals: {
      rows: invitations,
      columns: "referral_id, referrer_user_id, invitee_user_id, invited_at, registered_at, channel",
      select: `'r' || i, 'u' || (person // 2), CASE WHEN accepted THEN 'u' || person END, registered_at - INTERVAL 2 DAY, CASE WHEN accepted THEN registered_at END, 'whatsapp'`,
      from: `, LATERAL (SELECT 2 * i AS person, bench_random(i, 'accept') < 0.25 AS accepted,
        bench_registered(2 * i, ${people}) AS registered_at)`,
    },
    sponsors: {
      rows: 30,
      columns: "sponsor_id, name, tier, since",
      select: `'sponsor' || i, 'Sponsor ' || i, bench_pick(i, 'tier', ${list("gold", "silver", "bronze")}), DATE '2024-11-01'`,
    },
    sponsorship_entries: {
      rows: 30 * MONTHS,
      columns: "entry_id, sponsor_id, kind, period_start, period_end, booked_at, amount, currency, amount_base",
      select: `'n' || i, 'sponsor' || (i % 30), CASE WHEN i % 4 = 0 THEN 'cost' ELSE 'revenue' END, day, day + 89, day, 3000, 'USD', 3000`,
      from: `, LATERAL (SELECT CAST(DATE '2024-12-01' + to_months(CAST(i // 30 AS INTEGER)) AS DATE) AS day)`,
    },
    integration_runs: {
      rows: 60 * MONTHS * 30,
      columns:
        "run_id, connector, stream, mode, started_at, finished_at, status, rows_in, rows_upserted, rows_dup, rows_bad, max_event_at, lag_s",
      select: `'i' || i, bench_pick(i, 'connector', ${list("ga4", "hubspot", "sendgrid", "whatsapp")}), 'default', 'push', bench_time(i, ${60 * MONTHS * 30}), bench_time(i, ${60 * MONTHS * 30}) + to_seconds(20),
        CASE WHEN bench_random(i, 'run') < 0.01 THEN 'failed' ELSE 'ok' END, 500, 480, 15, 5, bench_time(i, ${60 * MONTHS * 30}), 30`,
    },
    flow_runs: {
      rows: 200 * MONTHS * 30,
      columns: "flow_run_id, flow_id, started_at, finished_at, status",
      select: `'f' || i, 'flow' || (i % 12), bench_time(i, ${200 * MONTHS * 30}), bench_time(i, ${200 * MONTHS * 30}) + to_seconds(40), CASE WHEN bench_random(i, 'flow') < 0.015 THEN 'failed' ELSE 'ok' END`,
    },
    incidents: {
      rows: 20 * MONTHS,
      columns: "incident_id, flow_id, opened_at, resolved_at, severity, is_maintenance",
      select: `'o' || i, 'flow' || (i % 12), bench_time(i, ${20 * MONTHS}), bench_time(i, ${20 * MONTHS}) + to_seconds(CAST(600 + bench_random(i, 'repair') * 7200 AS BIGINT)), 'minor', i % 10 = 0`,
    },
    pipeline_latency: {
      rows: rowsOf("pipeline_latency"),
      columns: "event_id, event_occurred_at, received_at, warehouse_at, crm_updated_at",
      select: `'e' || (90 * i), occurred_at, occurred_at + to_seconds(2), occurred_at + to_seconds(5), occurred_at + to_milliseconds(CAST(2000 + 60000 * pow(bench_random(i, 'crm'), 3) AS BIGINT))`,
      from: `, LATERAL (SELECT bench_time(i, ${rowsOf("pipeline_latency")}) AS occurred_at)`,
    },
    security_events: {
      rows: 30 * MONTHS * 30,
      columns: "event_id, occurred_at, kind, actor, outcome, severity",
      select: `'z' || i, bench_time(i, ${30 * MONTHS * 30}), bench_pick(i, 'kind', ${list("unauthorised", "bad_signature", "replay", "rate_limited")}), 'actor' || (i % 50), 'refused', 'low'`,
    },
  };
}
