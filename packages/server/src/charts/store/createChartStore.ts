import type { AppState } from "../../state/AppState.ts";
import { boardStore } from "./boardStore.ts";
import { chartStore } from "./chartStore.ts";
import type { ChartStore } from "./types.ts";

export type { ChartStore } from "./types.ts";

/** Keeps the charts and boards of one tenant in the app state. */
export function createChartStore({ db }: Pick<AppState, "db">, tenant: string): ChartStore {
  return { tenant, ...chartStore(db, tenant), ...boardStore(db, tenant) };
}
