import type { CatalogKpi, MetricDetail, Problem } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { CATALOG } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";
import { detailOf, METRICS, summaryOf } from "./metrics.ts";

interface ServerOptions {
  kpis?: readonly CatalogKpi[];
  /** KPIs that only other roles see. */
  denied?: readonly CatalogKpi[];
  /** Changes what is told of one metric. */
  change?: (metric: MetricDetail) => MetricDetail;
  /** What every request of the page is answered with instead. */
  problem?: Problem;
  /** Whether it ever answers. @default true */
  answers?: boolean;
}

const NOT_FOUND: Problem = {
  type: "urn:northstar:problem:not_found",
  title: "Not found",
  status: 404,
  code: "not_found",
  detail: "There is no such metric, or it isn't for you to see.",
};

/** The catalogue of metrics in memory. */
export function metricsServer({
  kpis = METRICS,
  denied = [],
  change = (metric) => metric,
  problem,
  answers = true,
}: ServerOptions = {}): Fetch {
  const rest = createFakeFetch({
    catalog: {
      ...CATALOG,
      kpis,
      denied: denied.map(({ id, title, owner, roles }) => ({ id, title, owner, roles })),
    },
  });
  return async (input, init) => {
    const [, path] = new URL(String(input)).pathname.split("/northstar/v1/metrics");
    if (path === undefined) return rest(input, init);
    if (!answers) return new Promise<Response>(() => {});
    if (problem) return refuse(problem);
    if (path === "") return Response.json({ metrics: kpis.map(summaryOf) });
    const kpi = kpis.find(({ id }) => path === `/${encodeURIComponent(id)}`);
    return kpi ? Response.json({ metric: change(detailOf(kpi)) }) : refuse(NOT_FOUND);
  };
}

function refuse(problem: Problem): Response {
  return Response.json(problem, {
    status: problem.status,
    headers: { "content-type": "application/problem+json" },
  });
}
