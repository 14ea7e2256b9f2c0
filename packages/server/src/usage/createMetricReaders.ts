import {
  addDays,
  type LoadLine,
  type MetricReaders,
  type MetricReadersPort,
  type Query,
  type Row,
  toNumber,
  wallClock,
} from "@northstar/core";
import type { Northstar } from "../createNorthstar.ts";

export interface MetricReadersOptions {
  tenant: string;
  /** @default the machine's clock */
  now?: (() => Date) | undefined;
}

type AskedServer = Pick<Northstar, "catalog" | "freshness" | "load">;

/** Who looked at a metric lately, once the server is there that it asks. */
export interface OpenMetricReaders {
  port: MetricReadersPort;
  start(server: AskedServer): void;
}

/** Long enough for what is looked at once a month. */
const DAYS = 30;

/** The KPI by which it is known whether a reader may see who reads, and in which view of the model that is told. */
const READERS = "weekly_readers";

/** Readers of each metric by role, from the events of use: asked under the asker's own claims, so told only to whom the model tells it. */
export function createMetricReaders({ tenant, now = () => new Date() }: MetricReadersOptions): OpenMetricReaders {
  let server: AskedServer | null = null;
  const port: MetricReadersPort = {
    tenant,
    async readersOf(kpi, claims) {
      if (!server) return null;
      const [{ kpis, timeZone }, { sources }] = await Promise.all([server.catalog(claims), server.freshness(claims)]);
      const found = kpis.find(({ id }) => id === READERS);
      const view = found?.measure.split(".")[0];
      if (!found || view === undefined) return null;
      // Where nothing was ever counted, “nobody” would be a wrong answer.
      const isCounted = sources.some(({ source, lastLoadedAt }) => found.sources.includes(source) && lastLoadedAt);
      if (!isCounted) return null;
      const today = wallClock(now(), timeZone).date;
      const dateRange: [string, string] = [addDays(today, 1 - DAYS), today];
      const filters: Query["filters"] = [{ member: `${view}.usage_kpi`, operator: "equals", values: [kpi] }];
      const time = found.timeDimensionMember;
      const byRole: Query = {
        measures: [found.measure],
        dimensions: [`${view}.usage_role`],
        timeDimensions: [{ dimension: time, dateRange }],
        filters,
        timezone: timeZone,
      };
      // To the hour, as rollups have it.
      const last: Query = {
        measures: [`${view}.kpi_views`],
        timeDimensions: [{ dimension: time, granularity: "hour", dateRange }],
        filters,
        order: [[time, "desc"]],
        limit: 1,
        timezone: "UTC",
      };
      const lines = await server.load(
        [
          { id: "roles", query: byRole },
          { id: "last", query: last },
        ],
        claims,
      );
      return readersIn(lines, { role: `${view}.usage_role`, readers: found.measure, at: `${time}.hour` });
    },
  };
  return {
    port,
    start(running) {
      server = running;
    },
  };
}

/** Null where any of it was refused. */
function readersIn(
  lines: readonly LoadLine[],
  names: { role: string; readers: string; at: string },
): MetricReaders | null {
  const rowsOf = (id: string): readonly Row[] | null => {
    const line = lines.find((one) => one.id === id);
    return line && "data" in line ? line.data : null;
  };
  const roles = rowsOf("roles");
  const last = rowsOf("last");
  if (!roles || !last) return null;
  const at = last[0]?.[names.at];
  return {
    days: DAYS,
    roles: roles
      .map((row) => ({ role: String(row[names.role] ?? ""), readers: toNumber(row[names.readers]) ?? 0 }))
      .filter(({ readers }) => readers > 0)
      .sort((one, other) => other.readers - one.readers || (one.role < other.role ? -1 : 1)),
    lastAt: typeof at === "string" ? new Date(`${at.replace(/Z?$/, "")}Z`).toISOString() : null,
  };
}
