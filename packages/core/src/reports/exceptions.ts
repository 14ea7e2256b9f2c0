import type { PackKpi } from "./types.ts";
import { missesTarget } from "./variances.ts";

/** Why a KPI stands first: beyond a limit, short of its target, much worse than before, or without a number. */
export type ExceptionReason = "red" | "amber" | "target" | "worse" | "missing";

export interface PackException {
  entry: PackKpi;
  reason: ExceptionReason;
}

const ORDER: readonly ExceptionReason[] = ["red", "amber", "target", "worse", "missing"];

/** Worse than the period before by as much is worth a word: a tenth of it, or 2 points of a percentage. */
const WORSE_BY = { relative: 0.1, points: 0.02 };

/** What needs a word in a review, the worst first; among equals as the pack has them. */
export function exceptionsOf(kpis: readonly PackKpi[]): PackException[] {
  return kpis
    .flatMap((entry): PackException[] => {
      const reason = reasonOf(entry);
      return reason === null ? [] : [{ entry, reason }];
    })
    .toSorted((one, other) => ORDER.indexOf(one.reason) - ORDER.indexOf(other.reason));
}

function reasonOf(entry: PackKpi): ExceptionReason | null {
  if (entry.level === "red" || entry.level === "amber") return entry.level;
  if (missesTarget(entry)) return "target";
  if (entry.value === null) return entry.previous === null ? null : "missing";
  return isWorse(entry) ? "worse" : null;
}

function isWorse({ kpi, value, previous }: PackKpi): boolean {
  if (value === null || previous === null) return false;
  const loss = kpi.polarity === "up" ? previous - value : value - previous;
  if (kpi.unit === "percent") return loss >= WORSE_BY.points;
  return previous !== 0 && loss / Math.abs(previous) >= WORSE_BY.relative;
}
