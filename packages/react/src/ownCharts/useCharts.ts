import type { ChartBoardView, SavedChartView } from "@northstar/core/own-charts";
import { useMemo } from "react";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
import { BOARDS_KEY, CHARTS_KEY, requestCharts } from "./requestCharts.ts";

/** Charts that the reader sees, and whether they make some. */
export interface Charts {
  charts: readonly SavedChartView[];
  mayWrite: boolean;
}

/** The reader's own charts and those shared with them. */
export function useCharts(): Loadable<Charts> {
  return useChartQuery<Charts>("/charts", "charts");
}

/** One chart by its id; error `not_found` where the reader sees none. */
export function useChart(id: string): Loadable<SavedChartView> {
  return useChartQuery<SavedChartView>(`/charts/${encodeURIComponent(id)}`, "spec");
}

/** All that an own chart was, newest first. */
export function useChartVersions(id: string): Loadable<{ versions: readonly SavedChartView[] }> {
  return useChartQuery<{ versions: readonly SavedChartView[] }>(
    `/charts/${encodeURIComponent(id)}/versions`,
    "versions",
  );
}

/** The reader's boards. */
export function useBoards(): Loadable<{ boards: readonly ChartBoardView[] }> {
  return useChartQuery<{ boards: readonly ChartBoardView[] }>("/boards", "boards");
}

function useChartQuery<T>(path: `/charts${string}` | `/boards`, field: keyof T & string): Loadable<T> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<T>(client, {
        queryKey: [...(path.startsWith("/boards") ? BOARDS_KEY : CHARTS_KEY), path],
        queryFn: ({ signal }) => requestCharts<T>(client, path, field, { signal }),
      }),
    [client, path, field],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}
