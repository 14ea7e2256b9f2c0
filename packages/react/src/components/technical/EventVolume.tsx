import { addDays, type KpiId } from "@northstar/core";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpi } from "../../hooks/useKpi.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { together } from "../loadable.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { EventVolumeView } from "./EventVolumeView.tsx";
import { useChosenPeriod } from "./useChosenPeriod.ts";

const EVENTS = ["events_ingested"] as string[] as KpiId[];
/** The one that has breakdowns first. */
const DRILLED = [
  "events_ingested",
  "events_received",
  "events_per_second",
  "events_per_second_peak",
  "events_per_second_now",
] as string[] as KpiId[];
/** Thirteen weeks: what an ordinary week is made of, and as many bars as can be told apart. */
const MAX_DAYS = 91;

/** How many events come: now, on average and at most; by day of the week and hour; and day by day. */
export function EventVolume({ filters, className, style }: EventVolumeProps) {
  const options = filters === undefined ? {} : { filters };
  const numbers = together({
    now: useKpi("events_per_second_now" as string as KpiId, options),
    mean: useKpi("events_per_second" as string as KpiId, options),
    peak: useKpi("events_per_second_peak" as string as KpiId, options),
    occurred: useKpi("events_ingested" as string as KpiId, options),
    received: useKpi("events_received" as string as KpiId, options),
  });
  const period = useChosenPeriod(filters);
  const isCut = period !== null && period.elapsedDays > MAX_DAYS;
  const end = isCut ? addDays(period.start, period.elapsedDays - 1) : "";
  const stretch = isCut ? { filters: { ...filters, period: { start: addDays(end, 1 - MAX_DAYS), end } } } : options;
  const hourly = useKpiRows(EVENTS, { ...stretch, granularity: "hour", limit: MAX_DAYS * 25 });
  return (
    <Root className={className} style={style} tile="EventVolume">
      <EventVolumeView numbers={numbers} hourly={hourly} isCut={isCut} drill={useTileDrill(DRILLED, filters)} />
    </Root>
  );
}

export interface EventVolumeProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
