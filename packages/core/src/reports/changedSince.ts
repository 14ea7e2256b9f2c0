import type { LocalizedText } from "../kpi.ts";
import type { PackKpi, PackSnapshot } from "./types.ts";

/** A number of a pack that would be another today. */
export interface RestatedKpi {
  id: string;
  title: LocalizedText;
  /** `gone`: the reader sees no such KPI any more. */
  kind: "value" | "definition" | "gone";
  was: number | null;
  is: number | null;
  versionWas: number;
  versionIs: number | null;
}

/** Differences below this share of a number are those of adding up in another order. */
const SAME = 1e-9;

/** What of a pack is another number now, for the same period: KPIs whose value or definition changed. */
export function changedSince(pack: PackSnapshot, today: readonly PackKpi[]): RestatedKpi[] {
  const now = new Map(today.map((entry) => [entry.kpi.id, entry]));
  return pack.kpis.flatMap(({ kpi, value, period }): RestatedKpi[] => {
    const other = now.get(kpi.id);
    const base = { id: kpi.id, title: kpi.title, was: value, versionWas: kpi.version };
    if (!other) return [{ ...base, kind: "gone", is: null, versionIs: null }];
    // A cohort whose window wasn't over then is another cohort, not another number.
    if (other.period[0] !== period[0] || other.period[1] !== period[1]) return [];
    const versionIs = other.kpi.version;
    if (versionIs === kpi.version && isSame(value, other.value)) return [];
    return [{ ...base, kind: versionIs === kpi.version ? "value" : "definition", is: other.value, versionIs }];
  });
}

function isSame(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));
}
