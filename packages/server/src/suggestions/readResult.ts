import {
  type CatalogKpi,
  type Claims,
  type Experiment,
  type ExperimentResult,
  planExperiment,
  readExperiment,
  wallClock,
} from "@northstar/core";
import type { Northstar } from "../createNorthstar.ts";
import { ServerError } from "../errors.ts";

/** What of a server suggestions ask. */
export type Asked = Pick<Northstar, "catalog" | "freshness" | "load">;

/**
 * Asks the warehouse what an experiment found, under the reader's own role and row filters.
 * @returns null for a KPI that can't be compared any more
 * @throws ServerError `query_failed`, or as the question was refused
 */
export async function readResult(
  { catalog, freshness, load }: Asked,
  claims: Claims,
  kpi: CatalogKpi,
  experiment: Experiment,
  now: number,
): Promise<ExperimentResult | null> {
  const query = planExperiment(kpi, experiment);
  if (!query) return null;
  const [{ timeZone }, { sources }, [line]] = await Promise.all([
    catalog(claims),
    freshness(claims),
    load([{ id: "result", query }], claims),
  ]);
  if (!line || "error" in line) {
    const isDenied = line?.error.status === 403;
    throw new ServerError(
      isDenied ? "member_denied" : "query_failed",
      isDenied
        ? "Your role doesn't see all that the result is made of. Ask the KPI's owner."
        : "The result can't be read at the moment. Ask again.",
    );
  }
  const dateOf = (time: Date) => wallClock(time, timeZone).date;
  // By when they were loaded, not by their last event: a source in which nothing happened has delivered.
  const loaded = kpi.sources.map((id) => sources.find(({ source }) => source === id)?.lastLoadedAt ?? null);
  const dates = loaded.flatMap((time) => (time === null ? [] : [dateOf(new Date(time))]));
  return readExperiment(kpi, experiment, line.data, {
    today: dateOf(new Date(now)),
    deliveredUntil: dates.length < loaded.length ? null : (dates.sort()[0] ?? null),
  });
}
