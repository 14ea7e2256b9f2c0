import { type AlertResponse, addDays, type Catalog, type CatalogKpi, type Query, type Row } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { CATALOG } from "../support/catalog.ts";
import { inventKpi } from "../support/inventKpi.ts";
import { createFakeFetch, type FakeServerOptions } from "../support/server.ts";

const THIS_WEEK = "2026-11-16";

const kpi = (id: string, es: string, en: string, rest: Partial<CatalogKpi>) =>
  inventKpi(
    "adoption",
    id,
    { es, en },
    {
      timeDimension: "usage_date",
      sources: ["usage"],
      owner: "Analítica",
      roles: ["analyst", "consultant"],
      ...rest,
    },
  );

/** The KPIs of the dashboard's own use, as the model has them. */
const KPIS: readonly CatalogKpi[] = [
  kpi("tactical_freshness_share", "KPI tácticos servidos a tiempo", "Tactical KPIs served in time", {
    unit: "percent",
    grain: "week",
    target: 0.99,
  }),
  kpi("active_roles", "Roles con lectores", "Roles with readers", { grain: "week", target: 5 }),
  kpi("weekly_readers", "Lectores de la semana", "Weekly readers", { unit: "people", grain: "week", target: 12 }),
  kpi("reports_produced", "Informes producidos", "Reports produced", {}),
  kpi("report_minutes", "Minutos por informe", "Minutes per report", { unit: "minutes", polarity: "down", target: 30 }),
  kpi("report_time_saved", "Tiempo ahorrado en informes", "Reporting time saved", { unit: "percent", target: 0.7 }),
  kpi("review_packs", "Revisiones preparadas con paquete", "Reviews prepared from packs", { target: 5 }),
];

export const ADOPTION_CATALOG: Catalog = {
  ...CATALOG,
  alerts: true,
  kpis: KPIS,
  denied: [],
  funnels: [],
  deniedFunnels: [],
};

export const ADOPTION_DENIED: Catalog = {
  ...ADOPTION_CATALOG,
  kpis: [],
  denied: KPIS.map(({ id, title, owner, roles }) => ({ id, title, owner, roles })),
};

/** One of them the last thirteen weeks, oldest first. Four roles so far this week, and data late in one of a hundred. */
const BY_WEEK: Readonly<Record<string, readonly number[]>> = {
  tactical_freshness_share: [0.93, 0.95, 0.94, 0.97, 0.96, 0.98, 0.97, 0.985, 0.99, 0.98, 0.99, 0.995, 0.992],
  weekly_readers: [3, 4, 4, 6, 7, 7, 9, 8, 10, 11, 11, 12, 9],
  active_roles: [2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 4],
};

const BY_KIND = [
  { kind: "wbr", reports_produced: 12, report_minutes: 14.2, report_time_saved: 0.842, review_packs: 11 },
  { kind: "mbr", reports_produced: 3, report_minutes: 38, report_time_saved: 0.842, review_packs: 3 },
  { kind: "qbr", reports_produced: 1, report_minutes: null, report_time_saved: null, review_packs: 0 },
  { kind: "export", reports_produced: 41, report_minutes: 0.2, report_time_saved: null, review_packs: 0 },
];

/** People, KPIs shown and, of these, by view. Consulting has seen none. */
const USED: readonly (readonly [role: string, people: number, views: Readonly<Record<string, number>>])[] = [
  ["director", 2, { executive: 88 }],
  ["marketing", 4, { operational: 164, funnel: 21 }],
  ["devops", 2, { technical: 130 }],
  ["analyst", 1, { executive: 40, adoption: 12, "(not set)": 3 }],
];

const sumOf = (views: Readonly<Record<string, number>>) => Object.values(views).reduce((sum, one) => sum + one, 0);

const PERIOD: Readonly<Record<string, readonly [current: number, previous: number]>> = {
  reports_produced: [57, 49],
  report_minutes: [4.7, 6.3],
  report_time_saved: [0.842, 0.71],
  review_packs: [14, 9],
};

function answerAdoption({ measures = [], dimensions = [], timeDimensions }: Query): readonly Row[] {
  const [time] = timeDimensions ?? [];
  const ids = measures.map((measure) => measure.slice("adoption.".length));
  const cells = (cellOf: (id: string) => number | null) =>
    Object.fromEntries(ids.map((id) => [`adoption.${id}`, cellOf(id)]));
  if (dimensions[0] === "adoption.report_kind") {
    return BY_KIND.map(({ kind, ...values }) => ({
      "adoption.report_kind": kind,
      ...cells((id) => values[id as keyof typeof values] ?? null),
    }));
  }
  if (dimensions.length === 2) {
    return USED.flatMap(([role, people, views]) =>
      Object.entries(views).map(([view, count]) => ({
        "adoption.usage_role": role,
        "adoption.usage_view": view,
        ...cells((id) => (id === "kpi_views" ? count : people)),
      })),
    );
  }
  if (dimensions.length === 1) {
    return USED.map(([role, people, views]) => ({
      "adoption.usage_role": role,
      ...cells((id) => (id === "kpi_views" ? sumOf(views) : people)),
    }));
  }
  if (time?.granularity) {
    const weeks = BY_WEEK[ids[0] ?? ""] ?? [];
    return weeks.map((_, index) => ({
      [`${time.dimension}.${time.granularity}`]: `${addDays(THIS_WEEK, 7 * (index + 1 - weeks.length))}T00:00:00.000`,
      ...cells((id) => BY_WEEK[id]?.[index] ?? null),
    }));
  }
  const ranges = time?.compareDateRange ?? (time?.dateRange ? [time.dateRange] : []);
  return ranges.map((range, index) => ({
    ...(time?.compareDateRange && { compareDateRange: keyOf(range) }),
    ...cells((id) => PERIOD[id]?.[index === 0 ? 0 : 1] ?? BY_WEEK[id]?.at(index === 0 ? -1 : -2) ?? null),
  }));
}

/** As Cube names a range in its rows. */
function keyOf([start, end]: readonly [string, string]): string {
  const whole = (date: string, rest: string) => (date.length > 10 ? date : `${date}T${rest}`);
  return `${whole(start, "00:00:00.000")} - ${whole(end, "23:59:59.999")}`;
}

/** Of the last weeks: after how many minutes each was seen, null for those that nobody saw. */
const SEEN_AFTER: Readonly<Record<string, readonly (number | null)[]>> = {
  "2026-10-28": [50, null],
  "2026-11-04": [30, 41],
  "2026-11-11": [22],
  "2026-11-18": [12, 18, null],
};

const RESPONSES: readonly AlertResponse[] = Object.entries(SEEN_AFTER).flatMap(([day, minutes]) =>
  minutes.map((after, index) => {
    const firedAt = Date.parse(`${day}T1${index}:00:00Z`);
    return {
      ruleId: "few",
      firedAt: new Date(firedAt).toISOString(),
      acknowledgedAt: after === null ? null : new Date(firedAt + after * 60_000).toISOString(),
    };
  }),
);

interface AdoptionServerOptions extends FakeServerOptions {
  /** @default of four weeks */
  responses?: readonly AlertResponse[];
}

/** The server of the view in memory. */
export function adoptionServer({ responses = RESPONSES, ...rest }: AdoptionServerOptions = {}): Fetch {
  const answered = createFakeFetch({ catalog: ADOPTION_CATALOG, answer: answerAdoption, ...rest });
  return async (input, init) => {
    if (!new URL(String(input)).pathname.endsWith("/alerts/responses")) return answered(input, init);
    if (rest.answers === false) return new Promise<Response>(() => {});
    return Response.json({ responses, since: "2026-08-23T00:00:00.000Z" });
  };
}
