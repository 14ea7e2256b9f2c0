import type { Play } from "../world/activity.ts";
import type { Content } from "../world/content.ts";
import type { FlowRun, Incident, Latency, SecurityEvent } from "../world/operations.ts";
import type { Referral } from "../world/referrals.ts";
import type { Score } from "../world/scores.ts";
import type { SponsorshipEntry } from "../world/sponsors.ts";
import { type KpiView, type ReportMade, SLO_SECONDS, type UsageEvent } from "../world/usage.ts";
import { type CsvValue, instant } from "./csv.ts";

/** Columns of a CSV file and how to read each from a record of the world. */
type Columns<T> = Readonly<Record<string, (record: T) => CsvValue>>;

export const CONTENT: Columns<Content> = {
  content_id: ({ id }) => id,
  type: ({ type }) => type,
  topic: ({ topic }) => topic.name,
  title: ({ title }) => title,
  duration_s: ({ durationSeconds }) => durationSeconds,
  published_at: ({ publishedAt }) => instant(publishedAt),
};

/** Id of a play: the same play has the same id wherever it is told. */
const playId = ({ person, content, at }: Play): string => `${person.id}-${content.id}-${Math.floor(at)}`;

export const CONSUMPTION: Columns<Play> = {
  id: playId,
  user_id: ({ person }) => person.id,
  content_id: ({ content }) => content.id,
  started_at: ({ at }) => instant(at),
  seconds_played: ({ seconds }) => seconds,
  max_percent: ({ maxPercent }) => maxPercent,
  completed: ({ maxPercent }) => maxPercent >= 90,
  attended_live: ({ live }) => live,
};

export const REFERRALS: Columns<Referral> = {
  referral_id: ({ id }) => id,
  referrer_user_id: ({ referrer }) => referrer.id,
  invited_at: ({ invitedAt }) => instant(invitedAt),
  channel: ({ channel }) => channel,
  code: ({ code }) => code,
  invitee_user_id: ({ invitee }) => invitee?.id ?? null,
  registered_at: ({ registeredAt }) => instant(registeredAt),
  activated_at: () => null,
};

export const SCORES: Columns<Score> = {
  user_id: ({ person }) => person.id,
  scored_at: ({ at }) => instant(at),
  score: ({ score }) => score,
  segment: ({ band }) => band,
  model_version: () => "lead-score-2",
};

export const SPONSORSHIP: Columns<SponsorshipEntry> = {
  external_id: ({ id }) => id,
  sponsor_id: ({ sponsorId }) => sponsorId,
  sponsor: ({ sponsor }) => sponsor,
  tier: ({ tier }) => tier,
  kind: ({ kind }) => kind,
  period_start: ({ periodStart }) => periodStart,
  period_end: ({ periodEnd }) => periodEnd,
  booked_at: ({ bookedAt }) => instant(bookedAt),
  amount: ({ amount }) => amount.toFixed(2),
  currency: ({ currency }) => currency,
  fx_rate: ({ rate }) => rate,
};

export const FLOW_RUNS: Columns<FlowRun> = {
  flow_run_id: ({ id }) => id,
  flow_id: ({ flow }) => flow,
  started_at: ({ startedAt }) => instant(startedAt),
  finished_at: ({ finishedAt }) => instant(finishedAt),
  status: ({ status }) => status,
  error_class: ({ errorClass }) => errorClass,
};

export const INCIDENTS: Columns<Incident> = {
  incident_id: ({ id }) => id,
  flow_id: ({ flow }) => flow,
  opened_at: ({ openedAt }) => instant(openedAt),
  resolved_at: ({ resolvedAt }) => instant(resolvedAt),
  severity: ({ severity }) => severity,
  is_maintenance: ({ isMaintenance }) => isMaintenance,
};

export const LATENCY: Columns<Latency> = {
  event_id: ({ id }) => id,
  event_occurred_at: ({ occurredAt }) => instant(occurredAt),
  received_at: ({ receivedAt }) => instant(receivedAt),
  warehouse_at: ({ warehouseAt }) => instant(warehouseAt),
  crm_updated_at: ({ crmUpdatedAt }) => instant(crmUpdatedAt),
};

export const SECURITY: Columns<SecurityEvent> = {
  event_id: ({ id }) => id,
  occurred_at: ({ occurredAt }) => instant(occurredAt),
  kind: ({ kind }) => kind,
  actor: ({ actor }) => actor,
  ip_hash: ({ ipHash }) => ipHash,
  outcome: ({ outcome }) => outcome,
  severity: ({ severity }) => severity,
};

/** A cell that only KPI views have. */
const ofView =
  (read: (view: KpiView) => CsvValue) =>
  (event: UsageEvent): CsvValue =>
    event.kind === "kpi_view" ? read(event) : null;

/** A cell that only reports have. */
const ofReport =
  (read: (report: ReportMade) => CsvValue) =>
  (event: UsageEvent): CsvValue =>
    event.kind === "report" ? read(event) : null;

export const USAGE: Columns<UsageEvent> = {
  event_id: ({ id }) => id,
  occurred_at: ({ occurredAt }) => instant(occurredAt),
  kind: ({ kind }) => kind,
  role: ({ role }) => role,
  subject_id: ({ subject }) => subject,
  view: ofView(({ view }) => view),
  kpi: ofView(({ kpi }) => kpi),
  slo_class: ofView(({ sloClass }) => sloClass),
  lag_s: ofView(({ lagSeconds }) => lagSeconds),
  slo_s: ofView(({ sloClass }) => SLO_SECONDS[sloClass]),
  report_kind: ofReport(({ reportKind }) => reportKind),
  duration_s: ofReport(({ durationSeconds }) => durationSeconds),
  baseline_s: ofReport(({ baselineSeconds }) => baselineSeconds),
  from_pack: ofReport(({ fromPack }) => fromPack),
};
