import { type MetricDetail, type MetricList, SOURCES } from "@northstar/core";
import { useMemo } from "react";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
import { requestJson } from "../transport/requestJson.ts";

/** How fresh sources are is part of it: whatever is loaded moves a watermark, and all of this with it. */
const META = { sources: SOURCES };

/** Every metric that the reader's roles see. */
export function useMetrics(): Loadable<MetricList> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<MetricList>(client, {
        queryKey: ["metrics", "list"],
        queryFn: ({ signal }) => requestJson<MetricList>(client, "/metrics", "metrics", { signal }),
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
          requestJson<{ metric: MetricDetail }>(client, `/metrics/${encodeURIComponent(id)}`, "metric", { signal }),
        meta: META,
      }),
    [client, id],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}
