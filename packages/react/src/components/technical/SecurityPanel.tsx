import type { KpiId } from "@northstar/core";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpi } from "../../hooks/useKpi.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { together } from "../loadable.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { SecurityPanelView } from "./SecurityPanelView.tsx";
import { useNewestSecurity } from "./useNewestSecurity.ts";

const DRILLED = [
  "unauthorised_attempts",
  "bad_signatures",
  "replays",
  "rate_limited",
  "delivery_failures",
] as string[] as KpiId[];
const FAILURES = ["delivery_failures"] as string[] as KpiId[];

/** What was refused at the door, the newest of it, and messages that couldn't be delivered, by channel and class. */
export function SecurityPanel({ filters, className, style }: SecurityPanelProps) {
  const options = filters === undefined ? {} : { filters };
  const numbers = together({
    unauthorised: useKpi("unauthorised_attempts" as string as KpiId, options),
    signatures: useKpi("bad_signatures" as string as KpiId, options),
    replays: useKpi("replays" as string as KpiId, options),
    limited: useKpi("rate_limited" as string as KpiId, options),
    failures: useKpi("delivery_failures" as string as KpiId, options),
  });
  return (
    <Root className={className} style={style} tile="SecurityPanel">
      <SecurityPanelView
        numbers={numbers}
        newest={useNewestSecurity(filters)}
        drill={useTileDrill(DRILLED, filters)}
        failures={useKpiRows(FAILURES, { ...options, by: ["failure_channel", "failure_class"] })}
      />
    </Root>
  );
}

export interface SecurityPanelProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
