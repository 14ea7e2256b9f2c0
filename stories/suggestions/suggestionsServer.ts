import {
  type Catalog,
  type ExperimentResult,
  mentionedIds,
  type SuggestionInput,
  type SuggestionNotice,
  type SuggestionPerson,
  type SuggestionView,
  suggestionDeeds,
} from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { CATALOG } from "../support/catalog.ts";
import { NOW } from "../support/clock.ts";
import { createFakeFetch } from "../support/server.ts";

const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

export const PEOPLE: readonly SuggestionPerson[] = [
  { id: "lucia.andrade", name: "Lucía Andrade" },
  { id: "mateo.salas", name: "Mateo Salas" },
  { id: "tomas.becerra", name: "Tomás Becerra" },
];
const CAMILA: SuggestionPerson = { id: "camila.duarte", name: "Camila Duarte" };
const [LUCIA, MATEO] = PEOPLE as [SuggestionPerson, SuggestionPerson];

const withRole = (role: string): Catalog => ({
  ...CATALOG,
  suggestions: true,
  access: { roles: [role], can: [], filters: {} },
  kpis: CATALOG.kpis.map((kpi) =>
    kpi.id === "completion_rate" || kpi.id === "new_registrations"
      ? { ...kpi, dimensions: ["source", "country"] }
      : kpi,
  ),
});
export const CONSULTANT = withRole("consultant");
export const DIRECTOR = withRole("director");

const NOTHING = { edit: false, takeBack: false, statuses: [] };

export const FORM: SuggestionView = {
  id: "s1",
  kind: "suggestion",
  anchor: { kind: "moment", kpi: "new_registrations", date: "2026-10-12" },
  text: "Desde el formulario nuevo entran menos registros desde el móvil. @Mateo Salas, ¿probamos con un paso menos?",
  mentions: [MATEO],
  author: CAMILA,
  at: ago(190),
  editedAt: null,
  status: "open",
  decided: null,
  version: 1,
  replies: [
    {
      id: "r1",
      at: ago(95),
      author: MATEO,
      text: "Buena idea. @Lucía Andrade, ¿lo vemos el lunes?",
      mentions: [LUCIA],
    },
  ],
  may: NOTHING,
};

const TILE: SuggestionView = {
  ...FORM,
  id: "s2",
  kind: "comment",
  anchor: {
    kind: "tile",
    kpi: "content_minutes",
    values: { country: ["Colombia", "México"] },
    period: ["2026-10-01", "2026-10-31"],
  },
  text: "Aquí cuenta el festivo del día 12:\nno es una caída.",
  mentions: [],
  author: LUCIA,
  at: ago(3000),
  status: "done",
  decided: { by: MATEO, at: ago(2000) },
  version: 2,
  replies: [],
};

export const SCRIPT: SuggestionView = {
  ...TILE,
  id: "s4",
  kind: "comment",
  anchor: { kind: "kpi", kpi: "k_factor" },
  text: "<script>document.title = 'roto'</script><img src=x onerror=\"document.title='roto'\"><b>no es negrita</b>",
  status: "open",
  decided: null,
};

export const EXPERIMENT: SuggestionView = {
  ...FORM,
  id: "s3",
  kind: "experiment",
  anchor: { kind: "kpi", kpi: "tav" },
  text: "Con el asunto corto se registra más gente.",
  mentions: [],
  experiment: {
    start: "2026-10-01",
    end: "2026-10-31",
    dimension: "source",
    variants: ["Asunto largo", "Asunto corto"],
  },
  status: "accepted",
  decided: { by: LUCIA, at: ago(60_000) },
  version: 2,
  replies: [],
};

const VARIANTS = [
  { variant: "Asunto largo", value: 0.6, events: 48, trials: 80 },
  { variant: "Asunto corto", value: 0.8, events: 56, trials: 70 },
];
export const DONE: ExperimentResult = {
  status: "done",
  as: "difference",
  confidence: 0.95,
  variants: VARIANTS,
  comparisons: [
    { variant: "Asunto corto", against: "Asunto largo", estimate: 0.2, low: 0.0524, high: 0.3339, verdict: "higher" },
  ],
};
export const RUNNING: ExperimentResult = { status: "running", variants: VARIANTS };

interface ServerOptions {
  catalog?: Catalog;
  suggestions?: readonly SuggestionView[];
  notices?: readonly SuggestionNotice[];
  result?: ExperimentResult;
  /** Who reads: their id. @default the consultant */
  reader?: SuggestionPerson | undefined;
  /** A colleague's change, there once somebody has tried to change it. */
  theirs?: SuggestionView;
  /** Answers every question with this problem. */
  problem?: { status: number; code: string; detail: string };
  onSend?: (path: string, body: unknown) => void;
}

export const NOTICE: SuggestionNotice = {
  id: "n1",
  suggestionId: "s1",
  kpi: "new_registrations",
  reason: "mention",
  by: MATEO,
  at: ago(95),
  isRead: false,
  excerpt: "Buena idea. @Lucía Andrade, ¿lo vemos el lunes?",
};

/** Suggestions in memory: what is written is there, with who may do what by the rules of the real one; nothing leaves the page. */
export function suggestionsServer({
  catalog = CONSULTANT,
  suggestions = [FORM, TILE, EXPERIMENT],
  notices = [],
  result = DONE,
  reader = CAMILA,
  theirs,
  problem,
  onSend,
}: ServerOptions = {}): Fetch {
  const rest = createFakeFetch({ catalog });
  const state = { all: [...suggestions], notices: [...notices], theirs };
  const roles = catalog.access?.roles ?? [];
  const shown = (one: SuggestionView): SuggestionView => ({
    ...one,
    may: suggestionDeeds(one, { sub: reader.id, roles }, ["director"]),
  });
  return async (input, init) => {
    const url = new URL(String(input));
    const [, path] = url.pathname.split("/northstar/v1/suggestions");
    // A page asks for the catalogue first: a story that is played again begins as it did.
    if (url.pathname.endsWith("/catalog"))
      Object.assign(state, { all: [...suggestions], notices: [...notices], theirs });
    if (path === undefined) return rest(input, init);
    if (problem) return refuse(problem.status, problem.code, problem.detail);
    if (path === "/people") return Response.json({ people: PEOPLE });
    if (path.endsWith("/result")) return Response.json(result);
    if (path === "/notices") {
      const unread = state.notices.filter(({ isRead }) => !isRead).length;
      return Response.json({ notices: state.notices, unread });
    }
    if (init?.method !== "POST") return list(url.searchParams);
    const body = JSON.parse(String(init.body));
    onSend?.(path, body);
    if (path === "/notices/read") {
      state.notices = state.notices.map((notice) => ({ ...notice, isRead: true }));
      return Response.json({ done: true });
    }
    return path === "" ? create(body) : change(path, body);
  };

  function list(asked: URLSearchParams): Response {
    const found = state.all.filter(
      ({ anchor, status, author }) =>
        (!asked.has("kpi") || anchor.kpi === asked.get("kpi")) &&
        (!asked.has("status") || status === asked.get("status")) &&
        (!asked.has("mine") || author.id === reader.id),
    );
    return Response.json({ suggestions: found.map(shown), hasMore: false });
  }

  function create(input: SuggestionInput): Response {
    const mentions = mentionedIds(input.text, PEOPLE).flatMap((id) => PEOPLE.filter((one) => one.id === id));
    const { decided: _, ...start } = FORM;
    const written = {
      ...start,
      ...input,
      id: `s${state.all.length + 10}`,
      decided: null,
      mentions,
      replies: [],
      at: ago(0),
    };
    state.all = [{ ...written, author: reader }, ...state.all];
    return Response.json(shown({ ...written, author: reader }), { status: 201 });
  }

  function change(path: string, body: { text?: string; status?: SuggestionView["status"] }): Response {
    const [, id, deed] = path.split("/");
    if (state.theirs && deed !== "replies") {
      const other = state.theirs;
      state.theirs = undefined;
      state.all = state.all.map((one) => (one.id === other.id ? other : one));
      return refuse(409, "suggestion_changed", "It changed.");
    }
    if (deed === "take-back") {
      state.all = state.all.filter((one) => one.id !== id);
      return Response.json({ done: true });
    }
    state.all = state.all.map((one) => {
      if (one.id !== id) return one;
      if (deed === "replies") {
        const reply = {
          id: `r${one.replies.length + 10}`,
          at: ago(0),
          author: reader,
          text: body.text ?? "",
          mentions: [],
        };
        return { ...one, replies: [...one.replies, reply] };
      }
      const version = one.version + 1;
      if (deed === "text") return { ...one, version, text: body.text ?? "", editedAt: ago(0) };
      return { ...one, version, status: body.status ?? one.status, decided: { by: reader, at: ago(0) } };
    });
    const changed = state.all.find((one) => one.id === id);
    return changed ? Response.json(shown(changed)) : refuse(404, "not_found", "There is no such suggestion.");
  }
}

function refuse(status: number, code: string, detail: string): Response {
  return Response.json(
    { type: `urn:northstar:problem:${code}`, title: code, status, code, detail },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
