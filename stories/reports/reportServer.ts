import type {
  Pack,
  PackAction,
  PackComment,
  PackNarrative,
  PackSchedule,
  PackScheduleInput,
  PackScheduleRun,
  PackSchedules,
  Problem,
  RestatedKpi,
} from "@northstar/core";
import { draftNarrative } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { COST, PACK, REGISTRATIONS, RETENTION } from "../../packages/core/src/reports/testing/pack.ts";
import { CATALOG } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";

const START = [4000, 4450, 4800, 4700, 5200, 5700, 6050, 6500, 7300, 7400, 7700, 8412];
const points = (factor: number) =>
  START.map((value, index) => ({
    start: `${index < 2 ? 2025 : 2026}-${String(((index + 10) % 12) + 1).padStart(2, "0")}-01`,
    value: Math.round(value * factor * 1000) / 1000,
  }));

/** A review of October 2026 with three KPIs: one red, one short of its target, one worse. */
export const REVIEW: Pack = {
  id: "pack-1",
  period: PACK.period,
  values: {},
  madeAt: "2026-11-02T14:05:00.000Z",
  madeBy: "lucia.andrade",
  roles: ["director"],
  snapshot: {
    ...PACK,
    sample: true,
    kpis: [
      { ...REGISTRATIONS, series: { granularity: "month", points: points(0.15) } },
      { ...COST, series: { granularity: "month", points: points(1.4) } },
      { ...RETENTION, series: { granularity: "month", points: points(0.000_04) } },
    ],
  },
  narrative: {
    version: 0,
    text: draftNarrative(PACK, "es"),
    changedAt: "2026-11-02T14:05:00.000Z",
    changedBy: "lucia.andrade",
  },
  comments: [
    {
      id: "c1",
      kpi: "retention_60",
      text: "La cohorte de julio llegó por la campaña de verano; <b>ojo</b> con compararla.",
      at: "2026-11-03T10:00:00.000Z",
      by: "camila.duarte",
    },
  ],
  actions: [
    {
      id: "a1",
      text: "Renegociar el nivel Oro",
      owner: "Patrocinios",
      due: "2026-12-15",
      openedIn: "2026-09",
      openedBy: "lucia.andrade",
      closedIn: null,
    },
  ],
  hidden: 0,
  mayWrite: true,
};

const DIRECTORY: PackSchedules["directory"] = [
  { channel: "correo", kind: "email", id: "camila", title: "Camila Duarte", roles: ["marketing"] },
  { channel: "slack", kind: "slack", id: "direccion", title: "#direccion", roles: ["director"] },
];

const RUN: PackScheduleRun = {
  period: "2026-W46",
  status: "done",
  isOver: true,
  at: "2026-11-16T13:00:20.000Z",
  pack: "pack-1",
  problem: null,
  deliveries: [
    { channel: "correo", id: "camila", status: "sent" },
    { channel: "slack", id: "direccion", status: "dead" },
  ],
};

/** The weekly review, to a person and a channel. */
export const SCHEDULE: PackSchedule = {
  id: "schedule-1",
  title: "Comité de los lunes",
  kind: "wbr",
  values: {},
  when: { on: "weekday", weekday: 1, time: "08:00", timeZone: "America/Bogota" },
  waitHours: 6,
  recipients: RUN.deliveries.map(({ channel, id }) => ({ channel, id })),
  language: null,
  enabled: true,
  version: 1,
  roles: ["director"],
  updatedBy: "lucia.andrade",
  updatedAt: "2026-11-10T13:00:00.000Z",
  next: { period: "2026-W47", at: "2026-11-23T13:00:00.000Z" },
  runs: [RUN],
};

export interface ReportServerOptions {
  packs?: readonly Pack[];
  roles?: readonly string[];
  can?: readonly string[];
  /** Another writes the summary before the first that is saved here. */
  isWrittenByAnother?: boolean;
  changes?: readonly RestatedKpi[];
  schedules?: readonly PackSchedule[];
  directory?: PackSchedules["directory"];
  /** Another renames the schedule before the first change of it here. */
  isScheduledByAnother?: boolean;
  /** What every question about reviews is answered with. */
  problem?: Problem;
}

/** A server that keeps reviews, in memory. */
export function reportFetch({
  packs: given = [REVIEW],
  roles = ["director"],
  can = ["export"],
  isWrittenByAnother = false,
  changes = [],
  schedules: scheduled = [],
  directory = DIRECTORY,
  isScheduledByAnother = false,
  problem,
}: ReportServerOptions = {}): Fetch {
  let packs = given;
  let another = isWrittenByAnother;
  let schedules = scheduled;
  let anotherSchedules = isScheduledByAnother;
  const others = createFakeFetch({ catalog: { ...CATALOG, access: { roles, can, filters: {} } } });
  const change = (id: string, own: Partial<Pack>) => {
    packs = packs.map((pack) => (pack.id === id ? { ...pack, ...own } : pack));
  };
  function schedulesAnswer(
    rest: string,
    body: { schedule: PackScheduleInput; basedOn: number | null } | null,
  ): Response {
    if (!body) return Response.json({ schedules, directory });
    const [id, action] = rest.split("/");
    const before = schedules.find((one) => one.id === id);
    if (action === "remove") {
      schedules = schedules.filter((one) => one.id !== id);
      return Response.json({ removed: true });
    }
    if (action === "run") {
      schedules = schedules.map((one) => (one.id === id ? { ...one, runs: [RUN, ...one.runs] } : one));
      return Response.json(schedules.find((one) => one.id === id));
    }
    if (anotherSchedules) {
      anotherSchedules = false;
      schedules = schedules.map((one) => ({ ...one, title: "Comité ampliado", version: one.version + 1 }));
      return problemOf(CHANGED);
    }
    const saved: PackSchedule = {
      ...SCHEDULE,
      ...body.schedule,
      id: before?.id ?? "schedule-new",
      version: (before?.version ?? 0) + 1,
      next: body.schedule.enabled ? SCHEDULE.next : null,
      runs: before?.runs ?? [],
    };
    schedules = [...schedules.filter((one) => one.id !== saved.id), saved];
    return Response.json(saved);
  }

  return async (input, init) => {
    const url = new URL(String(input));
    const [, path] = /\/northstar\/v1\/reports(.*)$/.exec(url.pathname) ?? [];
    if (path === undefined) return others(input, init);
    if (problem) return problemOf(problem);
    const body = init?.body ? JSON.parse(String(init.body)) : null;
    const [, id = "", rest = ""] = /^\/([^/]+)\/?(.*)$/.exec(path) ?? [];
    if (id === "schedules") return schedulesAnswer(rest, body);
    const pack = packs.find((one) => one.id === id);
    if (id === "" && body) {
      const made = { ...REVIEW, id: "pack-new", comments: [], madeAt: "2026-11-22T15:00:00.000Z" };
      packs = [made, ...packs];
      return Response.json(made);
    }
    if (id === "") return Response.json({ packs });
    if (!pack) return problemOf(NOT_FOUND);
    if (rest === "") return Response.json(pack);
    if (rest === "changes") return Response.json({ changes });
    if (rest === "file") return new Response("%PDF-", { headers: { "content-type": "application/pdf" } });
    if (rest === "narrative") {
      const write = (text: string, by: string): PackNarrative => {
        const narrative = { version: pack.narrative.version + 1, text, changedAt: pack.madeAt, changedBy: by };
        change(id, { narrative });
        return narrative;
      };
      if (another) {
        another = false;
        write("{new_registrations.title}: {new_registrations}.", "tomas.becerra");
        return problemOf(CHANGED);
      }
      return Response.json(write(body.text, "lucia.andrade"));
    }
    if (rest === "comments") {
      const comment: PackComment = {
        id: `c${pack.comments.length + 2}`,
        ...body,
        at: "2026-11-22T15:00:00.000Z",
        by: "lucia.andrade",
      };
      change(id, { comments: [...pack.comments, comment] });
      return Response.json(comment);
    }
    if (rest === "actions") {
      const action: PackAction = {
        id: `a${pack.actions.length + 2}`,
        ...body,
        openedIn: "2026-10",
        openedBy: "lucia.andrade",
        closedIn: null,
      };
      change(id, { actions: [...pack.actions, action] });
      return Response.json(action);
    }
    const [, closing] = /^actions\/(.+)\/close$/.exec(rest) ?? [];
    const actions = pack.actions.map((one) => (one.id === closing ? { ...one, closedIn: "2026-10" } : one));
    change(id, { actions });
    return Response.json(actions.find((one) => one.id === closing));
  };
}

const problem = (status: number, code: string, detail: string): Problem => ({
  type: `urn:northstar:problem:${code}`,
  title: code,
  status,
  code,
  detail,
});
const NOT_FOUND = problem(404, "not_found", "There is no such review, or it isn't for you to see.");
const CHANGED = problem(409, "report_changed", "Somebody else changed the text meanwhile.");
export const UNAVAILABLE = problem(503, "reports_unavailable", "This server keeps no reviews for your organisation.");

function problemOf(answer: Problem): Response {
  return Response.json(answer, { status: answer.status, headers: { "content-type": "application/problem+json" } });
}
