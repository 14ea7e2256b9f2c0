import type { Catalog, CatalogKpi, MemberFilter, Problem, Query, QueryFilter, Row } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { CATALOG, kpiOf } from "../support/catalog.ts";
import { answerQuery, createFakeFetch } from "../support/server.ts";

const title = (es: string, en: string) => ({ es, en });

const operational = (id: string, name: CatalogKpi["title"], rest: Partial<CatalogKpi>): CatalogKpi => ({
  ...kpiOf("new_registrations"),
  id,
  title: name,
  measure: `operational.${id}`,
  timeDimension: "date",
  timeDimensionMember: "operational.date",
  owner: "Marketing",
  roles: ["marketing", "analyst", "consultant"],
  ...rest,
});

const REGISTRATIONS = operational("new_registrations", title("Nuevos registros", "New registrations"), {
  dimensions: ["country", "source"],
  drill: ["operational.date", "operational.person", "operational.country", "operational.source"],
});

/** What marketing sees: facets of messages, content, segments and people. */
export const FILTER_CATALOG: Catalog = {
  ...CATALOG,
  kpis: [
    ...CATALOG.kpis.filter(({ id }) => id !== "new_registrations"),
    REGISTRATIONS,
    operational("messages_sent", title("Mensajes enviados", "Messages sent"), {
      unit: "count",
      timeDimension: "sent_date",
      timeDimensionMember: "operational.sent_date",
      dimensions: ["country", "source", "channel", "campaign_name"],
      drill: ["operational.sent_date", "operational.channel", "operational.campaign_name"],
    }),
    operational("segment_people", title("Personas por segmento", "People by segment"), {
      timeDimension: "segment_date",
      timeDimensionMember: "operational.segment_date",
      dimensions: ["country", "source", "segment"],
    }),
    operational("content_minutes", title("Minutos de contenido", "Content minutes"), {
      unit: "minutes",
      dimensions: ["country", "source", "content_type"],
    }),
  ],
  masked: ["operational.person"],
  dimensionTitles: {
    source: title("Fuente", "Source"),
    channel: title("Canal", "Channel"),
    campaign_name: title("Campaña", "Campaign"),
    segment: title("Segmento", "Segment"),
    content_type: title("Tipo de contenido", "Content type"),
    country: title("País", "Country"),
    person: title("Persona", "Person"),
    date: title("Fecha", "Date"),
    sent_date: title("Fecha de envío", "Sent date"),
  },
  access: { roles: ["marketing"], can: [], filters: {} },
};

/** The same for somebody whose token leaves one country. */
export const LOCKED_CATALOG: Catalog = {
  ...FILTER_CATALOG,
  access: { roles: ["marketing"], can: [], filters: { country: ["CO"] } },
};

/** Value and weight, largest first. */
type Weighted = readonly (readonly [value: string | null, weight: number])[];

/** Every campaign that was ever sent, with a country and a channel of its own. */
const CAMPAIGNS = Array.from({ length: 5000 }, (_, index) => ({
  name: index === 1700 ? "Webinar de diagnóstico por imagen" : `Boletín ${5000 - index}`,
  country: index % 3 === 0 ? "CO" : "MX",
  channel: index % 4 === 0 ? "whatsapp" : "email",
  weight: 25_655 - index * 5,
}));

const VALUES: Readonly<Record<string, Weighted>> = {
  source: [
    ["google", 512],
    ["linkedin", 268],
    ["meta", 141],
    ["referidos", 96],
    ["newsletter", 74],
    ["(direct)", 63],
    ["una-fuente-con-un-nombre-que-no-acaba-nunca-y-no-cabe-en-ninguna-parte", 41],
    [null, 12],
  ],
  channel: [
    ["email", 61_200],
    ["whatsapp", 17_310],
  ],
  segment: [
    ["cold", 4577],
    ["warm", 2810],
    ["hot", 946],
  ],
  content_type: [
    ["webinar", 98_400],
    ["podcast", 71_020],
    ["clip", 45_510],
  ],
  country: [
    ["CO", 702],
    ["MX", 388],
    ["PE", 121],
    ["(not set)", 75],
  ],
};

const PEOPLE = ["***", "***", "***", "***"];

/** Answers for facets and drills; everything else is the stories' common data. */
export function answerFilters(query: Query): readonly Row[] {
  const [dimension, ...others] = query.dimensions ?? [];
  const [measure = ""] = query.measures ?? [];
  if (!measure.startsWith("operational.")) return answerQuery(query);
  if (dimension === undefined) {
    return answerQuery({
      ...query,
      measures: query.measures?.map((name) => name.replace("operational.", "executive.")) ?? [],
    }).map((row) => rename(row));
  }
  if (others.length > 0) return rowsOf(query);
  const name = dimension.slice(dimension.indexOf(".") + 1);
  const weighted = name === "campaign_name" ? campaignsUnder(query) : (VALUES[name] ?? []);
  return weighted
    .filter(([value]) => matches(query.filters ?? [], dimension, value))
    .slice(0, query.limit)
    .map(([value, weight]) => ({ [dimension]: value, [measure]: String(weight) }));
}

function rename(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, cell]) => [key.replace("executive.", "operational."), cell]),
  );
}

/** Campaigns of the chosen country and channel: what is chosen elsewhere narrows this list. */
function campaignsUnder({ filters = [] }: Query): Weighted {
  return CAMPAIGNS.filter(
    ({ country, channel }) =>
      matches(filters, "operational.country", country) && matches(filters, "operational.channel", channel),
  ).map(({ name, weight }) => [name, weight]);
}

function matches(filters: readonly QueryFilter[], member: string, value: string | null): boolean {
  return filters
    .filter((filter): filter is MemberFilter => "member" in filter && filter.member === member)
    .every(({ operator, values = [] }) =>
      operator === "contains"
        ? values.some((part) => value?.toLowerCase().includes(part.toLowerCase()))
        : values.includes(value ?? ""),
    );
}

function rowsOf({ dimensions = [], measures = [] }: Query): Row[] {
  return PEOPLE.map((person, index) => ({
    ...Object.fromEntries(
      dimensions.map((member) => {
        const name = member.slice(member.indexOf(".") + 1);
        const cell = name.endsWith("date")
          ? `2026-11-${String(21 - index).padStart(2, "0")}T00:00:00.000`
          : name === "person"
            ? person
            : (VALUES[name]?.[index % 3]?.[0] ?? CAMPAIGNS[index]?.name ?? null);
        return [member, cell];
      }),
    ),
    ...Object.fromEntries(measures.map((measure) => [measure, "1"])),
  }));
}

const BROKEN: Problem = {
  type: "urn:northstar:problem:warehouse_busy",
  title: "Warehouse busy",
  status: 503,
  code: "warehouse_busy",
  detail: "El almacén de datos no respondió en 30 s. Vuelve a intentarlo en un minuto.",
};

export const filterFetch = (catalog: Catalog = FILTER_CATALOG): Fetch =>
  createFakeFetch({ catalog, answer: answerFilters });
export const emptyFetch = (): Fetch =>
  createFakeFetch({
    catalog: FILTER_CATALOG,
    answer: (query) => (query.dimensions?.length ? [] : answerFilters(query)),
  });
export const brokenFetch = (): Fetch =>
  createFakeFetch({
    catalog: FILTER_CATALOG,
    answer: (query) => (query.dimensions?.length ? BROKEN : answerFilters(query)),
  });
