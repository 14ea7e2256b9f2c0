import type { ChartInput, SavedChartView } from "@northstar/core/own-charts";
import { useCallback, useState } from "react";
import { NorthstarError } from "../errors.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { CHARTS_KEY, requestCharts } from "./requestCharts.ts";

/** What became of what was asked for last. */
export type ChartActionState =
  | { status: "idle" }
  | { status: "working" }
  | { status: "saved"; chart: SavedChartView }
  | { status: "deleted"; chart: SavedChartView }
  | { status: "failed"; error: NorthstarError };

export interface ChartActions {
  state: ChartActionState;
  /** @param basedOn the version that was edited; null makes a new chart. @returns the chart as it is kept; null when it was refused */
  save(chart: ChartInput, basedOn: number | null): Promise<SavedChartView | null>;
  remove(chart: SavedChartView): Promise<boolean>;
  /** Forgets what was said last. */
  clear(): void;
}

/** Changes charts; what is on screen is asked for again after each. */
export function useChartActions(): ChartActions {
  const { client } = useNorthstarContext();
  const [state, setState] = useState<ChartActionState>({ status: "idle" });
  const ask = useCallback(
    async <T>(
      path: `/charts${string}`,
      field: keyof T & string,
      body: object,
      after: (answer: T) => ChartActionState,
    ): Promise<T | null> => {
      setState({ status: "working" });
      try {
        const answer = await requestCharts<T>(client, path, field, { body });
        setState(after(answer));
        return answer;
      } catch (error) {
        const known = error instanceof NorthstarError ? error : new NorthstarError("tile_failed", String(error));
        setState({ status: "failed", error: known });
        return null;
      } finally {
        void client.queries.invalidateQueries({ queryKey: CHARTS_KEY });
      }
    },
    [client],
  );
  const clear = useCallback(() => setState({ status: "idle" }), []);
  return {
    state,
    save: ({ id, spec, sharedWith }, basedOn) =>
      ask<SavedChartView>("/charts", "spec", { id, chart: spec, sharedWith, basedOn }, (chart) => ({
        status: "saved",
        chart,
      })),
    async remove(chart) {
      const path = `/charts/${encodeURIComponent(chart.id)}/delete` as const;
      const answer = await ask<{ deleted: true }>(path, "deleted", { basedOn: chart.version }, () => ({
        status: "deleted",
        chart,
      }));
      return answer !== null;
    },
    clear,
  };
}
