import type { Catalog, Query, Row } from "@northstar/core";
import {
  type BoardItem,
  type ChartBoardView,
  type ChartSpec,
  checkSpec,
  type SavedChartView,
} from "@northstar/core/own-charts";
import type { Fetch } from "@northstar/react";
import { CATALOG } from "../support/catalog.ts";
import { NOW } from "../support/clock.ts";
import { inventKpi } from "../support/inventKpi.ts";
import { answerQuery, createFakeFetch } from "../support/server.ts";

const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();
const roles = ["director", "marketing", "analyst", "consultant"];
const kpi = (id: string, es: string, en: string, own = {}) =>
  inventKpi("operational", id, { es, en }, { roles, dimensions: ["topic", "country"], sources: ["content"], ...own });

/** What marketing sees: its own numbers, those of everybody, and that there is revenue. */
export const MARKETING_CATALOG: Catalog = {
  ...CATALOG,
  access: { roles: ["marketing"], can: [], filters: {} },
  charts: true,
  kpis: [
    kpi("content_minutes", "Minutos de contenido", "Content minutes", { unit: "minutes" }),
    kpi("plays", "Reproducciones", "Plays", { aliases: [{ id: "views", since: "2026-10-01" }] }),
    kpi("new_registrations", "Nuevos registros", "New registrations", { unit: "people" }),
    kpi("messages_sent", "Mensajes enviados", "Messages sent", { timeDimension: "sent_date", dimensions: ["channel"] }),
  ],
  denied: [
    {
      id: "sponsorship_revenue",
      title: { es: "Ingresos por patrocinio", en: "Sponsorship revenue" },
      owner: "Alianzas",
      roles: ["director", "analyst"],
    },
  ],
  dimensionTitles: {
    topic: { es: "Tema", en: "Topic" },
    country: { es: "País", en: "Country" },
    channel: { es: "Canal", en: "Channel" },
  },
};

const spec = (own: Partial<ChartSpec>): ChartSpec => ({
  title: "Registros por mes",
  measures: ["new_registrations"],
  dimensions: [],
  filters: {},
  period: { start: "2026-01-01", end: "2026-11-30" },
  comparison: "none",
  grain: "month",
  kind: null,
  ...own,
});

export const id = (last: number) => `5d1c0e0a-4b52-4c1e-9d3e-00000000000${last}`;
const chart = (last: number, own: Partial<ChartSpec>, rest: Partial<SavedChartView> = {}): SavedChartView => ({
  id: id(last),
  spec: spec(own),
  sharedWith: [],
  owner: "marta.rios",
  isOwn: true,
  version: 1,
  updatedAt: ago(300),
  problems: checkSpec(spec(own), MARKETING_CATALOG),
  ...rest,
});

export const CHARTS: readonly SavedChartView[] = [
  chart(1, {}, { sharedWith: ["director"] }),
  chart(2, { title: "Temas más vistos", measures: ["content_minutes"], dimensions: ["topic"], grain: null }),
  chart(3, { title: "Reproducciones", measures: ["views"], grain: null, comparison: "previous_year" }),
  chart(
    4,
    { title: "Ingresos", measures: ["sponsorship_revenue"] },
    { isOwn: false, owner: "alba.soler", updatedAt: ago(9000) },
  ),
  chart(
    5,
    { title: "Por tema y país", measures: ["plays"], dimensions: ["topic", "country"], grain: null },
    { isOwn: false, owner: "alba.soler", updatedAt: ago(9000) },
  ),
];

export const ITEMS: readonly BoardItem[] = [
  { chart: id(1), x: 0, y: 0, w: 6, h: 5 },
  { chart: id(2), x: 6, y: 0, w: 6, h: 5 },
  { chart: id(4), x: 0, y: 5, w: 6, h: 4 },
];

const TOPICS = ["derecho laboral", "impuestos", "liderazgo", "ventas"];

/** Topics and countries, the largest first; everything else as in the other stories. */
function answer(query: Query): readonly Row[] {
  const { measures = [], dimensions = [], timeDimensions = [] } = query;
  const [time] = timeDimensions;
  if (dimensions.length === 0 && time && !time.granularity) {
    return [
      Object.fromEntries(measures.map((measure) => [measure, time.dateRange?.[0].startsWith("2026") ? 1840 : 1600])),
    ];
  }
  if (dimensions.length === 0) return answerQuery(query).filter((row) => inRange(row, query));
  return TOPICS.flatMap((topic, index) =>
    (dimensions.length > 1 ? ["CO", "MX"] : ["CO"]).map((country, at) => ({
      ...Object.fromEntries(dimensions.map((name) => [name, name.endsWith("country") ? country : topic])),
      ...Object.fromEntries(measures.map((measure) => [measure, 5000 - index * 1000 - at * 120])),
    })),
  );
}

function inRange(row: Row, { timeDimensions = [] }: Query): boolean {
  const [time] = timeDimensions;
  const start = String(row[`${time?.dimension}.${time?.granularity}`]).slice(0, 10);
  const [from = "", to = ""] = time?.dateRange ?? [];
  return start >= from.slice(0, 10) && start <= to.slice(0, 10);
}

interface ServerOptions {
  catalog?: Catalog;
  charts?: readonly SavedChartView[];
  items?: readonly BoardItem[];
  mayWrite?: boolean;
  /** Another window's version, there once somebody has tried to save: a chart's, or the board's. */
  theirs?: SavedChartView | ChartBoardView;
  /** Hears of each chart or board that was saved. */
  onSave?: (body: object) => void;
}

/** Charts and boards in memory: what is saved is there, with its next version; nothing leaves the page. */
export function chartsServer(options: ServerOptions = {}): Fetch {
  const { catalog = MARKETING_CATALOG, charts = CHARTS, items = ITEMS, mayWrite = true, theirs, onSave } = options;
  const rest = createFakeFetch({ catalog, answer });
  const begin = () => ({ charts: [...charts], board: boardOf(items, 1), theirs });
  let state = begin();
  return async (input, init) => {
    const { pathname } = new URL(String(input));
    // A page asks for the catalogue first: a story that is played again begins as it did.
    if (pathname.endsWith("/catalog")) state = begin();
    const [, path] = pathname.split("/northstar/v1");
    const body = JSON.parse(String(init?.body ?? "null"));
    if (path?.startsWith("/boards")) return boards(body);
    if (!path?.startsWith("/charts")) return rest(input, init);
    const [, , chartId, deed] = path.split("/");
    const found = state.charts.find((each) => each.id === chartId);
    if (path === "/charts") return body ? save(body) : Response.json({ charts: state.charts, mayWrite });
    if (!found) return problem(404, "not_found");
    if (deed === "delete") {
      state.charts = state.charts.filter((each) => each !== found);
      return Response.json({ deleted: true });
    }
    return deed === "versions" ? Response.json({ versions: versionsOf(found) }) : Response.json(found);
  };

  function save(body: { id: string | null; chart: ChartSpec; sharedWith: string[]; basedOn: number | null }): Response {
    if (state.theirs && "spec" in state.theirs) {
      const other = state.theirs;
      state = {
        ...state,
        theirs: undefined,
        charts: state.charts.map((each) => (each.id === other.id ? other : each)),
      };
      return problem(409, "chart_changed");
    }
    onSave?.(body);
    const before = state.charts.find((each) => each.id === body.id);
    const saved: SavedChartView = {
      ...chart(9, {}),
      ...(body.id !== null && { id: body.id }),
      spec: body.chart,
      sharedWith: body.sharedWith,
      version: (before?.version ?? 0) + 1,
      updatedAt: ago(0),
      problems: [],
    };
    state.charts = [saved, ...state.charts.filter((each) => each.id !== saved.id)];
    return Response.json(saved);
  }

  function boards(body: { items: BoardItem[] } | null): Response {
    if (!body) return Response.json({ boards: state.board.items.length > 0 ? [state.board] : [] });
    if (state.theirs && "items" in state.theirs) {
      state = { ...state, board: state.theirs, theirs: undefined };
      return problem(409, "board_changed");
    }
    onSave?.(body);
    state.board = boardOf(body.items, state.board.version + 1);
    return Response.json(state.board);
  }
}

export function boardOf(items: readonly BoardItem[], version: number): ChartBoardView {
  return { id: "main", title: "", items, version, updatedAt: ago(10) };
}

function versionsOf(found: SavedChartView): SavedChartView[] {
  return [
    found,
    { ...found, version: found.version - 1, spec: { ...found.spec, title: "Como era" }, updatedAt: ago(5000) },
  ];
}

export function problem(status: number, code: string): Response {
  return Response.json(
    { type: `urn:northstar:problem:${code}`, title: code, status, code, detail: code },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
