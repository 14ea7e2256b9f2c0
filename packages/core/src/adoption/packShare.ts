import type { KpiRow } from "../planKpiRows.ts";
import { PACK_KINDS } from "../reports/types.ts";

/** How many of the reviews that were made came from packs of the dashboard. */
export interface PackShare {
  reviews: number;
  fromPacks: number;
  /** Null while there was no review. */
  share: number | null;
}

/** @param rows `reports_produced` and `review_packs` by `report_kind`; files that are no reviews don't count */
export function packShare(rows: readonly Pick<KpiRow, "keys" | "values">[]): PackShare {
  const kinds: readonly string[] = PACK_KINDS;
  const reviews = rows.filter(({ keys }) => kinds.includes(keys.report_kind ?? ""));
  const sum = (id: string) => reviews.reduce((total, { values }) => total + (values[id] ?? 0), 0);
  const made = sum("reports_produced");
  const fromPacks = sum("review_packs");
  return { reviews: made, fromPacks, share: made === 0 ? null : fromPacks / made };
}
