import type { KpiRow } from "@northstar/core";

const RANK: Readonly<Record<string, number>> = { cold: 0, warm: 1, hot: 2 };

/** People by what became of their band between two dates. */
export interface SegmentFlows {
  warmer: number;
  colder: number;
  same: number;
  /** Got their first score. */
  entered: number;
}

/** Adds up the flows between bands; who comes from none was not scored before. Bands that aren't known count as the same. */
export function segmentFlows(rows: readonly KpiRow[]): SegmentFlows {
  const flows = { warmer: 0, colder: 0, same: 0, entered: 0 };
  for (const { keys, values } of rows) {
    const people = values.segment_flow_people ?? 0;
    const from = RANK[keys.segment_from ?? ""];
    const to = RANK[keys.segment_to ?? ""];
    if (keys.segment_from === null || keys.segment_from === "(none)") flows.entered += people;
    else if (from === undefined || to === undefined || from === to) flows.same += people;
    else if (to > from) flows.warmer += people;
    else flows.colder += people;
  }
  return flows;
}
