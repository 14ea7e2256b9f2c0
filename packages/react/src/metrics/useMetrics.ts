import { type MetricDetail, type MetricList, SOURCES } from "@northstar/core";
import { useMemo } from "react";
import { NorthstarError } from "../errors.ts";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import type { NorthstarClient } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";

const BASE = "/northstar/v1/metrics";

/** How fresh sources are is part of it: whatever is loaded moves a watermark, and all of this with it. */
const META = { sources: SOURCES };

/** Every metric that the reader's roles see. */
export function useMetrics(): Loadable<MetricList> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<MetricList>(client, {
        queryKey: ["metrics", "list"],
        queryFn: ({ signal }) => request<MetricList>(client, "", "metrics", signal),
        meta: META,
      }),
    [client],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** All that is known of one metric. One that the roles don't see is an error `not_found`, like one that doesn't exist. */
export function useMetric(id: string): Loadable<{ metric: MetricDetail }> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<{ metric: MetricDetail }>(client, {
        queryKey: ["metrics", "detail", id],
        queryFn: ({ signal }) =>
          request<{ metric: MetricDetail }>(client, `/${encodeURIComponent(id)}`, "metric", signal),
        meta: META,
      }),
    [client, id],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}

/** @throws NorthstarError the problem's own code, `bad_answer`, `network`, `offline` */
async function request<T>(
  client: NorthstarClient,
  path: string,
  field: keyof T & string,
  signal: AbortSignal,
): Promise<T> {
  const response = await client.http.request(`${BASE}${path}`, { accept: "application/json", signal });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === "object" && answer !== null && field in answer) return answer as T;
  throw new NorthstarError(
    "bad_answer",
    `The answer of ${BASE} doesn't fit what this version of Northstar expects. Check that the server is of the same version.`,
  );
}
