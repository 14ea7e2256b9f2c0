import type { Role } from "@northstar/core";
import { type Calendar, HOUR, MINUTE } from "./days.ts";
import { badMonth } from "./people.ts";
import { type Random, stream } from "./random.ts";
import { timeOfDay } from "./rhythm.ts";

interface UsageBase {
  id: string;
  /** ms UTC. */
  occurredAt: number;
  role: Role;
  /** The reader, by a number of theirs. */
  subject: string;
}

/** A KPI shown to a reader. */
export interface KpiView extends UsageBase {
  kind: "kpi_view";
  view: string;
  kpi: string;
  sloClass: keyof typeof SLO_SECONDS;
  /** Age of the sources' newest data when it was shown. */
  lagSeconds: number;
}

/** A report that somebody made. */
export interface ReportMade extends UsageBase {
  kind: "report";
  reportKind: "wbr" | "mbr" | "qbr" | "export";
  durationSeconds: number;
  /** What the same report took before there was a dashboard. */
  baselineSeconds: number;
  fromPack: boolean;
}

export type UsageEvent = KpiView | ReportMade;

/** How old the data behind a KPI of each class may be. */
export const SLO_SECONDS = { tactical: 300, operational: 3600, financial: 86_400 } as const;

type Shown = readonly [kpi: string, sloClass: keyof typeof SLO_SECONDS];

const SHOWN: Readonly<Record<"executive" | "operational" | "technical", readonly Shown[]>> = {
  executive: [
    ["active_professionals", "tactical"],
    ["new_registrations", "tactical"],
    ["content_minutes", "operational"],
    ["retention_60", "operational"],
    ["sponsorship_revenue", "financial"],
  ],
  operational: [
    ["new_registrations", "tactical"],
    ["k_factor", "operational"],
    ["content_minutes", "operational"],
  ],
  technical: [
    ["flow_uptime", "tactical"],
    ["flow_failure_rate", "tactical"],
    ["crm_latency_p95", "tactical"],
    ["events_ingested", "tactical"],
  ],
};

/** Who reads, how often on a working day, and what. */
const READERS = [
  { role: "director", people: 2, daily: 0.45, views: ["executive"] },
  { role: "marketing", people: 4, daily: 0.6, views: ["operational"] },
  { role: "devops", people: 2, daily: 0.7, views: ["technical"] },
  { role: "analyst", people: 2, daily: 0.75, views: ["executive", "operational", "technical"] },
  { role: "consultant", people: 3, daily: 0.12, views: ["executive"] },
] as const satisfies readonly {
  role: Role;
  people: number;
  daily: number;
  views: readonly (keyof typeof SHOWN)[];
}[];

/** Minutes that each kind of report took before, and takes by hand and from a pack now. */
const REPORT_MINUTES = {
  wbr: { baseline: 90, byHand: 62, fromPack: 14 },
  mbr: { baseline: 240, byHand: 170, fromPack: 38 },
  qbr: { baseline: 600, byHand: 420, fromPack: 110 },
  export: { baseline: 25, byHand: 4, fromPack: 4 },
} as const;

const subjectOf = (role: Role, person: number) => `${role}-${person + 1}`;

function viewsOfDay(random: Random, calendar: Calendar, day: Calendar["days"][number]): Omit<KpiView, "id">[] {
  const bad = badMonth(calendar);
  // The bad month's sources were late more often.
  const meanLag = day.start >= bad.start && day.start < bad.end ? 110 : 55;
  const weekend = day.weekday >= 5 ? 0.1 : 1;
  return READERS.flatMap(({ role, people, daily, views }) =>
    Array.from({ length: people }, (_, person) => person)
      .filter(() => random.chance(daily * weekend))
      .flatMap((person) => {
        const openedAt = day.start + timeOfDay(random);
        const view: keyof typeof SHOWN = random.pick<keyof typeof SHOWN>(views);
        const subject = subjectOf(role, person);
        return SHOWN[view].map(([kpi, sloClass], index): Omit<KpiView, "id"> => {
          const lagSeconds = Math.round(random.exponential(meanLag * (SLO_SECONDS[sloClass] / 300)));
          return { kind: "kpi_view", occurredAt: openedAt + index, role, subject, view, kpi, sloClass, lagSeconds };
        });
      }),
  );
}

function reportsOfDay(random: Random, day: Calendar["days"][number], packsSince: number): Omit<ReportMade, "id">[] {
  const month = Number(day.date.slice(5, 7));
  const isReviewDay = day.date.slice(8) === "03";
  const due: ReportMade["reportKind"][] = [];
  if (day.weekday === 0) due.push("wbr");
  if (isReviewDay) due.push("mbr");
  if (isReviewDay && month % 3 === 1) due.push("qbr");
  for (let n = random.poisson(day.weekday < 5 ? 0.8 : 0.05); n > 0; n -= 1) due.push("export");
  return due.map((reportKind) => {
    // Packs came with the dashboard's second half year; now and then one is still made by hand.
    const fromPack = reportKind !== "export" && day.start >= packsSince && random.chance(0.85);
    const { baseline, byHand, fromPack: packed } = REPORT_MINUTES[reportKind];
    const minutes = (fromPack ? packed : byHand) * (0.8 + 0.4 * random.next());
    return {
      kind: "report",
      occurredAt: day.start + 8 * HOUR + random.int(3 * HOUR),
      role: "analyst",
      subject: subjectOf("analyst", random.int(2)),
      reportKind,
      durationSeconds: Math.round((minutes * MINUTE) / 1000),
      baselineSeconds: baseline * 60,
      fromPack,
    };
  });
}

/** What the readers of the dashboard did, in order and up to now. */
export function makeUsage(seed: number, calendar: Calendar): UsageEvent[] {
  const packsSince = calendar.start + (calendar.now - calendar.start) / 3;
  const events = calendar.days.flatMap((day, index) => {
    const random = stream(seed, "usage", index);
    return [...viewsOfDay(random, calendar, day), ...reportsOfDay(random, day, packsSince)];
  });
  return events
    .filter(({ occurredAt }) => occurredAt < calendar.now)
    .sort((a, b) => a.occurredAt - b.occurredAt || (a.subject < b.subject ? -1 : 1))
    .map((event, index) => ({ ...event, id: `use-${String(index + 1).padStart(6, "0")}` }));
}
