import type { DeadLetterRecord, DriftField, Integration, IntegrationRun, TableWatermark } from "@northstar/core";
import { NOW } from "../support/clock.ts";

/** ISO time so many seconds before the stories' now; after it for negative ones. */
export const ago = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString();

export function run(rest: Partial<IntegrationRun> = {}): IntegrationRun {
  return {
    runId: "r1",
    stream: "hook",
    mode: "hook",
    startedAt: ago(100),
    finishedAt: ago(98),
    status: "success",
    progress: null,
    error: null,
    in: 182,
    upserted: 178,
    duplicate: 4,
    bad: 0,
    ...rest,
  };
}

/** An integration that is well, with what is changed. */
export function integration(name: string, rest: Partial<Integration> = {}): Integration {
  return {
    name,
    source: "email",
    ways: ["hook"],
    status: "ok",
    problem: null,
    reason: null,
    sloSeconds: 300,
    lagSeconds: 42,
    lastEventAt: ago(55),
    lastLoadedAt: ago(42),
    waiting: 0,
    lastRun: run(),
    lastDay: { in: 18_240, upserted: 17_902, duplicate: 338, bad: 0 },
    driftCount: 0,
    deadLetterCount: 0,
    nextRunAt: null,
    secrets: [{ name: `NORTHSTAR_${name.toUpperCase()}_SECRET`, isSet: true, accepted: 1, oldUntil: null }],
    actions: ["pause", "rotate"],
    ...rest,
  };
}

const NOTHING = { in: 0, upserted: 0, duplicate: 0, bad: 0 };

export const OK = integration("whatsapp", { source: "whatsapp", lagSeconds: 12, lastLoadedAt: ago(12) });
export const LATE = integration("hubspot", {
  source: "crm",
  ways: ["hook", "poll"],
  status: "late",
  reason: { code: "late" },
  problem: "Nothing was loaded for 6000 seconds; the objective is 3600.",
  sloSeconds: 3600,
  lagSeconds: 6000,
  lastEventAt: ago(6120),
  lastLoadedAt: ago(6000),
  lastRun: run({ startedAt: ago(6003), finishedAt: ago(6000), mode: "poll", stream: "contacts" }),
  lastDay: { in: 4180, upserted: 611, duplicate: 3569, bad: 0 },
  driftCount: 2,
  nextRunAt: ago(-120),
  secrets: [
    { name: "NORTHSTAR_HUBSPOT_CLIENT_SECRET", isSet: true, accepted: 2, oldUntil: ago(-64_800) },
    { name: "NORTHSTAR_HUBSPOT_TOKEN", isSet: true, accepted: 1, oldUntil: null },
  ],
  actions: ["pause", "run", "backfill", "rotate"],
});
export const FAILING = integration("sendgrid", {
  status: "failing",
  reason: { code: "run_failed", error: "The warehouse has no space left. Free some, and it goes on by itself." },
  problem: "The last run failed; its error says why.",
  lagSeconds: 840,
  lastLoadedAt: ago(840),
  lastRun: run({
    status: "failed",
    in: 210,
    upserted: 0,
    duplicate: 0,
    error: "The warehouse has no space left. Free some, and it goes on by itself.",
  }),
  lastDay: { in: 42_118, upserted: 41_960, duplicate: 146, bad: 12 },
  waiting: 210,
  deadLetterCount: 12,
  actions: ["pause", "rotate", "replay", "discard"],
});
export const REFUSED = integration("mailgun", {
  status: "failing",
  reason: { code: "refused", count: 391 },
  problem: "391 deliveries were refused and none was accepted since.",
  lagSeconds: 5400,
  lastLoadedAt: ago(5400),
});
export const PAUSED = integration("brevo", {
  status: "paused",
  reason: { code: "paused" },
  problem: "Paused by a person.",
  waiting: 1204,
  lagSeconds: 3700,
  lastLoadedAt: ago(3700),
  actions: ["resume", "rotate"],
});
export const WAITING = integration("segment", {
  source: "crm",
  status: "waiting",
  reason: { code: "nothing_yet" },
  problem: "Nothing has come yet.",
  lagSeconds: null,
  lastEventAt: null,
  lastLoadedAt: null,
  lastRun: null,
  lastDay: NOTHING,
});
/** It worked until its token was lost. */
export const UNCONFIGURED = integration("mailchimp", {
  status: "unconfigured",
  reason: { code: "settings_missing", alternatives: [["NORTHSTAR_MAILCHIMP_HOOK_TOKEN"]] },
  problem: "Not set: NORTHSTAR_MAILCHIMP_HOOK_TOKEN.",
  lagSeconds: 93_600,
  lastEventAt: ago(93_700),
  lastLoadedAt: ago(93_600),
  lastRun: run({ startedAt: ago(93_602), finishedAt: ago(93_600) }),
  lastDay: NOTHING,
  secrets: [{ name: "NORTHSTAR_MAILCHIMP_HOOK_TOKEN", isSet: false, accepted: 0, oldUntil: null }],
});
/** Never used here. */
export const UNUSED = integration("ga4_counts", {
  source: "ga4",
  ways: ["poll"],
  status: "unconfigured",
  reason: { code: "settings_missing", alternatives: [["NORTHSTAR_GA4_KEY", "NORTHSTAR_GA4_PROPERTY_ID"]] },
  problem: "Not set: NORTHSTAR_GA4_KEY, NORTHSTAR_GA4_PROPERTY_ID.",
  sloSeconds: null,
  lagSeconds: null,
  lastEventAt: null,
  lastLoadedAt: null,
  lastRun: null,
  lastDay: NOTHING,
  secrets: [{ name: "NORTHSTAR_GA4_KEY", isSet: false, accepted: 0, oldUntil: null }],
});
export const RUNNING = integration("ga4", {
  source: "ga4",
  ways: ["hook", "poll", "files"],
  lagSeconds: 190,
  lastLoadedAt: ago(190),
  lastRun: run({
    runId: "r7",
    status: "running",
    mode: "backfill",
    stream: "events",
    startedAt: ago(95),
    finishedAt: null,
    progress: 0.42,
    in: 184_220,
    upserted: 184_220,
    duplicate: 0,
  }),
  lastDay: { in: 1_284_310, upserted: 1_284_310, duplicate: 0, bad: 0 },
  nextRunAt: ago(-110),
  secrets: [{ name: "NORTHSTAR_GA4_CREDENTIALS", isSet: true, accepted: 1, oldUntil: null }],
  actions: ["pause", "run", "backfill", "rotate"],
});
export const FILES = integration("sponsorship", {
  source: "sponsorship",
  ways: ["files"],
  sloSeconds: 86_400,
  lagSeconds: 21_600,
  lastEventAt: ago(90_000),
  lastLoadedAt: ago(21_600),
  lastRun: run({
    mode: "batch",
    stream: "files",
    startedAt: ago(21_602),
    finishedAt: ago(21_600),
    in: 36,
    upserted: 36,
    duplicate: 0,
  }),
  lastDay: { in: 36, upserted: 36, duplicate: 0, bad: 0 },
  secrets: [],
  actions: ["pause"],
});

/** Ten integrations, in each status. */
export const ALL: readonly Integration[] = [
  OK,
  RUNNING,
  LATE,
  FAILING,
  REFUSED,
  PAUSED,
  WAITING,
  UNCONFIGURED,
  FILES,
  UNUSED,
];

export const RUNS: readonly IntegrationRun[] = [
  run({
    runId: "a",
    startedAt: ago(100),
    finishedAt: ago(98),
    status: "failed",
    in: 210,
    upserted: 0,
    duplicate: 0,
    error: "The warehouse has no space left. Free some, and it goes on by itself.",
  }),
  run({ runId: "b", startedAt: ago(842), finishedAt: ago(840) }),
  run({
    runId: "c",
    startedAt: ago(3600),
    finishedAt: ago(3540),
    mode: "replay",
    stream: "dead_letter",
    in: 8,
    upserted: 7,
    duplicate: 0,
    bad: 1,
  }),
  run({
    runId: "d",
    startedAt: ago(90_000),
    finishedAt: ago(86_300),
    mode: "backfill",
    stream: "events",
    in: 1_284_310,
    upserted: 1_284_310,
    duplicate: 0,
  }),
];

export const TABLES: readonly TableWatermark[] = [
  { table: "message_events", lastEventAt: ago(55), lastLoadedAt: ago(42) },
  { table: "messages", lastEventAt: null, lastLoadedAt: ago(42) },
  { table: "score_history", lastEventAt: ago(260_000), lastLoadedAt: ago(250_000) },
];

export const DRIFT: readonly DriftField[] = [
  { stream: "payload", path: "properties.lead_score_v2", type: "string", firstSeenAt: ago(86_400) },
  {
    stream: "payload",
    path: "properties.preferencias_de_comunicacion.canal",
    type: "object",
    firstSeenAt: ago(190_000),
  },
];

const REASONS = [
  ["missing_time", "The event has no timestamp, so it can't be placed in time."],
  ["missing_id", "The event has no sg_event_id, so it can't be told from a repetition."],
  ["unknown_event", 'The event "list_unsubscribe_group" isn\'t one that Northstar knows.'],
] as const;

export const DEAD_LETTERS: readonly DeadLetterRecord[] = Array.from({ length: 12 }, (_, index) => {
  const [reason, message] = REASONS[index % REASONS.length] ?? REASONS[0];
  const record = JSON.stringify(
    {
      event: "open",
      email: `persona${index}@example.org`,
      sg_message_id: `filter-${index}`,
      useragent: "Mozilla/5.0",
      campaign: { id: "nov-46", name: "Boletín 46" },
    },
    null,
    2,
  );
  return {
    id: `sendgrid:${index}`,
    integration: "sendgrid",
    reason,
    message,
    position: `body, record ${index + 1}`,
    excerpt: record.slice(0, 60),
    receivedAt: ago(600 + index * 3000),
    record,
    isCut: index === 3,
  };
});
