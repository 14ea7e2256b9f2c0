import {
  bucketStarts,
  type Catalog,
  type CatalogKpi,
  type Granularity,
  type KpiRow,
  kpiFreshness,
  type Query,
  type Row,
  resolvePeriod,
} from "@northstar/core";
import type { Fetch, KpiRowsValue } from "@northstar/react";
import { CATALOG, FUNNEL } from "./catalog.ts";
import { CONTEXT } from "./clock.ts";
import { FRESH } from "./freshness.ts";
import { inventKpi } from "./inventKpi.ts";
import { answerQuery, createFakeFetch, type FakeServerOptions } from "./server.ts";

const ROLES = ["marketing", "analyst", "consultant"];
const COMMUNITY = ["content_type", "topic", "content_title", "country", "source"];
const CAMPAIGNS = ["country", "source", "channel", "campaign_name"];

const kpi = (id: string, es: string, en: string, rest: Partial<CatalogKpi> = {}) =>
  inventKpi(
    "operational",
    id,
    { es, en },
    {
      owner: "Marketing",
      sources: ["content"],
      roles: ROLES,
      dimensions: COMMUNITY,
      ...rest,
    },
  );

const sent = { timeDimension: "sent_date", sources: ["email", "whatsapp"], dimensions: CAMPAIGNS };
const rate = { ...sent, unit: "percent" } as const;

export const OPERATIONAL_KPIS: readonly CatalogKpi[] = [
  kpi("messages_delivered", "Mensajes entregados", "Messages delivered", sent),
  kpi("delivery_rate", "Tasa de entrega", "Delivery rate", rate),
  kpi("open_rate", "Tasa de apertura", "Open rate", rate),
  kpi("click_rate", "Tasa de clic", "Click rate", rate),
  kpi("campaign_conversion_rate", "Tasa de conversión", "Conversion rate", rate),
  kpi("content_minutes", "Minutos de contenido", "Content minutes", { unit: "minutes" }),
  kpi("plays", "Reproducciones", "Plays"),
  kpi("completions", "Finalizaciones", "Completions"),
  kpi("completion_rate", "Tasa de finalización", "Completion rate", { unit: "percent" }),
  kpi("segment_people", "Personas por segmento", "People by segment", {
    unit: "people",
    sources: ["crm"],
    timeDimension: "segment_date",
    dimensions: ["segment", "country", "source"],
  }),
  kpi("segment_flow_people", "Personas por flujo", "People by flow", {
    unit: "people",
    sources: ["crm"],
    timeDimension: "segment_flow_date",
    dimensions: ["segment_from", "segment_to", "country", "source"],
  }),
  kpi("invitations", "Invitaciones", "Invitations", {
    sources: ["referrals"],
    dimensions: ["referrer", "country", "source"],
  }),
  kpi("referred_registrations", "Registros por invitación", "Referred registrations", {
    unit: "people",
    sources: ["referrals", "crm"],
    dimensions: ["referrer", "country", "source"],
  }),
  kpi("k_factor", "K-factor", "K-factor", {
    unit: "ratio",
    sources: ["referrals", "crm"],
    dimensions: ["country", "source"],
  }),
];

export const OPERATIONAL_CATALOG: Catalog = {
  ...CATALOG,
  access: { roles: ["marketing"], can: [], filters: {} },
  dimensionTitles: {
    source: { es: "Fuente", en: "Source" },
    channel: { es: "Canal", en: "Channel" },
    campaign_name: { es: "Campaña", en: "Campaign" },
    segment: { es: "Segmento", en: "Segment" },
    content_type: { es: "Contenido", en: "Content" },
    country: { es: "País", en: "Country" },
  },
  kpis: OPERATIONAL_KPIS,
  funnels: [FUNNEL],
};

/** Somebody whose roles see none of it. */
export const OPERATIONAL_DENIED: Catalog = {
  ...OPERATIONAL_CATALOG,
  kpis: [],
  funnels: [],
  denied: OPERATIONAL_KPIS.map(({ id, title, owner, roles }) => ({ id, title, owner, roles })),
  deniedFunnels: [{ id: "acquisition", title: FUNNEL.title, owner: "Marketing", roles: ROLES }],
};

/** A consultant: sees that there are referrers, not who. */
export const OPERATIONAL_MASKED: Catalog = {
  ...OPERATIONAL_CATALOG,
  access: { roles: ["consultant"], can: [], filters: {} },
  masked: ["operational.referrer"],
};

interface Fact {
  keys: Readonly<Record<string, string | null>>;
  values: Readonly<Record<string, number | null>>;
}

const campaign = (
  name: string,
  channel: string,
  delivered: number,
  open: number,
  click: number,
  conversion: number,
): Fact => ({
  keys: { campaign_name: name, channel },
  values: {
    messages_delivered: delivered,
    open_rate: open,
    click_rate: click,
    campaign_conversion_rate: conversion,
  },
});

/** As in the drawing, and two more. Invented. */
export const CAMPAIGN_FACTS: readonly Fact[] = [
  campaign("Webinar noviembre", "whatsapp", 4812, 0.784, 0.21, 0.064),
  campaign("Bienvenida 3/3", "email", 1930, 0.521, 0.148, 0.049),
  campaign("Reactivación 60 d", "whatsapp", 2204, 0.719, 0.122, 0.033),
  campaign("Boletín 46", "email", 17_655, 0.387, 0.061, 0.012),
  campaign("Invita a un colega", "email", 6410, 0.415, 0.08, 0.01),
  campaign("Boletín 45", "email", 17_402, 0.379, 0.058, 0.011),
  campaign("Encuesta de octubre", "email", 9120, 0.342, 0.041, 0.004),
  { keys: { campaign_name: "Prueba interna", channel: "email" }, values: { messages_delivered: 0 } },
];

export const CHANNEL_FACTS: readonly Fact[] = [
  {
    keys: { channel: "email" },
    values: {
      messages_delivered: 52_529,
      delivery_rate: 0.981,
      open_rate: 0.391,
      click_rate: 0.063,
      campaign_conversion_rate: 0.011,
    },
  },
  {
    keys: { channel: "whatsapp" },
    values: {
      messages_delivered: 7016,
      delivery_rate: 0.918,
      open_rate: 0.764,
      click_rate: 0.182,
      campaign_conversion_rate: 0.054,
    },
  },
];

const content = (type: string, minutes: number, plays: number, completion: number): Fact => ({
  keys: { content_type: type },
  values: { content_minutes: minutes, plays, completion_rate: completion },
});
export const CONTENT_FACTS: readonly Fact[] = [
  content("webinar", 178_300, 4120, 0.62),
  content("podcast", 113_900, 9870, 0.71),
  content("clip", 74_100, 31_240, 0.83),
];

/** Minutes of thirteen weeks, webinars, podcasts and clips. */
const WEEKS: Readonly<Record<string, readonly number[]>> = {
  webinar: [9000, 11_000, 10_000, 14_000, 12_000, 16_000, 13_000, 15_000, 18_000, 14_000, 19_000, 17_000, 16_000],
  podcast: [7000, 7400, 7100, 8000, 8600, 8200, 9000, 9400, 9100, 10_000, 10_200, 10_800, 10_100],
  clip: [4000, 4400, 5000, 4800, 5200, 5900, 5600, 6000, 6300, 6100, 6800, 7000, 6600],
};

const topic = (name: string, minutes: number, plays: number, completions: number): Fact => ({
  keys: { topic: name },
  values: { content_minutes: minutes, plays, completions, completion_rate: completions / plays },
});
export const TOPIC_FACTS: readonly Fact[] = [
  topic("Diagnóstico por imagen", 38_410, 1000, 710),
  topic("Vías respiratorias", 30_220, 900, 576),
  topic("Gestión de consulta", 23_905, 800, 464),
  topic("Casos clínicos", 18_640, 700, 539),
  topic("Dermatología", 9020, 400, 180),
  topic("Investigación clínica", 6110, 320, 160),
  topic("Telemedicina", 2480, 210, 72),
  topic("Nutrición", 1900, 150, 90),
  topic("Salud mental", 1150, 100, 58),
  topic("Legislación", 620, 80, 20),
];

/** Cold, warm and hot people at the end of thirteen weeks. */
const SEGMENTS: Readonly<Record<string, readonly number[]>> = {
  cold: [5230, 5260, 5180, 5170, 4990, 5020, 4900, 4820, 4760, 4800, 4700, 4590, 4540],
  warm: [2170, 2190, 2270, 2290, 2280, 2340, 2400, 2420, 2480, 2500, 2580, 2610, 2620],
  hot: [780, 850, 820, 890, 950, 960, 980, 1030, 1080, 1060, 1120, 1240, 1200],
};

const flow = (from: string, to: string, people: number): Fact => ({
  keys: { segment_from: from, segment_to: to },
  values: { segment_flow_people: people },
});
export const FLOW_FACTS: readonly Fact[] = [
  flow("cold", "cold", 4012),
  flow("cold", "warm", 704),
  flow("cold", "hot", 96),
  flow("warm", "cold", 318),
  flow("warm", "warm", 1580),
  flow("warm", "hot", 242),
  flow("hot", "warm", 121),
  flow("hot", "hot", 640),
  flow("(none)", "cold", 210),
  flow("(none)", "warm", 215),
  flow("(none)", "hot", 222),
];

const referrer = (id: string, registrations: number, invitations: number): Fact => ({
  keys: { referrer: id },
  values: { referred_registrations: registrations, invitations },
});
export const REFERRER_FACTS: readonly Fact[] = [
  referrer("51022057", 31, 64),
  referrer("51006993", 24, 71),
  referrer("51002709", 18, 40),
  referrer("51022883", 11, 29),
  referrer("51022533", 9, 52),
];

const FACTS: Readonly<Record<string, readonly Fact[]>> = {
  "campaign_name,channel": CAMPAIGN_FACTS,
  channel: CHANNEL_FACTS,
  content_type: CONTENT_FACTS,
  topic: TOPIC_FACTS,
  "segment_from,segment_to": FLOW_FACTS,
  referrer: REFERRER_FACTS,
};
const BUCKETS: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  content_type: WEEKS,
  segment: SEGMENTS,
};
const TOTALS: Readonly<Record<string, readonly [now: number, before: number]>> = {
  invitations: [1840, 1702],
  referred_registrations: [402, 431],
  k_factor: [0.21, 0.26],
};

const short = (member: string) => member.slice(member.indexOf(".") + 1);

/** Answers what the operational view asks, cut by filters on dimensions that the rows have. */
export function answerOperational(query: Query): readonly Row[] {
  const measures = query.measures ?? [];
  const by = (query.dimensions ?? []).map(short);
  const time = query.timeDimensions?.[0];
  const members = new Map((query.dimensions ?? []).map((member) => [short(member), member]));
  const write = ({ keys, values }: Fact): Row => ({
    ...Object.fromEntries([...members].map(([name, member]) => [member, keys[name] ?? null])),
    ...Object.fromEntries(measures.map((measure) => [measure, values[short(measure)] ?? null])),
  });
  const buckets = BUCKETS[by.join()];
  if (time?.granularity && time.dateRange && buckets) {
    const starts = bucketStarts(
      [time.dateRange[0].slice(0, 10), time.dateRange[1].slice(0, 10)],
      time.granularity,
      CONTEXT.timeZone,
    );
    return Object.entries(buckets).flatMap(([key, numbers]) =>
      starts.map((start, index) => ({
        ...write({
          keys: { [by[0] ?? ""]: key },
          values: { [short(measures[0] ?? "")]: numbers[numbers.length - starts.length + index] ?? numbers[0] ?? null },
        }),
        [`${time.dimension}.${time.granularity}`]: `${start.slice(0, 10)}T00:00:00.000`,
      })),
    );
  }
  const facts = FACTS[by.join()];
  if (facts)
    return facts
      .filter((fact) => isWanted(fact, query))
      .slice(0, query.limit)
      .map(write);
  const total = TOTALS[short(measures[0] ?? "")];
  if (total && time && !time.granularity && by.length === 0) {
    const range = time.compareDateRange ?? [];
    if (range.length === 0) return [write({ keys: {}, values: { [short(measures[0] ?? "")]: total[0] } })];
    const answered = answerQuery(query);
    return answered.map((row, index) => ({ ...row, [measures[0] ?? ""]: total[index] ?? null }));
  }
  return answerQuery(query);
}

function isWanted({ keys }: Fact, { filters = [] }: Query): boolean {
  return filters.every((filter) => {
    if (!("member" in filter)) return true;
    const key = keys[short(filter.member)];
    return key === undefined || (filter.values ?? []).includes(key ?? "");
  });
}

/** Rows as `useKpiRows` gives them, for the data-only layer. */
export function rowsValue(
  ids: readonly string[],
  facts: readonly Fact[],
  rest: Partial<KpiRowsValue> = {},
): KpiRowsValue {
  const kpis = OPERATIONAL_KPIS.filter(({ id }) => ids.includes(id));
  const period = resolvePeriod({ preset: "last_90_days" }, CONTEXT);
  const rows: KpiRow[] = facts.map((fact) => ({ ...fact, start: null, partial: false }));
  return {
    kpis,
    period,
    range: [period.start, period.end],
    granularity: null,
    starts: [],
    rows,
    isCut: false,
    freshness: kpiFreshness(kpis[0] ?? FUNNEL, FRESH),
    ignoredFilters: [],
    ...rest,
  };
}

/** Thirteen weeks of a dimension's values, the last running. */
export function weeksValue(
  id: string,
  dimension: "content_type" | "segment",
  rest: Partial<KpiRowsValue> = {},
): KpiRowsValue {
  const granularity: Granularity = "week";
  const value = rowsValue([id], []);
  const starts = bucketStarts([value.period.start, value.period.end], granularity, CONTEXT.timeZone);
  const rows = Object.entries(BUCKETS[dimension] ?? {}).flatMap(([key, numbers]) =>
    starts.map((start, index) => ({
      keys: { [dimension]: key },
      start,
      partial: index === starts.length - 1,
      values: { [id]: numbers[index] ?? null },
    })),
  );
  return { ...value, granularity, starts, rows, ...rest };
}

export function operationalKpi(id: string): CatalogKpi {
  const found = OPERATIONAL_KPIS.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`No KPI ${id} in the operational catalogue of the stories`);
  return found;
}

/** A choice that the story counts. */
export function choiceOf(selected: readonly string[] = [], toggle: (value: string) => void = () => {}) {
  return { selected, toggle, isAvailable: true };
}

/** The operational view's server in memory. */
export function operationalServer(rest: FakeServerOptions = {}): Fetch {
  return createFakeFetch({ catalog: OPERATIONAL_CATALOG, answer: answerOperational, ...rest });
}
