import type {
  AlertChannel,
  AlertDeadLetter,
  AlertMute,
  AlertPreview,
  AlertRule,
  AlertRuleInput,
  Catalog,
} from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { CATALOG } from "../support/catalog.ts";
import { NOW } from "../support/clock.ts";
import { createFakeFetch } from "../support/server.ts";

const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

export const DEVOPS_CATALOG: Catalog = { ...CATALOG, access: { roles: ["devops", "director"], can: [], filters: {} } };
export const READER_CATALOG: Catalog = { ...CATALOG, access: { roles: ["director"], can: [], filters: {} } };

const kept = (rule: AlertRuleInput, own: Partial<AlertRule> = {}): AlertRule => ({
  version: 1,
  origin: "app",
  updatedAt: ago(3000),
  updatedBy: "irene.quiroga",
  ...rule,
  ...own,
});

export const RETENTION_RULE = kept({
  id: "retention-low",
  title: { es: "Retención baja", en: "Low retention" },
  note: { es: "Avisa al equipo de contenido.", en: "Tell the content team." },
  owner: "Contenido",
  watch: { kpi: "retention_60" },
  condition: { kind: "threshold", direction: "below", amber: { enter: 0.35 }, red: { enter: 0.32 } },
  labels: { team: "contenido" },
});

export const RULES: readonly AlertRule[] = [
  RETENTION_RULE,
  kept(
    {
      id: "limits-new_registrations",
      title: { es: "Nuevos registros", en: "New registrations" },
      owner: "Marketing",
      watch: { kpi: "new_registrations" },
      condition: { kind: "threshold", direction: "below", amber: { enter: 1100 }, red: { enter: 1000 } },
    },
    { origin: "code", updatedBy: "cube/alerts" },
  ),
  kept({
    id: "together",
    title: { es: "Caen a la vez", en: "They fall together" },
    enabled: false,
    owner: "Dirección",
    severity: "critical",
    condition: {
      kind: "composite",
      match: "all",
      of: [
        {
          kpi: "active_professionals",
          grain: "week",
          condition: {
            kind: "change",
            against: "previous_period",
            as: "relative",
            direction: "below",
            amber: { enter: -0.1 },
          },
        },
        {
          kpi: "new_registrations",
          grain: "day",
          condition: { kind: "anomaly", direction: "both", season: "weekday", red: { enter: 5, exit: 3 } },
        },
      ],
    },
  }),
];

const CHANNELS: readonly AlertChannel[] = [
  {
    name: "ops-slack",
    kind: "slack",
    problem: null,
    recipients: [
      { id: "ops", title: "#operaciones", roles: ["devops"] },
      { id: "dir", title: "#direccion", roles: ["director"] },
    ],
  },
  { name: "correo", kind: "email", problem: "SMTP_URL isn't set.", recipients: [] },
];

const LETTERS: readonly AlertDeadLetter[] = [
  {
    id: "d1",
    at: ago(90),
    channel: "correo",
    recipient: "ana",
    ruleId: "retention-low",
    attempts: 8,
    problem: "The mail server refused the recipient.",
  },
];

/** Half a year of a number that hovers about 32 %. */
const VALUES = [0.36, 0.34, 0.31, 0.33, 0.31, 0.35];
const STARTS = ["2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"];

/** With an exit it sends fewer. */
function previewOf(rule: AlertRuleInput): AlertPreview {
  const { condition, watch } = rule;
  const limit = condition.kind === "threshold" ? condition.red : undefined;
  const isEased = limit?.exit !== undefined && limit.exit !== limit.enter;
  const drawn = (value: number) => STARTS.map(() => value);
  return {
    kpi: watch?.kpi ?? null,
    grain: "month",
    points: STARTS.map((start, index) => ({ start, value: VALUES[index] ?? null, level: null })),
    limits: limit ? [{ level: "red", kind: "enter", values: drawn(limit.enter) }] : [],
    from: "2026-05-01",
    to: "2026-10-31",
    days: 184,
    messages: isEased ? 2 : 14,
    flapping: isEased ? 0 : 6,
    firings: [
      { start: "2026-09-01", end: "2026-10-01", level: "red", value: 0.31 },
      { start: "2026-07-01", end: "2026-08-01", level: "red", value: 0.31 },
    ],
    suggestion:
      isEased || !limit || condition.kind !== "threshold"
        ? null
        : {
            change: { condition: { ...condition, red: { enter: limit.enter, exit: limit.enter * 1.05 } } },
            messages: 3,
            text: { es: "con salida al 105 % del umbral", en: "with exit at 105 % of the threshold" },
          },
  };
}

interface ServerOptions {
  catalog?: Catalog;
  rules?: readonly AlertRule[];
  /** A colleague's change, there once somebody has tried to save. */
  theirs?: AlertRule | "deleted";
  /** Hears of each rule that was saved. */
  onSave?: (rule: AlertRuleInput, basedOn: number | null) => void;
}

/** Rules in memory: what is saved is there, with its next version; nothing leaves the page. */
export function rulesServer({ catalog = DEVOPS_CATALOG, rules = RULES, theirs, onSave }: ServerOptions = {}): Fetch {
  const rest = createFakeFetch({ catalog });
  const state = { rules: [...rules], theirs, letters: [...LETTERS], mutes: [] as AlertMute[] };
  return async (input, init) => {
    const [, path] = new URL(String(input)).pathname.split("/northstar/v1/alerts");
    // A page asks for the catalogue first: a story that is played again begins as it did.
    if (String(input).endsWith("/catalog")) {
      Object.assign(state, { rules: [...rules], theirs, letters: [...LETTERS], mutes: [] });
    }
    if (path === undefined) return rest(input, init);
    const body = JSON.parse(String(init?.body ?? "null"));
    if (path === "/channels") return Response.json({ channels: CHANNELS });
    if (path === "/dead-letters") return Response.json({ deadLetters: state.letters });
    if (path.startsWith("/dead-letters/")) {
      state.letters = [];
      return Response.json({ done: true });
    }
    if (path === "/mutes" && body) {
      state.mutes = [{ id: "m1", by: "irene.quiroga", ...body }];
      return Response.json(state.mutes[0]);
    }
    if (path.startsWith("/mutes/")) {
      state.mutes = [];
      return Response.json({ done: true });
    }
    if (path === "/mutes") return Response.json({ mutes: state.mutes });
    if (path === "/preview") return Response.json(previewOf(body.rule));
    if (path === "/test") return Response.json({ sent: true });
    if (path.endsWith("/versions")) {
      const found = state.rules.find(({ id }) => path === `/rules/${id}/versions`);
      return Response.json({ versions: found ? [found] : [] });
    }
    if (path.endsWith("/delete")) {
      state.rules = state.rules.filter(({ id }) => path !== `/rules/${id}/delete`);
      return Response.json({ deleted: true });
    }
    if (path === "/rules" && body) return save(body);
    return Response.json({ rules: state.rules });
  };

  function save({ rule, basedOn }: { rule: AlertRuleInput; basedOn: number | null }): Response {
    const before = state.rules.find(({ id }) => id === rule.id);
    if (state.theirs) {
      const other = state.theirs;
      state.theirs = undefined;
      state.rules = state.rules.flatMap((each) => {
        if (other === "deleted") return each.id === rule.id ? [] : [each];
        return [each.id === other.id ? other : each];
      });
      return Response.json(
        {
          type: "urn:northstar:problem:rule_changed",
          title: "Changed",
          status: 409,
          code: "rule_changed",
          detail: "It changed.",
        },
        { status: 409, headers: { "content-type": "application/problem+json" } },
      );
    }
    onSave?.(rule, basedOn);
    const saved = kept(rule, { version: (before?.version ?? 0) + 1, updatedAt: ago(0) });
    state.rules = [...state.rules.filter(({ id }) => id !== rule.id), saved];
    return Response.json(saved);
  }
}
