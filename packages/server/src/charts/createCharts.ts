import { randomUUID } from "node:crypto";
import {
  CHART_WRITERS,
  type ChartBoardView,
  type ChartReader,
  type ChartRefusal,
  type ChartsPort,
  checkSpec,
  packItems,
  type SavedChartView,
  specForReader,
} from "@northstar/core/own-charts";
import type { ChartStore, Moved, StoredBoard, StoredChart } from "./store/types.ts";

/** Options of `createCharts`. */
export interface ChartsOptions {
  store: ChartStore;
  /** Roles that make charts. @default marketing and analyst */
  writers?: readonly string[] | undefined;
  now?: (() => Date) | undefined;
}

/** So many charts and boards one person keeps at most. */
const MOST_CHARTS = 200;
const MOST_BOARDS = 20;

/**
 * Charts that people make, kept in an app state (`@northstar/server/state`), under what each reader may see: one's own and those shared with
 * a role of one's own. Only the owner changes a chart.
 */
export function createCharts({ store, writers = CHART_WRITERS, now = () => new Date() }: ChartsOptions): ChartsPort {
  const isSeen = ({ claims }: ChartReader, chart: StoredChart) =>
    chart.owner === claims.sub || chart.sharedWith.some((role) => claims.roles.includes(role));

  return {
    tenant: store.tenant,
    writers,
    async list(reader) {
      const { sub, roles } = reader.claims;
      return (await store.list(sub, roles)).map((chart) => toView(chart, reader));
    },
    async get(reader, id) {
      const chart = await store.find(id);
      return chart && isSeen(reader, chart) ? toView(chart, reader) : null;
    },
    async versions(reader, id) {
      const versions = await store.versions(reader.claims.sub, id);
      return versions?.map((chart) => toView(chart, reader)) ?? null;
    },
    async save(reader, { id, spec, sharedWith }, basedOn) {
      const owner = reader.claims.sub;
      // A new id is ours to give; a given one brings back an own chart, so nobody learns which ids there are.
      if (id !== null && basedOn === null && (await store.versions(owner, id)) === null) return null;
      const fault = unseen(reader, spec);
      if (fault) return fault;
      const chart = { id: id ?? randomUUID(), owner, spec, sharedWith: [...new Set(sharedWith)], at: now().getTime() };
      const saved = await store.save(chart, basedOn, MOST_CHARTS);
      if (saved === null) return null;
      if (saved === "too_many")
        return tooMany(`You keep ${MOST_CHARTS} charts already. Delete one that you don't need.`);
      return "now" in saved ? moved("chart_changed", "chart", saved) : toView(saved, reader);
    },
    async remove({ claims }, id, basedOn) {
      const outcome = await store.remove(claims.sub, id, basedOn, now().getTime());
      if (outcome === null) return null;
      return outcome === "deleted" ? { deleted: true } : moved("chart_changed", "chart", outcome);
    },
    async boards({ claims }) {
      return (await store.boards(claims.sub)).map(toBoard);
    },
    async saveBoard({ claims }, { id, title, items }, basedOn) {
      const board = { owner: claims.sub, id, title, items: packItems(items), at: now().getTime() };
      const saved = await store.saveBoard(board, basedOn, MOST_BOARDS);
      if (saved === "too_many")
        return tooMany(`You keep ${MOST_BOARDS} boards already. Delete one that you don't need.`);
      return "now" in saved ? moved("board_changed", "board", saved) : toBoard(saved);
    },
    async removeBoard({ claims }, id, basedOn) {
      const outcome = await store.removeBoard(claims.sub, id, basedOn);
      if (outcome === null) return null;
      return outcome === "deleted" ? { deleted: true } : moved("board_changed", "board", outcome);
    },
  };
}

/** Nobody keeps what they can't see themselves: a chart's names were checked by whoever made it. */
function unseen({ catalog }: ChartReader, spec: StoredChart["spec"]): ChartRefusal | null {
  const fields = checkSpec(spec, catalog).flatMap((problem) => {
    if (problem.kind === "renamed")
      return { path: problem.path, message: `"${problem.name}" is called "${problem.suggestion}" now.` };
    if (problem.kind !== "misfit")
      return { path: problem.path, message: `There is no "${problem.name}" for your roles.` };
    return { path: problem.path, message: `"${problem.name}" doesn't go with the rest of the chart.` };
  });
  const [first] = fields;
  return first ? { refused: "chart_invalid", message: `${first.path}: ${first.message}`, fields } : null;
}

function tooMany(message: string): ChartRefusal {
  return { refused: "too_many_charts", message };
}

function moved(refused: "chart_changed" | "board_changed", what: string, { now }: Moved): ChartRefusal {
  const message =
    now === null
      ? `The ${what} was deleted meanwhile. Save it anew, or leave it.`
      : `The ${what} was changed meanwhile: version ${now} is in force. Look at it before you save yours.`;
  return { refused, message, now };
}

function toView(chart: StoredChart, { claims, catalog }: ChartReader): SavedChartView {
  const isOwn = chart.owner === claims.sub;
  const filters = Object.fromEntries(
    Object.entries(claims.filters).flatMap(([key, values]) => (values ? [[key, values]] : [])),
  );
  return {
    id: chart.id,
    ...specForReader(chart.spec, catalog, filters),
    sharedWith: isOwn ? chart.sharedWith : [],
    owner: chart.owner,
    isOwn,
    version: chart.version,
    updatedAt: new Date(chart.at).toISOString(),
  };
}

function toBoard({ id, title, items, version, at }: StoredBoard): ChartBoardView {
  return { id, title, items, version, updatedAt: new Date(at).toISOString() };
}
