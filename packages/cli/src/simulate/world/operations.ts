import { type Calendar, DAY, HOUR, MINUTE } from "./days.ts";
import { badMonth } from "./people.ts";
import { type Random, stream } from "./random.ts";
import { momentBetween } from "./rhythm.ts";

/** Instants are ms UTC throughout; null where it hasn't happened yet. */
export interface FlowRun {
  id: string;
  flow: string;
  startedAt: number;
  finishedAt: number;
  status: "success" | "failed";
  errorClass: string | null;
}

export interface Incident {
  id: string;
  flow: string;
  openedAt: number;
  resolvedAt: number | null;
  severity: "minor" | "major" | "critical";
  isMaintenance: boolean;
}

/** The stations of one event on its way to the CRM. */
export interface Latency {
  id: string;
  occurredAt: number;
  receivedAt: number;
  warehouseAt: number;
  crmUpdatedAt: number;
}

export interface SecurityEvent {
  id: string;
  occurredAt: number;
  kind: string;
  actor: string;
  ipHash: string;
  outcome: "refused" | "queued" | "limited";
  severity: "low" | "medium" | "high";
}

export interface Operations {
  runs: FlowRun[];
  incidents: Incident[];
  latencies: Latency[];
  security: SecurityEvent[];
}

const FLOWS = [
  { id: "bienvenida", everyHours: 4, failure: 0.005 },
  { id: "webinar", everyHours: 8, failure: 0.008 },
  { id: "reactivacion", everyHours: 12, failure: 0.006 },
  { id: "puntuacion", everyHours: 6, failure: 0.012 },
  { id: "referidos", everyHours: 8, failure: 0.005 },
] as const;

const ERROR_CLASSES = ["timeout", "rate_limit", "template_rejected", "bad_payload"] as const;

/** `monthly` attempts, of which some are tried again and again. */
const SECURITY = [
  { kind: "bad_signature", actor: "whatsapp", outcome: "refused", severity: "high", monthly: 2 },
  { kind: "token_expired", actor: "portal", outcome: "refused", severity: "low", monthly: 6 },
  { kind: "replay", actor: "sendgrid", outcome: "refused", severity: "medium", monthly: 1.2 },
  { kind: "rate_limit", actor: "api", outcome: "limited", severity: "low", monthly: 3 },
  { kind: "unauthorized", actor: "portal", outcome: "refused", severity: "medium", monthly: 2.5 },
] as const;
const TRIED_AGAIN = 0.35;
const MOST_TRIES = 8;

/** Events a day whose way to the CRM is measured: enough for a day's percentiles to differ from one another. */
const LATENCIES_A_DAY = 48;

const code = (prefix: string, number: number) => `${prefix}-${String(number).padStart(6, "0")}`;

function makeIncidents(random: Random, calendar: Calendar): Incident[] {
  const incidents: Omit<Incident, "id">[] = [];
  const add = (flow: string, openedAt: number, minutes: number, isMaintenance = false, stillOpen = false) => {
    const resolvedAt = Math.floor(openedAt + minutes * MINUTE);
    const open = stillOpen || resolvedAt >= calendar.now;
    if (openedAt < calendar.start || openedAt >= calendar.now) return;
    const severity = minutes > 180 ? "critical" : minutes > 45 ? "major" : "minor";
    incidents.push({ flow, openedAt, resolvedAt: open ? null : resolvedAt, severity, isMaintenance });
  };
  const bad = badMonth(calendar);
  for (const [month, start] of calendar.monthStarts.entries()) {
    const end = calendar.monthStarts[month + 1] ?? calendar.now;
    for (const flow of FLOWS) {
      for (let n = random.poisson(0.55); n > 0; n -= 1) {
        const openedAt = momentBetween(calendar, random, start, end);
        const minutes = 6 + random.exponential(34);
        add(flow.id, openedAt, minutes);
        // A second monitor often reports the same outage while the first is open.
        if (random.chance(0.2)) add(flow.id, openedAt + (minutes * MINUTE) / 3, minutes);
      }
    }
    // First Sunday of the month, at night.
    const firstSunday = calendar.days.find((day) => day.start >= start && day.weekday === 6);
    if (firstSunday) for (const flow of FLOWS) add(flow.id, firstSunday.start + 2 * HOUR, 50, true);
  }
  // The scoring flow was down for the better part of a day in the bad month, and had been reported twice.
  add("puntuacion", bad.start + 11 * DAY + 9 * HOUR, 540);
  add("puntuacion", bad.start + 11 * DAY + 12 * HOUR, 460);
  add("webinar", calendar.now - 5 * HOUR, 60, false, true);
  incidents.sort((a, b) => a.openedAt - b.openedAt || (a.flow < b.flow ? -1 : 1));
  return incidents.map((incident, index) => ({ id: code("inc", index + 1), ...incident }));
}

function makeRuns(random: Random, calendar: Calendar, incidents: readonly Incident[]): FlowRun[] {
  const runs: FlowRun[] = [];
  for (const flow of FLOWS) {
    const down = incidents.filter((incident) => incident.flow === flow.id && !incident.isMaintenance);
    for (let at = calendar.start + random.int(HOUR); at < calendar.now; at += flow.everyHours * HOUR) {
      const startedAt = at + random.int(90_000);
      const finishedAt = startedAt + 4000 + Math.floor(random.exponential(50_000));
      if (finishedAt >= calendar.now) break;
      const outage = down.some((each) => each.openedAt <= startedAt && startedAt < (each.resolvedAt ?? calendar.now));
      const failed = random.chance(outage ? 0.7 : flow.failure);
      runs.push({
        id: code(`run-${flow.id}`, runs.length + 1),
        flow: flow.id,
        startedAt,
        finishedAt,
        status: failed ? "failed" : "success",
        errorClass: failed ? random.pick(ERROR_CLASSES) : null,
      });
    }
  }
  return runs.sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
}

function makeLatencies(random: Random, calendar: Calendar): Latency[] {
  const latencies: Latency[] = [];
  const bad = badMonth(calendar);
  for (const day of calendar.days) {
    for (let n = 0; n < LATENCIES_A_DAY; n += 1) {
      const occurredAt = momentBetween(calendar, random, day.start, day.start + DAY);
      const slow = occurredAt >= bad.start && occurredAt < bad.end ? 1.7 : 1;
      // A phone whose clock is ahead makes a negative latency now and then.
      const receivedAt = occurredAt + (random.chance(0.006) ? -40_000 : 300 + Math.floor(random.exponential(4000)));
      const warehouseAt = receivedAt + 800 + Math.floor(random.exponential(9000) * slow);
      const crmUpdatedAt = warehouseAt + 8000 + Math.floor(random.exponential(62_000) * slow);
      const id = code("lat", latencies.length + 1);
      if (crmUpdatedAt < calendar.now) latencies.push({ id, occurredAt, receivedAt, warehouseAt, crmUpdatedAt });
    }
  }
  return latencies.sort((a, b) => a.occurredAt - b.occurredAt);
}

function makeSecurity(random: Random, calendar: Calendar): SecurityEvent[] {
  const events: SecurityEvent[] = [];
  for (const [month, start] of calendar.monthStarts.entries()) {
    const end = calendar.monthStarts[month + 1] ?? calendar.now;
    for (const { monthly, ...what } of SECURITY) {
      const expected = (monthly * (end - start)) / (30 * DAY);
      for (let n = random.poisson(expected); n > 0; n -= 1) {
        const ipHash = random.int(0x7fffffff).toString(16).padStart(8, "0");
        let occurredAt = momentBetween(calendar, random, start, end);
        const tries = random.chance(TRIED_AGAIN) ? 2 + random.int(MOST_TRIES - 1) : 1;
        for (let attempt = 0; attempt < tries && occurredAt < calendar.now; attempt += 1) {
          events.push({ id: code("sec", events.length + 1), occurredAt, ipHash, ...what });
          occurredAt += 2000 + random.int(2 * MINUTE);
        }
      }
    }
  }
  return events.sort((a, b) => a.occurredAt - b.occurredAt);
}

/** Runs of the automation flows, outages, latencies and refused requests, up to now. */
export function makeOperations(seed: number, calendar: Calendar): Operations {
  const incidents = makeIncidents(stream(seed, "incidents"), calendar);
  return {
    incidents,
    runs: makeRuns(stream(seed, "flow runs"), calendar, incidents),
    latencies: makeLatencies(stream(seed, "latency"), calendar),
    security: makeSecurity(stream(seed, "security"), calendar),
  };
}
